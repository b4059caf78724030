import { environment, text } from '#shared/environment.ts';
import { openFileServices } from '#shared/files/services.ts';
import { serve } from '#shared/http/serve.ts';
import { operations } from './operations.ts';

const { SUBJECT_CLAIM } = environment({ SUBJECT_CLAIM: text });

/** Takes files into cases and hands them out. */
export const handler = serve(operations, openFileServices(), SUBJECT_CLAIM);
