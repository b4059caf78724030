import { environment, text } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { operations } from './operations.ts';
import { openPlanningServices } from './services.ts';

/** What governs the city: shown, amended by two people, and tried on past cases. */
export const handler = serve(
  operations,
  openPlanningServices(),
  environment({ SUBJECT_CLAIM: text }).SUBJECT_CLAIM,
);
