import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { bareError } from './logged-error.ts';
import { logger } from './logger.ts';

/** What every function begins with: its log lines carry the invocation and forget it afterwards; its errors carry no data. */
export const observed = <Event, Answer>() =>
  middy<Event, Answer>()
    .use({
      onError: (request) => {
        if (request.response === undefined) request.error = bareError(request.error);
      },
    })
    .use(injectLambdaContext(logger, { resetKeys: true }));
