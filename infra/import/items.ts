import { cellsOfGrids } from '#domain/geo/locate.ts';
import {
  areaKey,
  cellKey,
  dutyKey,
  IMPORT_SECTIONS,
  type ImportSection,
  type Key,
  seatKey,
  staffKey,
  unitKey,
} from '#shared/persistence/grids-table.ts';
import type { CityFolder } from './city-folder.ts';
import { seatsOf } from './units.ts';

export type Item = Key & Record<string, unknown>;

/**
 * Changes whenever the items below look different for the same folder, so that a city imported by an older Gridward
 * is imported again.
 */
export const ITEM_LAYOUT = 1;

/** The items of a generation, section by section; the same folder always gives the same items in the same order. */
export const itemsOf = (
  { areas, borders, units, duties, staff }: CityFolder,
  generation: string,
): Record<ImportSection, Item[]> => ({
  areas: [...areas.values()].map((area) => ({ ...areaKey(generation, area), ...area })),
  cells: [...cellsOfGrids(borders)].map(([cell, grids]) => ({ ...cellKey(generation, cell), grids })),
  units: [...units.values()].map((unit) => ({ ...unitKey(generation, unit.code), ...unit })),
  seats: seatsOf(units.values()).map((unit) => ({ ...seatKey(generation, unit.area, unit.kind), ...unit })),
  duties: duties.map((duty) => ({ ...dutyKey(generation, duty.area, duty.category), ...duty })),
  staff: staff.map((member) => ({ ...staffKey(generation, member.subject), ...member })),
});

export const countsOf = (items: Record<ImportSection, Item[]>): Record<ImportSection, number> =>
  forEachSection((section) => items[section].length);

export const forEachSection = <Value>(
  value: (section: ImportSection) => Value,
): Record<ImportSection, Value> =>
  Object.fromEntries(IMPORT_SECTIONS.map((section) => [section, value(section)])) as Record<
    ImportSection,
    Value
  >;
