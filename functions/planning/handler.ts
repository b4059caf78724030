import { environment } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { openServices } from '#shared/http/services.ts';
import { operations } from './operations.ts';

/** Shows and publishes the policy, and tries another one on past cases. */
export const handler = serve(operations, openServices(), environment('SUBJECT_CLAIM').SUBJECT_CLAIM);
