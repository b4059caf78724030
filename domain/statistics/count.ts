import { areaAt, lineage } from '../place/area.ts';
import { dateOfDay, epochDay } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';
import { dayAt } from '../time/shanghai.ts';

/**
 * Statistics are sums of whole numbers, so that they come out the same in whatever order cases are counted: a rate is two
 * sums, its numerator and its denominator. A row holds the counters of an area on a day, or of a unit in a month.
 */

/** A day in Shanghai, YYYY-MM-DD. */
export type Day = string;
/** A month in Shanghai, YYYY-MM. */
export type Month = string;

/** What an event adds to a counter: in the place where a case lies, on a day; or for a unit, in the month. */
export type Count = ({ grid: string; day: Day } | { unit: string; month: Month }) & {
  counter: string;
  by: number;
};

/** What one event of a history adds to the statistics. */
export interface EventCounts {
  seq: number;
  counts: Count[];
}

export type AreaRow = { area: string; day: Day };
export type UnitRow = { unit: string; month: Month };
export type Counters = Readonly<Record<string, number>>;
/** Counters of a row, or what is added to them. */
export type Row = (AreaRow | UnitRow) & { counters: Counters };

export const dayOf = (at: Instant): Day => dateOfDay(dayAt(Date.parse(at)));
export const monthOf = (at: Instant): Month => dayOf(at).slice(0, 7);
/** Days from one to another; negative when `to` lies before `from`. */
export const daysBetween = (from: Day, to: Day): number => epochDay(to) - epochDay(from);
export const daysAfter = (day: Day, days: number): Day => dateOfDay(epochDay(day) + days);

/**
 * The rows that counts touch, with what is added to each: a count in a grid stands in a row of every level up to the county.
 * What the city has is the sum of its counties, as what any area has is the sum of the areas below it: its own row would be
 * one more write, and the one that every case of the city waits for.
 */
export const rowsOf = (counts: readonly Count[]): Row[] => {
  const rows = new Map<string, Row & { counters: Record<string, number> }>();
  for (const count of counts) {
    for (const place of placesOf(count)) {
      const name = nameOfRow(place);
      const row = rows.get(name) ?? { ...place, counters: {} };
      row.counters[count.counter] = (row.counters[count.counter] ?? 0) + count.by;
      rows.set(name, row);
    }
  }
  return [...rows.values()].flatMap(withoutZeros);
};

/** A row by its name: one a place and time. */
export const nameOfRow = (row: AreaRow | UnitRow): string =>
  'area' in row ? `${row.area} ${row.day}` : `${row.unit} ${row.month}`;

const placesOf = (count: Count): (AreaRow | UnitRow)[] =>
  'grid' in count
    ? lineage(count.grid)
        .filter((area) => area !== areaAt(area, 'city'))
        .map((area) => ({ area, day: count.day }))
    : [{ unit: count.unit, month: count.month }];

/** What comes and goes in one step changes nothing. */
const withoutZeros = (row: Row): Row[] => {
  const changed = Object.entries(row.counters).filter(([, by]) => by !== 0);
  return changed.length > 0 ? [{ ...row, counters: Object.fromEntries(changed) }] : [];
};

/** The counters of several rows together. */
export const sumOf = (rows: readonly { counters: Counters }[]): Counters => {
  const sum: Record<string, number> = {};
  for (const { counters } of rows)
    for (const [counter, by] of Object.entries(counters)) sum[counter] = (sum[counter] ?? 0) + by;
  return sum;
};
