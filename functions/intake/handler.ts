import { environment, text } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { operations } from './operations.ts';
import { openFilingServices } from './services.ts';

/** Takes in what is reported. */
export const handler = serve(
  operations,
  openFilingServices(),
  environment({ SUBJECT_CLAIM: text }).SUBJECT_CLAIM,
);
