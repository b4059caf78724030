import { Logger } from '@aws-lambda-powertools/logger';

/** Logs ids and outcomes; the service name and level come from the environment. */
export const logger = new Logger();
