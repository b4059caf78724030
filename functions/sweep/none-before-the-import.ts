import { NotImported } from '#shared/store/errors.ts';

/** A city that is deployed but not yet imported has nothing to work on. */
export const noneBeforeTheImport = (error: unknown): undefined => {
  if (!(error instanceof NotImported)) throw error;
};
