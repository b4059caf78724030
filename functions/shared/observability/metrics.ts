import { Metrics } from '@aws-lambda-powertools/metrics';

/** Metrics as log lines (EMF): no request of their own. Namespace and service come from the environment. */
export const metrics = new Metrics();
