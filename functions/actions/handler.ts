import { environment, text } from '#shared/environment.ts';
import { openFileServices } from '#shared/files/services.ts';
import { serve } from '#shared/http/serve.ts';
import { operations } from './operations.ts';

/** Takes what people decide on cases. */
export const handler = serve(
  operations,
  openFileServices(),
  environment({ SUBJECT_CLAIM: text }).SUBJECT_CLAIM,
);
