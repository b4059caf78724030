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
  // Codes that all went wrong in one way are one mistake; what hangs on them cannot be checked.
  const unusable = [
    ...faultsOfShortenedCodes(AREAS_FILE, rows, ['code', 'parent'], isRounded),
    ...faultsOfLongCodes(rows),
  ];
  if (unusable.length > 0) return { areas: new Map(), faults: [...faults, ...unusable] };
  if (rows.length === 0)
    return { areas: new Map(), faults: faults.length > 0 ? faults : [{ ...NO_AREAS, row: 1 }] };
  const foreign = rows.filter(({ values: { code } }) => isForeign(code, city));
  const own = rows.filter((row) => !foreign.includes(row));
  return {
    areas: new Map(rows.map(({ values }) => [values.code, areaOf(values)])),
    faults: [
      ...faults,
      ...faultsOfForeignCodes(foreign, city),
      ...faultsOfRepetition(AREAS_FILE, rows, 'code'),
      ...faultsOfRows(AREAS_FILE, own, (values) => checksOf(values, city, known)),
      ...(known.has(city) ? [] : [cityIsMissing(city)]),
    ],
  };
};

const NO_AREAS = {
  file: AREAS_FILE,
  message: 'the table has no row below its header',
  remedy: 'write a row for the city and each area below it, down to the grids',
};

const cityIsMissing = (city: string): Fault => ({
  file: AREAS_FILE,
  message: `the city itself, ${city}, is missing`,
  remedy: `add the row ${city},<name>,city,${city.slice(0, 2)}`,
  lacks: city,
});

/** A code that a spreadsheet shortened and wrote out again keeps six digits; no community is called 000000. */
const isRounded = (code: string, { level }: { level: string }): boolean =>
  /^[1-9]\d{5}(0{6}|0{9})$/.test(code) && (level === 'community' || level === 'grid');

const isForeign = (code: string, city: string): boolean =>
  levelOf(code) !== undefined && !isWithin(code, city);

/** Areas of another four-digit code are one mistake, however many they are. */
const faultsOfForeignCodes = ([first, ...more]: readonly Row<Column>[], city: string): Fault[] =>
  first === undefined
    ? []
    : [
        {
          file: AREAS_FILE,
          row: first.row,
          field: 'code',
          message: `${first.values.code} does not lie in the city ${city}${more.length === 0 ? '' : `, nor ${more.length === 1 ? 'does 1 more row' : `do ${more.length} more rows`}`}`,
          remedy: `codes of the city begin with ${city}; a city whose counties lie under several four-digit codes, such as Chongqing under 5001 and 5002, is not supported`,
        },
      ];

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
  const parentOfCode = parentOf(code) ?? '';
  const named = parent === parentOfCode;
  const isMissing = code !== city && !known.has(parentOfCode) && isWithin(parentOfCode, city);
  return [
    [name !== '', 'name', 'the name is missing', 'write the name that people know'],
    [
      level === levelOfCode,
      'level',
      `a code of ${code.length} digits is a ${levelOfCode}, not a "${level}"`,
      `write ${levelOfCode}, or mend the code`,
    ],
    [
      named,
      'parent',
      `the parent of ${code} is ${parentOfCode}, not "${parent}"`,
      isMissing && levelOfCode === 'township'
        ? `add a row for ${parentOfCode}; a city without counties has one, which stands for all of it`
        : `write ${parentOfCode}, or mend the code`,
      isMissing ? parentOfCode : undefined,
    ],
    [
      !named || !isMissing,
      'parent',
      `the parent "${parent}" is not in the table`,
      'add its row, or mend the code',
      parent,
    ],
    [
      kind === '' || (level === 'grid' && (kind === 'comprehensive' || kind === 'exclusive')),
      'kind',
      `"${kind}": a grid is comprehensive or exclusive, other areas have no kind`,
      'write one of the two for a grid, and nothing for other areas',
    ],
    [isDegrees(lon, 180), 'lon', `"${lon}" is no longitude`, 'write degrees, such as 120.894'],
    [isDegrees(lat, 90), 'lat', `"${lat}" is no latitude`, 'write degrees, such as 32.014'],
    [(lon === '') === (lat === ''), 'lat', 'longitude and latitude come together', 'write both or neither'],
  ];
};

const isDegrees = (text: string, most: number): boolean => Math.abs(Number(text)) <= most;
