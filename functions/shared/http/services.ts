import { ulid } from 'ulid';
import { environment } from '../environment.ts';
import { openDocuments } from '../persistence/database.ts';
import { openReference } from '../persistence/reference.ts';
import type { Services } from './operation.ts';

/** The services of a function that works on cases, as its environment names them. */
export const openServices = (): Services => {
  const { CASES_TABLE, GRIDS_TABLE, REFERENCE_SECONDS } = environment(
    'CASES_TABLE',
    'GRIDS_TABLE',
    'REFERENCE_SECONDS',
  );
  const db = { documents: openDocuments(), casesTable: CASES_TABLE, gridsTable: GRIDS_TABLE };
  return {
    db,
    reference: openReference(db, Date.now, REFERENCE_SECONDS),
    now: () => new Date().toISOString(),
    newId: ulid,
    draw: Math.random,
  };
};
