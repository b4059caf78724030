import { environment } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { operations } from './operations.ts';
import { openAttachmentServices } from './services.ts';

/** Takes files into cases and hands them out. */
export const handler = serve(
  operations,
  openAttachmentServices(),
  environment('SUBJECT_CLAIM').SUBJECT_CLAIM,
);
