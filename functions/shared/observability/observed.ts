import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { logger } from './logger.ts';
import { metrics } from './metrics.ts';

/**
 * What every function begins with: its log lines carry the invocation and forget it afterwards, and what it has counted is
 * published when it ends, well or badly.
 */
export const observed = <Event, Answer>() =>
  middy<Event, Answer>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(logMetrics(metrics));
