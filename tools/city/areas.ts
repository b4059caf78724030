import { type Area, isWithin, levelOf, parentOf } from '#domain/place/area.ts';
import type { Fault } from '../../infra/fault.ts';
import { type Check, faultsOfRepetition, faultsOfRows, type Row, readTable } from './table.ts';

export const AREAS_FILE = 'areas.csv';

const COLUMNS = ['code', 'name', 'level', 'parent', 'kind', 'lon', 'lat'] as const;
type Column = (typeof COLUMNS)[number];

/** The areas of the city with code `city`: the city itself and all below it. */
export const readAreas = (text: string, city: string): { areas: Map<string, Area>; faults: Fault[] } => {
  const { rows, faults } = readTable<Column>(AREAS_FILE, text, COLUMNS, ['kind']);
  const known = new Set(rows.map(({ values }) => values.code));
  const missing = rows.length > 0 && !known.has(city);
  return {
    areas: new Map(rows.map(({ values }) => [values.code, areaOf(values)])),
    faults: [
      ...faults,
      ...faultsOfRepetition(AREAS_FILE, rows, 'code'),
      ...faultsOfRows(AREAS_FILE, rows, (values) => checksOf(values, city, known)),
      ...(missing ? [{ file: AREAS_FILE, message: `the city itself, ${city}, is missing` }] : []),
    ],
  };
};

const areaOf = ({ code, name, level, parent, kind, lon, lat }: Row<Column>['values']): Area => ({
  code,
  name,
  level: level as Area['level'],
  parent,
  ...(kind && { kind: kind as NonNullable<Area['kind']> }),
  ...(lon && lat && { lon: Number(lon), lat: Number(lat) }),
});

const checksOf = (
  { code, name, level, parent, kind, lon, lat }: Row<Column>['values'],
  city: string,
  known: ReadonlySet<string>,
): Check<Column>[] => {
  const levelOfCode = levelOf(code);
  if (!levelOfCode) return [[false, 'code', `"${code}" is no area code: 4, 6, 9, 12 or 15 digits`]];
  if (!isWithin(code, city)) return [[false, 'code', `${code} does not lie in the city ${city}`]];
  const parentOfCode = parentOf(code);
  return [
    [name !== '', 'name', 'the name is missing'],
    [level === levelOfCode, 'level', `a code of ${code.length} digits is a ${levelOfCode}, not a "${level}"`],
    [parent === parentOfCode, 'parent', `the parent of ${code} is ${parentOfCode}, not "${parent}"`],
    [code === city || known.has(parent), 'parent', `the parent "${parent}" is not in the table`],
    [
      kind === '' || (level === 'grid' && (kind === 'comprehensive' || kind === 'exclusive')),
      'kind',
      `"${kind}": a grid is comprehensive or exclusive, other areas have no kind`,
    ],
    [isDegrees(lon, 180), 'lon', `"${lon}" is no longitude`],
    [isDegrees(lat, 90), 'lat', `"${lat}" is no latitude`],
    [(lon === '') === (lat === ''), 'lat', 'longitude and latitude come together'],
  ];
};

const isDegrees = (text: string, most: number): boolean => Math.abs(Number(text)) <= most;
