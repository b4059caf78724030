import type { Area } from '#domain/place/area.ts';
import type { CellGrid } from '#domain/place/locate.ts';
import type { Unit, UnitKind } from '#domain/place/unit.ts';
import type { DutyEntry } from '#domain/policy/duties.ts';
import type { Policy } from '#domain/policy/policy.ts';
import type { Verifier } from '#domain/process/context.ts';
import type { CalendarYear, WorkCalendar } from '#domain/time/calendar.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ImportSection } from '../edition.ts';

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
/** Duties belong to a policy version, too: a new policy is laid out beside the one in use. */
export const dutyKey = (
  generation: string,
  policyVersion: string,
  { area, category }: Pick<DutyEntry, 'area' | 'category'>,
): Key => ({
  pk: `${generation}#DUTY#${area}#${category}#${policyVersion}`,
  sk: 'DUTY',
});
/** Says that all duties of a policy are laid out in a generation. */
export const laidOutKey = (generation: string, policyVersion: string): Key => ({
  pk: `${generation}#LAIDOUT#${policyVersion}`,
  sk: 'LAIDOUT',
});
/** All units of the city, packed so that laying out a policy reads them in one request. */
export const unitPacksPartition = (generation: string): string => `${generation}#UNITS`;
export const unitPackKey = (generation: string, pack: number): Key => ({
  pk: unitPacksPartition(generation),
  sk: String(pack).padStart(4, '0'),
});
export const staffKey = (generation: string, subject: string): Key => ({
  pk: `${generation}#STAFF#${subject}`,
  sk: 'STAFF',
});
/** The people of a unit, so that it can be told who they are. */
export const colleaguesPartition = (generation: string, unit: string): string =>
  `${generation}#COLLEAGUES#${unit}`;
export const colleagueKey = (generation: string, unit: string, subject: string): Key => ({
  pk: colleaguesPartition(generation, unit),
  sk: subject,
});
/** The grid workers of a township, of whom one is drawn to verify. */
export const workersKey = (generation: string, township: string): Key => ({
  pk: `${generation}#WORKERS#${township}`,
  sk: 'WORKERS',
});
/** What became of a grid that is no more. */
export const successorKey = (generation: string, grid: string): Key => ({
  pk: `${generation}#SUCCESSOR#${grid}`,
  sk: 'SUCCESSOR',
});
export const policyKey = (version: string): Key => ({ pk: `POLICY#${version}`, sk: 'POLICY' });
export const calendarKey = (version: string): Key => ({ pk: `CALENDAR#${version}`, sk: 'CALENDAR' });

/** The record of proposals and their ends, in the order of the proposals' ids; each end right behind its proposal. */
export const AMENDMENTS_PARTITION = 'AMENDMENTS';
export const proposalKey = (id: string): Key => ({ pk: AMENDMENTS_PARTITION, sk: id });
export const endingKey = (id: string): Key => ({ pk: AMENDMENTS_PARTITION, sk: `${id}#END` });
/** Of which proposal such an item is, and whether it is its end. */
export const amendmentOf = (sk: string): { id: string; isEnding: boolean } => {
  const [id = '', end] = sk.split('#');
  return { id, isEnding: end !== undefined };
};

/** The generation of an item by its partition key; undefined for what belongs to none. */
export const generationOf = (pk: string): string | undefined => /^(g-[^#]+)#/.exec(pk)?.[1];

export interface ImportItem {
  generation: string;
  contentHash: string;
  /** How many items of each section are certainly written. */
  done: Record<ImportSection, number>;
  startedAt: Instant;
}

export interface CellItem {
  /** The grids that the cell meets, lowest code first. */
  grids: CellGrid[];
}

/** Some of the city's units. */
export interface UnitPackItem {
  units: Unit[];
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

export interface SuccessorItem {
  /** The code of the grid that took the old one's place. */
  grid: string;
  note?: string;
}

export interface WorkersItem {
  /** By subject. */
  workers: Verifier[];
}

/** Policies and calendars carry the hash of their content: a version is never written over with another. */
export interface PolicyItem {
  policy: Policy;
  contentHash: string;
}

export interface CalendarItem {
  calendar: WorkCalendar;
  /** The years that it was joined of, so that one can be replaced. */
  years: CalendarYear[];
  contentHash: string;
}
