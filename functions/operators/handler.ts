import { environment, text } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { operations } from './operations.ts';
import { openOperatorsServices } from './services.ts';

const { SUBJECT_CLAIM } = environment({ SUBJECT_CLAIM: text });

/** What operators watch and do. */
export const handler = serve(operations, openOperatorsServices(), SUBJECT_CLAIM);
