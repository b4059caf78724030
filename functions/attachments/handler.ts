import { environment, text } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { operations } from './operations.ts';
import { openAttachmentServices } from './services.ts';

const { SUBJECT_CLAIM } = environment({ SUBJECT_CLAIM: text });

/** Takes files into cases and hands them out. */
export const handler = serve(operations, openAttachmentServices(), SUBJECT_CLAIM);
