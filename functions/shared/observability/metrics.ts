import { Metrics } from '@aws-lambda-powertools/metrics';
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
