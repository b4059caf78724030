import { type Area, isWithin, levelOf, parentOf } from '#domain/place/area.ts';
import type { Fault } from '../../infra/fault.ts';
import { faultsOfRepetition, type Row, readTable } from './table.ts';

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
      ...rows.flatMap(({ row, values }) =>
        faultsOfArea(values, city, known).map(([field, message]) => ({
          file: AREAS_FILE,
          row,
          field,
          message,
        })),
      ),
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

const faultsOfArea = (
  { code, name, level, parent, kind, lon, lat }: Row<Column>['values'],
  city: string,
  known: ReadonlySet<string>,
): [field: Column, message: string][] => {
  const levelOfCode = levelOf(code);
  if (!levelOfCode) return [['code', `"${code}" is no area code: 4, 6, 9, 12 or 15 digits`]];
  if (!isWithin(code, city)) return [['code', `${code} does not lie in the city ${city}`]];
  const parentOfCode = parentOf(code);
  const checks: [passed: boolean, field: Column, message: string][] = [
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
  return checks.filter(([passed]) => !passed).map(([, field, message]) => [field, message]);
};

const isDegrees = (text: string, most: number): boolean => Math.abs(Number(text)) <= most;
