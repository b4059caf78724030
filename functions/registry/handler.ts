import { environment } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { openDocuments } from '#shared/persistence/database.ts';
import { openReference } from '#shared/persistence/reference.ts';
import { operations } from './operations.ts';

const { GRIDS_TABLE, SUBJECT_CLAIM } = environment('GRIDS_TABLE', 'SUBJECT_CLAIM');
const db = { documents: openDocuments(), gridsTable: GRIDS_TABLE };

/** Answers from reference data: areas, grids, people's offices, deadlines. */
export const handler = serve(
  operations,
  { db, reference: openReference(db), now: () => new Date().toISOString() },
  SUBJECT_CLAIM,
);
