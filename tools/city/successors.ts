import { type Area, isWithin } from '#domain/place/area.ts';
import type { Fault } from '../../infra/fault.ts';
import { faultsOfRepetition, faultsOfRows, readTable } from './table.ts';

/** Optional: which grid took the place of one that was merged, split or renumbered. */
export const SUCCESSORS_FILE = 'successors.csv';

const COLUMNS = ['old', 'new', 'note'] as const;

export interface Successor {
  old: string;
  new: string;
  note?: string;
}

/** Where the open cases of grids that are no more go when they have no point: the old code is gone, the new one is a grid. */
export const readSuccessors = (
  text: string | undefined,
  areas: ReadonlyMap<string, Area>,
  city: string,
): { successors: Successor[]; faults: Fault[] } => {
  if (text === undefined) return { successors: [], faults: [] };
  const { rows, faults } = readTable(SUCCESSORS_FILE, text, COLUMNS, ['note']);
  return {
    successors: rows.map(({ values: { note, ...codes } }) => ({ ...codes, ...(note && { note }) })),
    faults: [
      ...faults,
      ...faultsOfRepetition(SUCCESSORS_FILE, rows, 'old'),
      ...faultsOfRows(SUCCESSORS_FILE, rows, ({ old, new: grid }) => [
        [
          /^\d{15}$/.test(old) && isWithin(old, city),
          'old',
          `"${old}" is no grid code of ${city}`,
          'write the fifteen digits that the grid had',
        ],
        [
          !areas.has(old),
          'old',
          `the grid ${old} still stands in areas.csv`,
          'a successor takes the place of a grid that is no more',
        ],
        [
          areas.get(grid)?.level === 'grid',
          'new',
          `"${grid}" is no grid of areas.csv`,
          'name the grid that stands now, not one that has a successor itself',
          grid,
        ],
      ]),
    ],
  };
};
