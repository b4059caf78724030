import { parentOf } from '#domain/place/area.ts';
import { areaOfUnit } from '#domain/place/unit.ts';
import type { AreaRow, Counters, Day, Month, UnitRow } from '#domain/statistics/count.ts';
import type { Named } from '../named.ts';
import type { Item } from './documents.ts';
import type { Key } from './grids-table.ts';

/**
 * The layout of the Statistics table. Everything of a tally has its number in front. The areas below an area share a
 * partition, day by day: what an area has is read together with what each area below it has. So do the units that sit at an
 * area, month by month: they are compared.
 */

export const talliesKey: Key = { pk: 'TALLIES', sk: 'TALLIES' };

const tallyPrefix = (tally: number): string => `T${tally}#`;
/** The tally to which an item belongs. */
export const tallyOf = (pk: unknown): number | undefined => {
  const number = /^T(\d+)#/.exec(String(pk))?.[1];
  return number === undefined ? undefined : Number(number);
};

/** How far a history is counted. */
export const countedKey = (tally: number, { kind, id }: Named): Key => ({
  pk: `${tallyPrefix(tally)}${kind.toUpperCase()}#${id}`,
  sk: 'COUNTED',
});

export const belowPartition = (tally: number, parent: string): string =>
  `${tallyPrefix(tally)}AREA#${parent}`;
export const unitsPartition = (tally: number, area: string): string => `${tallyPrefix(tally)}UNITS#${area}`;

export const rowKey = (tally: number, row: AreaRow | UnitRow): Key =>
  'area' in row
    ? { pk: belowPartition(tally, parentOf(row.area) ?? ''), sk: sortOf(row.day, row.area) }
    : { pk: unitsPartition(tally, areaOfUnit(row.unit)), sk: sortOf(row.month, row.unit) };

const sortOf = (time: Day | Month, code = ''): string => `${time}#${code}`;
/** Sorts behind everything of a day or month. */
export const lastOf = (time: Day | Month): string => sortOf(time, '~');

export const areaRowOf = ({ pk, sk, ...counters }: Item): AreaRow & { counters: Counters } => {
  const [day = '', area = ''] = String(sk).split('#');
  return { area, day, counters: counters as Counters };
};

export const unitRowOf = ({ pk, sk, ...counters }: Item): UnitRow & { counters: Counters } => {
  const [month = '', unit = ''] = String(sk).split('#');
  return { unit, month, counters: counters as Counters };
};
