import type { Area } from '#domain/place/area.ts';
import { seatedAmong, seatName } from '#domain/place/centres.ts';
import { UNIT_KINDS, type Unit, type UnitKind } from '#domain/place/unit.ts';
import type { Fault } from '../../infra/fault.ts';
import {
  type Check,
  faultsOfRepetition,
  faultsOfRows,
  faultsOfShortenedCodes,
  type Row,
  readTable,
} from './table.ts';

export const UNITS_FILE = 'units.csv';

const COLUMNS = ['code', 'kind', 'name', 'area', 'superior'] as const;
type Column = (typeof COLUMNS)[number];

/** The units, each at an area of the city and below a superior that is itself a unit. */
export const readUnits = (
  text: string,
  areas: ReadonlyMap<string, Area>,
  city: string,
): { units: Map<string, Unit>; faults: Fault[] } => {
  const { rows, faults } = readTable<Column>(UNITS_FILE, text, COLUMNS);
  const shortened = faultsOfShortenedCodes(UNITS_FILE, rows, ['code', 'area', 'superior']);
  if (shortened.length > 0) return { units: new Map(), faults: [...faults, ...shortened] };
  const units = new Map(rows.map(({ values }) => [values.code, unitOf(values)]));
  return {
    units,
    faults: [
      ...faults,
      ...faultsOfRepetition(UNITS_FILE, rows, 'code'),
      ...faultsOfRows(UNITS_FILE, rows, (values) => checksOf(values, areas, units)),
      ...((rows.length === 0 && faults.length > 0) || hasCentre(units, city) ? [] : [withoutCentre(city)]),
    ],
  };
};

const hasCentre = (units: ReadonlyMap<string, Unit>, area: string): boolean =>
  seatedAmong(units.values()).has(seatName({ area, kind: 'commandCenter' }));

/** Every level without a centre of its own is served by the city's, where the ladder ends. */
const withoutCentre = (city: string): Fault => ({
  file: UNITS_FILE,
  message: 'the city has no command centre, and there every case ends up that nobody else answers for',
  remedy: `add the row ${city}-commandCenter,commandCenter,<name>,${city},`,
  lacks: `${city}-commandCenter`,
});

const unitOf = ({ code, kind, name, area, superior }: Row<Column>['values']): Unit => ({
  code,
  kind: kind as UnitKind,
  name,
  area,
  ...(superior && { superior }),
});

const checksOf = (
  { code, kind, name, area, superior }: Row<Column>['values'],
  areas: ReadonlyMap<string, Area>,
  units: ReadonlyMap<string, Unit>,
): Check<Column>[] => {
  const stem = `${area}-${kind}`;
  const circle = superior && units.has(superior) ? circleFrom(code, units) : undefined;
  return [
    [
      code === stem || (code.startsWith(`${stem}-`) && /^[\w-]+$/.test(code)),
      'code',
      `"${code}" is not "${stem}" or "${stem}-<name in Latin letters>"`,
      'a unit is called by its area and kind; a name tells several of one kind apart',
    ],
    [
      (UNIT_KINDS as readonly string[]).includes(kind),
      'kind',
      `"${kind}" is not one of ${UNIT_KINDS.join(', ')}`,
      'write one of them; any other office is a department with a name, such as 320613-department-water',
    ],
    [name !== '', 'name', 'the name is missing', 'write the name that people know'],
    [areas.has(area), 'area', `area "${area}" is not in areas.csv`, 'write the code of an area there', area],
    [
      superior === '' || units.has(superior),
      'superior',
      `unit "${superior}" is not in the table`,
      'add its row, or leave the superior out',
      superior,
    ],
    [
      kind !== 'supervisingUnit' || areas.get(area)?.level === 'city',
      'area',
      `a supervisingUnit stands above the city's centre, and ${area} is not the city`,
      'write the code of the city there',
    ],
    [
      circle === undefined,
      'superior',
      `a circle of superiors: ${circle?.join(' → ')}`,
      'leave the superior of the highest of them out',
    ],
  ];
};

/** The way up from a unit that leads back to it; undefined when the way ends, or ends in a circle without it. */
const circleFrom = (code: string, units: ReadonlyMap<string, Unit>): string[] | undefined => {
  const way = [code];
  for (;;) {
    const superior = units.get(way.at(-1) as string)?.superior;
    if (superior === code) return [...way, code];
    if (superior === undefined || way.includes(superior)) return undefined;
    way.push(superior);
  }
};
