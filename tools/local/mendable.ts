import { CityError } from '../../infra/city.ts';
import { ImportError } from '../city/import-city.ts';
import { StartError } from './workplace.ts';

/**
 * The sentence for the person at the terminal, remedy included; undefined for an error that nobody there can mend and
 * whose stack trace is of use.
 */
export const mendable = (error: unknown): string | undefined => {
  if (error instanceof StartError || error instanceof CityError || error instanceof ImportError)
    return error.message;
  if (!(error instanceof Error)) return undefined;
  const { code = '', path } = error as NodeJS.ErrnoException;
  const where = path === undefined ? '' : ` at ${path}`;
  if (/^(ENOSPC|EDQUOT)$/.test(code))
    return `The disk is full${where}: make room on it, then run the command again.`;
  if (/^(EACCES|EPERM|EROFS)$/.test(code))
    return `You may not write${where}: take the folder over (chown), or use a clone of your own, then run the command again.`;
  return undefined;
};
