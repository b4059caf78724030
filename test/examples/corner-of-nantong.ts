import { readFileSync } from 'node:fs';
import type { Area } from '#domain/place/area.ts';
import { cellOf } from '#domain/place/cells.ts';
import type { Unit } from '#domain/place/unit.ts';
import { layOutDuties } from '#domain/policy/duties.ts';
import { floorOf, type Policy, readPolicy } from '#domain/policy/policy.ts';
import type { CityContent } from '#shared/store/memory/memory-city.ts';
import { joinYears } from '#shared/use-cases/join-years.ts';
import { readAreas } from '../../tools/city/areas.ts';
import { readStaff } from '../../tools/city/staff.ts';
import { readUnits } from '../../tools/city/units.ts';
import { calendarFile } from '../domain/calendars.ts';

/** Nantong as its folder has it, as far as the examples of the API go there: one township of Chongchuan and all above it. */

const CITY = '3206';
const STREET = '320613001';
const YEARS = [2025, 2026];

/** A grid of community 德民社区, and a place in it. */
export const GRID = '320613001001001';
export const PLACE = { lon: 120.91775, lat: 31.967987 };

export const COMMITTEE = '320613001001-committee';
export const TOWNSHIP = '320613001-commandCenter';
export const JUDICIAL = '320613001-judicialOffice';
export const POLICE = '320613001-policeStation';
export const LAW_FIRM = '320613-lawFirm';
export const URBAN_MANAGEMENT = '320613-department-urbanManagement';
export const ECOLOGY = '320613-department-ecology';

export const cornerOfNantong = (): CityContent => {
  const { areas } = readAreas(rowsOf('areas.csv', isOfTheCorner), CITY);
  const { units } = readUnits(rowsOf('units.csv', isOfTheCorner), areas, CITY);
  const { staff } = readStaff(fileOf('staff.csv'), [], areas, units);
  const policy = policyOf(fileOf('policy.json'), units);
  const { duties } = layOutDuties(policy, new Set(areas.keys()), units);
  const joined = joinYears(YEARS.map(calendarFile));
  if ('faults' in joined) throw new Error(JSON.stringify(joined.faults));
  return {
    generation: 'g-01KJQ5W2S04T6V8X0Z2B4D6F8H',
    areas: [...areas.values()],
    cells: new Map([[cellOf([PLACE.lon, PLACE.lat]), [{ code: GRID }]]]),
    units: [...units.values()],
    staff,
    policy,
    duties,
    ...joined,
    counts: {
      areas: areas.size,
      units: units.size,
      staff: staff.length,
      borders: [...areas.values()].filter(({ level }: Area) => level === 'grid').length,
    },
  };
};

const fileOf = (name: string): string =>
  readFileSync(new URL(`../../infra/cities/nantong/${name}`, import.meta.url), 'utf8');

/** The header of a table, and the rows whose code is asked for. */
const rowsOf = (name: string, isAskedFor: (code: string) => boolean): string =>
  fileOf(name)
    .split('\n')
    .filter((row, at) => at === 0 || isAskedFor(row.slice(0, row.indexOf(','))))
    .join('\n');

/** Of a unit's code the part before the hyphen is its area. */
const isOfTheCorner = (code: string): boolean => {
  const [area = ''] = code.split('-');
  return area.length >= 4 && (STREET.startsWith(area) || area.startsWith(STREET));
};

/** The city's policy without the duties of units that are not of the corner. */
const policyOf = (text: string, units: ReadonlyMap<string, Unit>): Policy => {
  const { duties, ...rest } = JSON.parse(text) as Policy;
  const own = duties.filter((duty) => !('unit' in duty) || units.has(duty.unit));
  const read = readPolicy({ ...rest, duties: own }, floorOf({ protect: true }));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.policy;
};
