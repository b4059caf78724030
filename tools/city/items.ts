import { areaAt } from '#domain/place/area.ts';
import { seatedAmong } from '#domain/place/centres.ts';
import { cellsOfGrids } from '#domain/place/locate.ts';
import type { Unit } from '#domain/place/unit.ts';
import {
  areaKey,
  cellKey,
  colleagueKey,
  dutyKey,
  type Key,
  laidOutKey,
  seatKey,
  staffKey,
  successorKey,
  unitKey,
  unitPackKey,
  type WorkersItem,
  workersKey,
} from '#shared/store/dynamodb/grids-table.ts';
import { IMPORT_SECTIONS, type ImportSection } from '#shared/store/edition.ts';
import type { CityFolder } from './city-folder.ts';

export type Item = Key & Record<string, unknown>;

/**
 * Changes whenever the items below look different for the same folder, so that a city imported by an older Gridward
 * is imported again.
 */
export const ITEM_LAYOUT = 5;

/** The items of a generation, section by section; the same folder always gives the same items in the same order. */
export const itemsOf = (
  { areas, borders, units, policy, duties, staff, successors }: CityFolder,
  generation: string,
): Record<ImportSection, Item[]> => ({
  areas: [...areas.values()].map((area) => ({ ...areaKey(generation, area), ...area })),
  cells: [...cellsOfGrids(borders)].map(([cell, grids]) => ({ ...cellKey(generation, cell), grids })),
  units: [...units.values()].map((unit) => ({ ...unitKey(generation, unit.code), ...unit })),
  // What a policy that is published later is laid out by, and the note that this one is laid out.
  publishing: [
    ...packsOf([...units.values()]).map((pack, i) => ({ ...unitPackKey(generation, i), units: pack })),
    { ...laidOutKey(generation, policy.version) },
  ],
  seats: [...seatedAmong(units.values()).values()].map((unit) => ({
    ...seatKey(generation, unit.area, unit.kind),
    ...unit,
  })),
  duties: duties.map((duty) => ({ ...dutyKey(generation, policy.version, duty), ...duty })),
  staff: staff.map((member) => ({ ...staffKey(generation, member.subject), ...member })),
  colleagues: staff.flatMap((member) => {
    if (member.role === 'operator') return [];
    const { subject, name, role, area, unit } = member;
    return [{ ...colleagueKey(generation, unit.code, subject), subject, name, role, area }];
  }),
  workers: workersOf(staff).map(([township, workers]) => ({ ...workersKey(generation, township), workers })),
  successors: successors.map(({ old, new: grid, note }) => ({
    ...successorKey(generation, old),
    grid,
    ...(note !== undefined && { note }),
  })),
});

/** The grid workers of each township, by subject: whom the draw falls on does not hang on the order of the file. */
const workersOf = (staff: CityFolder['staff']): [township: string, workers: WorkersItem['workers']][] => {
  const townships = new Map<string, WorkersItem['workers']>();
  for (const member of staff) {
    if (member.role !== 'gridWorker') continue;
    const { subject, area, unit } = member;
    const township = areaAt(area, 'township') ?? area;
    townships.set(township, [...(townships.get(township) ?? []), { subject, area, unit: unit.code }]);
  }
  return [...townships].map(([township, workers]) => [
    township,
    workers.sort((a, b) => (a.subject < b.subject ? -1 : 1)),
  ]);
};

/** A unit takes some 200 bytes, an item holds 400 kB. */
const UNITS_IN_A_PACK = 500;

const packsOf = (units: readonly Unit[]): Unit[][] =>
  Array.from({ length: Math.ceil(units.length / UNITS_IN_A_PACK) }, (_, i) =>
    units.slice(i * UNITS_IN_A_PACK, (i + 1) * UNITS_IN_A_PACK),
  );

export const countsOf = (items: Record<ImportSection, Item[]>): Record<ImportSection, number> =>
  forEachSection((section) => items[section].length);

export const forEachSection = <Value>(
  value: (section: ImportSection) => Value,
): Record<ImportSection, Value> =>
  Object.fromEntries(IMPORT_SECTIONS.map((section) => [section, value(section)])) as Record<
    ImportSection,
    Value
  >;
