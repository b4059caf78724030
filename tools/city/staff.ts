import { readFileSync } from 'node:fs';
import { type Area, isWithin } from '#domain/place/area.ts';
import type { Unit } from '#domain/place/unit.ts';
import type { StaffItem } from '#shared/store/dynamodb/grids-table.ts';
import { CityError, cityFile } from '../../infra/city.ts';
import type { Fault } from '../../infra/fault.ts';
import { textOf } from '../../infra/file-text.ts';
import {
  type Check,
  faultsOfRepetition,
  faultsOfRows,
  faultsOfShortenedCodes,
  type Row,
  readTable,
} from './table.ts';

export const STAFF_FILE = 'staff.csv';

const COLUMNS = ['subject', 'role', 'unit', 'area', 'name'] as const;
type Column = (typeof COLUMNS)[number];

/** A row of staff.csv. */
export type StaffRow = Row<Column>['values'];

/**
 * The rows of a city's staff.csv, not checked.
 * @throws CityError when there is none
 */
export const staffRowsOf = (city: string): StaffRow[] => {
  const path = cityFile(city, STAFF_FILE);
  if (!path) throw new CityError(city, [{ file: STAFF_FILE, message: 'the file is missing' }]);
  return readTable<Column>(STAFF_FILE, textOf(readFileSync(path)), COLUMNS).rows.map(({ values }) => values);
};

/** Which kinds of unit a role belongs to; an operator belongs to none. */
const KINDS_OF_ROLE: Record<string, readonly Unit['kind'][] | 'any' | 'none'> = {
  gridWorker: ['committee'],
  officer: 'any',
  dispatcher: ['committee', 'commandCenter'],
  operator: 'none',
};

/** The staff, each a member of a unit and answering for an area within that unit's. */
export const readStaff = (
  text: string,
  extra: readonly StaffRow[],
  areas: ReadonlyMap<string, Area>,
  units: ReadonlyMap<string, Unit>,
): { staff: StaffItem[]; faults: Fault[] } => {
  const { rows: listed, faults } = readTable<Column>(STAFF_FILE, text, COLUMNS);
  const last = listed.at(-1)?.row ?? 1;
  const rows = [...listed, ...extra.map((values, i) => ({ row: last + 1 + i, values }))];
  const shortened = faultsOfShortenedCodes(STAFF_FILE, rows, ['subject', 'unit', 'area']);
  if (shortened.length > 0) return { staff: [], faults: [...faults, ...shortened] };
  const found = [
    ...faults,
    ...faultsOfRepetition(STAFF_FILE, rows, 'subject'),
    ...faultsOfRows(STAFF_FILE, rows, (values) => checksOf(values, areas, units)),
  ];
  return { staff: found.length > 0 ? [] : rows.map(({ values }) => staffOf(values, units)), faults: found };
};

const staffOf = (
  { subject, role, unit, area, name }: StaffRow,
  units: ReadonlyMap<string, Unit>,
): StaffItem =>
  role === 'operator'
    ? { subject, name, role, area }
    : {
        subject,
        name,
        role: role as 'gridWorker' | 'officer' | 'dispatcher',
        area,
        unit: units.get(unit) as Unit,
      };

const checksOf = (
  { subject, role, unit, area, name }: StaffRow,
  areas: ReadonlyMap<string, Area>,
  units: ReadonlyMap<string, Unit>,
): Check<Column>[] => {
  const kinds = KINDS_OF_ROLE[role];
  const itsUnit = units.get(unit);
  const needsUnit = kinds !== undefined && kinds !== 'none';
  const level = areas.get(area)?.level;
  return [
    [
      subject !== '',
      'subject',
      'the subject of the token is missing',
      'write what the identity provider calls this person',
    ],
    [name !== '', 'name', 'the name is missing', 'write the name that people know'],
    [
      kinds !== undefined,
      'role',
      `"${role}" is not one of ${Object.keys(KINDS_OF_ROLE).join(', ')}`,
      'write one of them; residents are not listed',
    ],
    [
      level !== undefined,
      'area',
      `area "${area}" is not in areas.csv`,
      'write the code of an area there',
      area,
    ],
    [
      !needsUnit || itsUnit !== undefined,
      'unit',
      `unit "${unit}" is not in units.csv`,
      'write the code of a unit there',
      unit,
    ],
    [kinds !== 'none' || unit === '', 'unit', `an ${role} belongs to no unit`, 'leave the unit empty'],
    [
      !Array.isArray(kinds) || !itsUnit || kinds.includes(itsUnit.kind),
      'unit',
      `a ${role} belongs to a ${Array.isArray(kinds) ? kinds.join(' or ') : ''}, not to a ${itsUnit?.kind}`,
      'name another unit, or make this person an officer',
    ],
    [
      level === undefined || !itsUnit || isWithin(area, itsUnit.area),
      'area',
      `${area} does not lie in ${itsUnit?.area}, the area of the unit`,
      `write ${itsUnit?.area} or an area within it`,
    ],
    [
      role !== 'gridWorker' || level === undefined || level === 'community' || level === 'grid',
      'area',
      `a grid worker's area is a grid or a community, not a ${level}`,
      'write the code of the grid or community that this person walks',
    ],
  ];
};
