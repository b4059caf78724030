import { environment, text } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { operations } from './operations.ts';
import { openPlanningServices } from './services.ts';

/** Shows and publishes the policy, and tries another one on past cases. */
export const handler = serve(
  operations,
  openPlanningServices(),
  environment({ SUBJECT_CLAIM: text }).SUBJECT_CLAIM,
);
