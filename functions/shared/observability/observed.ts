import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { logger } from './logger.ts';

/** What every function begins with: its log lines carry the invocation and forget it afterwards. */
export const observed = <Event, Answer>() =>
  middy<Event, Answer>().use(injectLambdaContext(logger, { resetKeys: true }));
