import { environment, text } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { operations } from './operations.ts';
import { openQueriesServices } from './services.ts';

/** Shows cases, their histories and deadlines, worklists, and statistics. */
export const handler = serve(
  operations,
  openQueriesServices(),
  environment({ SUBJECT_CLAIM: text }).SUBJECT_CLAIM,
);
