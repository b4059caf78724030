import type { Area } from '#domain/area.ts';
import type { WorkCalendar } from '#domain/calendar.ts';
import type { CellGrid } from '#domain/geo/locate.ts';
import type { Policy } from '#domain/policy.ts';
import type { Unit, UnitKind } from '#domain/unit.ts';

/**
 * The layout of the Grids table, for the import that writes it and the functions that read it.
 *
 * Every item of a city's reference data belongs to one generation, and its partition key says so: an import writes
 * a new generation beside the one in use and becomes visible at once, when `CITY/CURRENT` points at it.
 * Policies and calendars are immutable versions and belong to no generation: a case outlives both.
 */

export interface Key {
  pk: string;
  sk: string;
}

/** Which generation is in use. */
export const currentKey: Key = { pk: 'CITY', sk: 'CURRENT' };
/** The import under way, or interrupted. */
export const importKey: Key = { pk: 'CITY', sk: 'IMPORT' };

/** The partition of the areas right below `parent`. */
export const childrenPartition = (generation: string, parent: string): string =>
  `${generation}#AREA#${parent}`;
export const areaKey = (generation: string, { code, parent }: Pick<Area, 'code' | 'parent'>): Key => ({
  pk: childrenPartition(generation, parent),
  sk: code,
});
export const cellKey = (generation: string, cell: string): Key => ({
  pk: `${generation}#CELL#${cell}`,
  sk: 'CELL',
});
export const unitKey = (generation: string, code: string): Key => ({
  pk: `${generation}#UNIT#${code}`,
  sk: 'UNIT',
});
export const seatKey = (generation: string, area: string, kind: UnitKind): Key => ({
  pk: `${generation}#SEAT#${area}#${kind}`,
  sk: 'SEAT',
});
export const dutyKey = (generation: string, area: string, category: string): Key => ({
  pk: `${generation}#DUTY#${area}#${category}`,
  sk: 'DUTY',
});
export const staffKey = (generation: string, subject: string): Key => ({
  pk: `${generation}#STAFF#${subject}`,
  sk: 'STAFF',
});
export const policyKey = (version: string): Key => ({ pk: `POLICY#${version}`, sk: 'POLICY' });
export const calendarKey = (version: string): Key => ({ pk: `CALENDAR#${version}`, sk: 'CALENDAR' });

/** The generation of an item by its partition key; undefined for what belongs to none. */
export const generationOf = (pk: string): string | undefined => /^(g-[^#]+)#/.exec(pk)?.[1];

export interface CurrentItem {
  generation: string;
  /** The generation before this one, kept for readers that still hold its name. */
  previous?: string;
  policyVersion: string;
  calendarVersion: string;
  name: Record<'zh-CN' | 'en', string>;
  importedAt: string;
  counts: Record<ImportSection, number> & { borders: number };
  /** SHA-256 of everything that was imported: equal content is not imported twice. */
  contentHash: string;
}

/** The parts of an import, in the order in which they are written. */
export const IMPORT_SECTIONS = ['areas', 'cells', 'units', 'seats', 'duties', 'staff'] as const;
export type ImportSection = (typeof IMPORT_SECTIONS)[number];

export interface ImportItem {
  generation: string;
  contentHash: string;
  /** How many items of each section are certainly written. */
  done: Record<ImportSection, number>;
  startedAt: string;
}

export interface CellItem {
  /** The grids that the cell meets, lowest code first. */
  grids: CellGrid[];
}

export interface DutyItem {
  area: string;
  category: string;
  unit: Unit;
  /** The row of the policy that says so, in words. */
  rule: string;
}

/** A member of staff, found by the subject of the token. */
export type StaffItem =
  | { subject: string; name: string; role: 'operator'; area: string }
  | {
      subject: string;
      name: string;
      role: 'gridWorker' | 'officer' | 'dispatcher';
      area: string;
      unit: Unit;
    };

/** Policies and calendars carry the hash of their content: a version is never written over with another. */
export interface PolicyItem {
  policy: Policy;
  contentHash: string;
}

export interface CalendarItem {
  calendar: WorkCalendar;
  contentHash: string;
}
