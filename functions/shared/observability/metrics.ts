import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { environment, text } from '../environment.ts';

const { CITY } = environment({ CITY: text });

/**
 * Metrics as log lines (EMF): no request of their own. Namespace and service come from the environment; the city is a
 * dimension too, because several may share an account.
 */
export const metrics = new Metrics({
  defaultDimensions: { city: CITY },
  logger: {
    debug: console.debug,
    info: console.info,
    error: console.error,
    // It would warn of every invocation that counts nothing, which most do.
    warn: () => {},
  },
});

/** For a function that counts: what it has counted is published when it ends, well or badly. */
export const published = logMetrics(metrics);
