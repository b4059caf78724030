import { environment } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { openDocuments } from '#shared/persistence/database.ts';
import { openReference } from '#shared/persistence/reference.ts';
import { operations } from './operations.ts';

const { GRIDS_TABLE, SUBJECT_CLAIM, REFERENCE_SECONDS } = environment(
  'GRIDS_TABLE',
  'SUBJECT_CLAIM',
  'REFERENCE_SECONDS',
);
const db = { documents: openDocuments(), gridsTable: GRIDS_TABLE };

/** Answers from reference data: areas, grids, people's offices, deadlines. */
export const handler = serve(
  operations,
  { db, reference: openReference(db, Date.now, REFERENCE_SECONDS), now: () => new Date().toISOString() },
  SUBJECT_CLAIM,
);
