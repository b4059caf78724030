import { environment, text } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { openServices } from '#shared/services.ts';
import { operations } from './operations.ts';

/** Shows cases, their histories and deadlines, and worklists. */
export const handler = serve(operations, openServices(), environment({ SUBJECT_CLAIM: text }).SUBJECT_CLAIM);
