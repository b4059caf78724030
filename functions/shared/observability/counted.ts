import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { metrics } from './metrics.ts';
import { observed } from './observed.ts';

/** What a function begins with that counts: what it has counted is published when it ends, well or badly. */
export const counted = <Event, Answer>() => observed<Event, Answer>().use(logMetrics(metrics));
