import { environment, text } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { openServices } from '#shared/services.ts';
import { operations } from './operations.ts';

/** Takes what people decide on cases. */
export const handler = serve(operations, openServices(), environment({ SUBJECT_CLAIM: text }).SUBJECT_CLAIM);
