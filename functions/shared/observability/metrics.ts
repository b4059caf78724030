import { Metrics } from '@aws-lambda-powertools/metrics';

/**
 * Metrics as log lines (EMF): no request of their own. Namespace and service come from the environment; the city is a
 * dimension too, because several may share an account.
 */
export const metrics = new Metrics({ defaultDimensions: { city: process.env.CITY ?? 'unknown' } });
