import { type Area, isWithin } from '#domain/place/area.ts';
import type { Fault } from '../../infra/fault.ts';
import { faultsOfRepetition, readTable } from './table.ts';

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
      ...rows.flatMap(({ row, values }) => [
        ...(/^\d{15}$/.test(values.old) && isWithin(values.old, city)
          ? []
          : [
              {
                file: SUCCESSORS_FILE,
                row,
                field: 'old',
                message: `"${values.old}" is no grid code of ${city}`,
              },
            ]),
        ...(areas.has(values.old)
          ? [
              {
                file: SUCCESSORS_FILE,
                row,
                field: 'old',
                message: `the grid ${values.old} still stands in areas.csv`,
                remedy: 'a successor takes the place of a grid that is no more',
              },
            ]
          : []),
        ...(areas.get(values.new)?.level === 'grid'
          ? []
          : [
              {
                file: SUCCESSORS_FILE,
                row,
                field: 'new',
                message: `"${values.new}" is no grid of areas.csv`,
                remedy: 'name the grid that stands now, not one that has a successor itself',
              },
            ]),
      ]),
    ],
  };
};
