import { type Area, isWithin, levelOf, parentOf } from '#domain/place/area.ts';
import type { Fault } from '../../infra/fault.ts';
import {
  type Check,
  faultsOfRepetition,
  faultsOfRows,
  faultsOfShortenedCodes,
  type Row,
  readTable,
} from './table.ts';

export const AREAS_FILE = 'areas.csv';

const COLUMNS = ['code', 'name', 'level', 'parent', 'kind', 'lon', 'lat'] as const;
type Column = (typeof COLUMNS)[number];

/** The areas of the city with code `city`: the city itself and all below it. */
export const readAreas = (text: string, city: string): { areas: Map<string, Area>; faults: Fault[] } => {
  const { rows, faults } = readTable<Column>(AREAS_FILE, text, COLUMNS, ['kind']);
  const known = new Set(rows.map(({ values }) => values.code));
  const missing = rows.length > 0 && !known.has(city);
  // Codes that all went wrong in one way are one mistake; what hangs on them cannot be checked.
  const unusable = [
    ...faultsOfShortenedCodes(AREAS_FILE, rows, ['code', 'parent']),
    ...faultsOfLongCodes(rows),
  ];
  if (unusable.length > 0) return { areas: new Map(), faults: [...faults, ...unusable] };
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

/** National tables write every code with twelve digits, filled up with zeros. */
const faultsOfLongCodes = (rows: readonly Row<Column>[]): Fault[] => {
  const long = rows.filter(
    ({ values: { code, level } }) => code.length === 12 && shortened(code, level) !== code,
  );
  const [first] = long;
  if (!first) return [];
  const { code, level } = first.values;
  return [
    {
      file: AREAS_FILE,
      row: first.row,
      field: 'code',
      message: `${long.length} codes above the communities have twelve digits, such as "${code}"`,
      remedy: `leave out the zeros at the end, here and as parent: a city has 4 digits, a county 6, a township 9, so write ${shortened(code, level)}`,
    },
  ];
};

const DIGITS: Partial<Record<string, number>> = { province: 2, city: 4, county: 6, township: 9 };

/** A code without the zeros by which it is too long for its level. */
const shortened = (code: string, level: string): string => {
  const digits = DIGITS[level];
  return digits !== undefined && /^0+$/.test(code.slice(digits)) ? code.slice(0, digits) : code;
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
  if (!levelOfCode)
    return [[false, 'code', `"${code}" is no area code: 4, 6, 9, 12 or 15 digits`, 'write digits only']];
  if (!isWithin(code, city))
    return [
      [
        false,
        'code',
        `${code} does not lie in the city ${city}`,
        `codes of the city begin with ${city}; a municipality with counties under several four-digit codes is not supported`,
      ],
    ];
  const parentOfCode = parentOf(code);
  return [
    [name !== '', 'name', 'the name is missing'],
    [level === levelOfCode, 'level', `a code of ${code.length} digits is a ${levelOfCode}, not a "${level}"`],
    [
      parent === parentOfCode,
      'parent',
      `the parent of ${code} is ${parentOfCode}, not "${parent}"`,
      parentOfCode !== undefined && !known.has(parentOfCode) && isWithin(parentOfCode, city)
        ? `add a row for ${parentOfCode}; a city without counties has one, which stands for all of it`
        : undefined,
    ],
    [
      code === city || known.has(parent),
      'parent',
      `the parent "${parent}" is not in the table`,
      'add its row, or mend the code',
    ],
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
