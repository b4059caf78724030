import { environment, text } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { operations } from './operations.ts';
import { openWebhooksServices } from './services.ts';

const { SUBJECT_CLAIM } = environment({ SUBJECT_CLAIM: text });

/** Who is told of milestones. */
export const handler = serve(operations, openWebhooksServices(), SUBJECT_CLAIM);
