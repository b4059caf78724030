import { environment, text } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { operations } from './operations.ts';
import { openDocumentServices } from './services.ts';

/** Tells what the API is: its document, and a page to read it. */
export const handler = serve(
  operations,
  openDocumentServices(),
  environment({ SUBJECT_CLAIM: text }).SUBJECT_CLAIM,
);
