import { parentOf } from '#domain/place/area.ts';
import type { AreaRow, Counters, Day, Month, UnitRow } from '#domain/statistics/count.ts';
import type { Named } from '../store.ts';
import type { Item } from './documents.ts';
import type { Key } from './grids-table.ts';

/**
 * The layout of the Statistics table. Everything of a tally has its number in front. The areas below an area share a
 * partition, day by day: what an area has is read together with what each area below it has.
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
export const unitPartition = (tally: number, unit: string): string => `${tallyPrefix(tally)}UNIT#${unit}`;

export const rowKey = (tally: number, row: AreaRow | UnitRow): Key =>
  'area' in row
    ? { pk: belowPartition(tally, parentOf(row.area) ?? ''), sk: daySort(row.day, row.area) }
    : { pk: unitPartition(tally, row.unit), sk: row.month };

const daySort = (day: Day, area = ''): string => `${day}#${area}`;
/** Sorts behind every area of a day. */
export const lastOfDay = (day: Day): string => daySort(day, '~');

export const areaRowOf = ({ pk, sk, ...counters }: Item): AreaRow & { counters: Counters } => {
  const [day = '', area = ''] = String(sk).split('#');
  return { area, day, counters: counters as Counters };
};

export const unitRowOf = (unit: string, { pk, sk, ...counters }: Item): UnitRow & { counters: Counters } => ({
  unit,
  month: sk as Month,
  counters: counters as Counters,
});
