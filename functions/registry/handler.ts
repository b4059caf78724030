import { environment, text } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { operations } from './operations.ts';
import { openRegistryServices } from './services.ts';

const { SUBJECT_CLAIM } = environment({ SUBJECT_CLAIM: text });

/** Answers from reference data: areas, grids, people's offices, deadlines. */
export const handler = serve(operations, openRegistryServices(), SUBJECT_CLAIM);
