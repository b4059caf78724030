import { environment, text } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { openServices } from '#shared/services.ts';
import { operations } from './operations.ts';

/** Answers from reference data: areas, grids, people's offices, deadlines. */
export const handler = serve(operations, openServices(), environment({ SUBJECT_CLAIM: text }).SUBJECT_CLAIM);
