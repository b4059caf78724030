import type { LocalCity } from '../../tools/local/arguments.ts';
import type { Target } from './target.ts';
export const openRunningCity = async (_: Partial<LocalCity>): Promise<Target> => {
  throw new Error('not yet');
};
