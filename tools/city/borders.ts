import { union } from 'polyclip-ts';
import * as z from 'zod';
import { type Area, levelOf } from '#domain/place/area.ts';
import { type Border, edges, type Ring } from '#domain/place/border.ts';
import type { Fault } from '../../infra/fault.ts';
import { areaOf, type BoundingBox, boundingBox, type MultiPolygon } from './polygons.ts';
import type { Progress } from './progress.ts';

export const BORDERS_FILE = 'grids.geojson.gz';

/** A grid's border as the file has it, found valid. */
export interface GridBorder {
  code: string;
  row: number;
  polygons: MultiPolygon;
  box: BoundingBox;
}

/** A GeoJSON position may carry a height; a border has no use for it. */
const position = z
  .array(z.number())
  .min(2)
  .transform(([lon, lat]): Ring[number] => [lon as number, lat as number]);
const polygon = z.array(z.array(position)).min(1);

const featureSchema = z.object({
  properties: z.object({ code: z.string() }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: polygon }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
  ]),
});
const collectionSchema = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) });

/** The borders of the grids among `areas`, each checked for itself; faulty ones are left out. */
export const readBorders = (
  json: unknown,
  areas: ReadonlyMap<string, Area>,
  progress: Progress,
): { borders: GridBorder[]; faults: Fault[] } => {
  const collection = collectionSchema.safeParse(json);
  if (!collection.success)
    return { borders: [], faults: [{ file: BORDERS_FILE, message: 'this is no GeoJSON FeatureCollection' }] };

  const { features } = collection.data;
  const common = datumFault(json) ?? codeFault(features) ?? metresFault(features);
  if (common) return { borders: [], faults: [{ file: BORDERS_FILE, ...common }] };
  const borders: GridBorder[] = [];
  const faults: Fault[] = [];
  const rows = new Map<string, number>();
  for (const [i, feature] of features.entries()) {
    const row = i + 1;
    const parsed = featureSchema.safeParse(feature);
    const found = parsed.success
      ? faultsOfBorder(parsed.data, areas, rows)
      : parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    faults.push(...found.map((fault) => ({ file: BORDERS_FILE, row, ...fault })));
    if (parsed.success) {
      const { code } = parsed.data.properties;
      const polygons = polygonsOf(parsed.data);
      if (!rows.has(code)) rows.set(code, row);
      if (found.length === 0) borders.push({ code, row, polygons, box: boundingBox(polygons) });
    }
    if (row % 500 === 0 || row === features.length) progress('Reading borders', row, features.length);
  }
  const without = [...areas.values()].filter(({ code, level }) => level === 'grid' && !rows.has(code));
  faults.push(...without.map(({ code }) => withoutBorder(code)));
  return { borders, faults };
};

const withoutBorder = (code: string): Fault => ({
  file: BORDERS_FILE,
  message: `grid ${code} has no border`,
  remedy: 'draw it, or take the grid out of areas.csv',
});

/**
 * Datums in degrees that agree with WGS 84 to less than a metre: WGS 84 itself and CGCS2000, as EPSG and OGC name them.
 * https://epsg.org, https://www.rfc-editor.org/rfc/rfc7946#section-4 (GeoJSON of 2008 still names its datum)
 */
const KNOWN_DATUM = /(CRS:*84h?|EPSG:+[\d.]*:?(4326|4979|4490|4480))$/i;
const WELL_KNOWN: [pattern: RegExp, name: string][] = [
  [/:4610$|:23(2[7-9]|[3-8]\d|90)$|xian|西安/i, 'Xian 1980'],
  [/:4214$|:24(0[1-9]|[1-3]\d|4[0-2])$|:214\d\d$|beijing|北京/i, 'Beijing 1954'],
  [/:45([0-4]\d|5[0-4])$|:449[1-9]$/, 'CGCS2000 in metres (Gauss-Krüger)'],
  [/:3857$|:900913$/, 'Web Mercator in metres'],
  [/:32[67]\d\d$/, 'WGS 84 in metres (UTM)'],
];

const datumFault = (json: unknown): Finding | undefined => {
  const { crs } = json as { crs?: { properties?: { name?: unknown } } | null };
  if (crs === undefined || crs === null) return undefined;
  const name = String(crs.properties?.name ?? JSON.stringify(crs));
  if (KNOWN_DATUM.test(name)) return undefined;
  const known = WELL_KNOWN.find(([pattern]) => pattern.test(name))?.[1];
  return {
    field: 'crs',
    message: `the borders are said to be in "${name}"${known === undefined ? '' : `, that is ${known}`}`,
    remedy: 'convert them to WGS 84 or CGCS2000 in degrees, and name that or leave the member out',
  };
};

/** Codes that are missing, elsewhere or numbers in many features are one mistake. */
const codeFault = (features: readonly unknown[]): Finding | undefined => {
  const properties = features.map((feature) => Object(Object(feature).properties) as Record<string, unknown>);
  const numbers = properties.filter(({ code }) => typeof code === 'number');
  if (numbers[0])
    return {
      field: 'properties.code',
      message: `${numbers.length} features have their code as a number, such as ${numbers[0].code}`,
      remedy: 'write it as text: "code": "990101001001001"',
    };
  const [first] = properties;
  if (!first || properties.some(({ code }) => code !== undefined)) return undefined;
  return {
    field: 'properties',
    message: `no feature has the property "code"; the first has ${Object.keys(first).join(', ') || 'none'}`,
    remedy: 'rename the property that holds the code of the grid',
  };
};

/** Degrees end at 180; thousands of positions in metres are one mistake. */
const metresFault = (features: readonly unknown[]): Finding | undefined => {
  const metres = features
    .map((feature) => firstPosition(Object(Object(feature).geometry).coordinates))
    .find(([x, y]) => Math.abs(Number(x)) > 180 && Math.abs(Number(y)) > 180);
  return (
    metres && {
      field: 'geometry',
      message: `positions such as ${metres.join(', ')} are metres, not degrees`,
      remedy: 'convert the borders to WGS 84 or CGCS2000 in degrees, longitude first',
    }
  );
};

/** The first list of something else than lists. */
const firstPosition = (coordinates: unknown): unknown[] => {
  if (!Array.isArray(coordinates)) return [];
  return Array.isArray(coordinates[0]) ? firstPosition(coordinates[0]) : coordinates;
};

/** The rings of a border for the lookup. */
export const borderOf = ({ polygons }: GridBorder): Border => polygons.flat();

type Feature = z.infer<typeof featureSchema>;
type Finding = Pick<Fault, 'field' | 'message' | 'remedy' | 'lacks'>;

/** Polygon or multipolygon, without the positions that only repeat the one before. */
const polygonsOf = ({ geometry }: Feature): MultiPolygon =>
  (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map((rings) =>
    rings.map((ring) => ring.filter(([lon, lat], i) => lon !== ring[i - 1]?.[0] || lat !== ring[i - 1]?.[1])),
  );

const faultsOfBorder = (
  feature: Feature,
  areas: ReadonlyMap<string, Area>,
  rows: ReadonlyMap<string, number>,
): Finding[] => {
  const { code } = feature.properties;
  const field = 'properties.code';
  if (levelOf(code) !== 'grid')
    return [
      { field, message: `"${code}" is no grid's code: 15 digits`, remedy: 'leave out what is no grid' },
    ];
  if (!areas.has(code))
    return [
      {
        field,
        message: `grid ${code} is not in areas.csv`,
        remedy: 'add its row there, or leave the border out',
        lacks: code,
      },
    ];
  if (rows.has(code))
    return [
      {
        field,
        message: `${code} stands in feature ${rows.get(code)} already`,
        remedy: 'leave one of them out; parts of one grid are one MultiPolygon',
      },
    ];
  return faultsOfShape(polygonsOf(feature)).map((fault) => ({
    field: 'geometry',
    ...fault,
    message: `${code}: ${fault.message}`,
  }));
};

const faultsOfShape = (polygons: MultiPolygon): Finding[] => {
  const rings = polygons.flat();
  const open = rings.some((ring) => ring[0]?.[0] !== ring.at(-1)?.[0] || ring[0]?.[1] !== ring.at(-1)?.[1]);
  if (open) return [{ message: 'a ring is open: its last position must repeat the first' }];
  if (rings.some((ring) => ring.length < 4)) return [{ message: 'a ring has fewer than three corners' }];
  const stray = rings.flat().find((corner) => !isInChina(corner));
  if (stray)
    return [
      {
        message: `${stray.join(', ')} does not lie in China`,
        remedy: 'write positions in degrees of WGS84, longitude first',
      },
    ];
  if (rings.some(isFlat)) return [{ message: 'a ring encloses nothing' }];
  const touching = rings
    .map((ring) => touchesItself(ring) ?? cornerOnEdge(ring))
    .find((corner) => corner !== undefined);
  if (touching)
    return [
      {
        message: `the border comes back to ${touching.join(', ')}`,
        remedy: 'take out the spike, or make the ring two that meet there',
      },
    ];
  const twice = rings.find((ring, i) => rings.findIndex((other) => isSameRing(ring, other)) < i);
  if (twice)
    return [{ message: `the ring at ${twice[0]?.join(', ')} stands twice`, remedy: 'leave one of them out' }];
  if (!isSimple(polygons)) return [{ message: 'the border crosses itself' }];
  const far = farPart(polygons);
  return far === undefined
    ? []
    : [
        {
          message: `a part at ${far[0]?.[0]?.join(', ')} lies ${FAR_KILOMETRES} km and more from the rest`,
          remedy: 'look whether it belongs to another grid',
        },
      ];
};

/** A grid is a few hundred households; islands of one lie closer to each other. */
const FAR_KILOMETRES = 30;
const FAR_DEGREES = FAR_KILOMETRES / 111.195;

/** A part that lies far from the largest one. */
const farPart = (polygons: MultiPolygon): MultiPolygon[number] | undefined => {
  if (polygons.length === 1) return undefined;
  const main = boundingBox([polygons.reduce((a, b) => (areaOf([b]) > areaOf([a]) ? b : a))]);
  return polygons.find((part) => {
    const box = boundingBox([part]);
    const apart = Math.max(
      box.west - main.east,
      main.west - box.east,
      box.south - main.north,
      main.south - box.north,
    );
    return apart > FAR_DEGREES;
  });
};

/** Whether all corners of a ring lie on one line. */
const isFlat = (ring: Ring): boolean => {
  const [[x0, y0], [x1, y1]] = [ring[0] ?? [0, 0], ring[1] ?? [0, 0]];
  return ring.every(([x, y]) => (x1 - x0) * (y - y0) === (x - x0) * (y1 - y0));
};

/** A position that a ring passes twice, as at a waist without width, or the tip of a spike, at which it turns back on itself. */
const touchesItself = (ring: Ring): Ring[number] | undefined => {
  const seen = new Set<string>();
  return ring.slice(1).find((corner, i) => {
    const name = corner.join(' ');
    const next = ring[i + 2] ?? ring[1];
    const before = ring[i];
    if (seen.has(name) || (before && next && turnsBack(before, corner, next))) return true;
    seen.add(name);
    return false;
  });
};

const turnsBack = ([x0, y0]: Ring[number], [x1, y1]: Ring[number], [x2, y2]: Ring[number]): boolean => {
  const [ax, ay, bx, by] = [x1 - x0, y1 - y0, x2 - x1, y2 - y1];
  const lengths = Math.hypot(ax, ay) * Math.hypot(bx, by);
  return ax * bx + ay * by < 0 && Math.abs(ax * by - ay * bx) <= lengths * FLAT;
};

/** A corner that lies on an edge to which it does not belong, where the ring pinches itself off. */
const cornerOnEdge = (ring: Ring): Ring[number] | undefined => {
  const sides = edges(ring);
  return ring
    .slice(1)
    .find((corner, i) =>
      sides.some((edge, j) => j !== i && j !== (i + 1) % sides.length && liesOn(edge, corner)),
    );
};

const liesOn = ([[x1, y1], [x2, y2]]: [Ring[number], Ring[number]], [x, y]: Ring[number]): boolean =>
  Math.min(x1, x2) <= x &&
  x <= Math.max(x1, x2) &&
  Math.min(y1, y2) <= y &&
  y <= Math.max(y1, y2) &&
  Math.abs((x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)) <= FLAT * Math.hypot(x2 - x1, y2 - y1) ** 2;

/** The sine of an angle that nobody draws: six decimals of a degree do not show it within a kilometre. */
const FLAT = 1e-6;

/** Whether two rings have the same corners, wherever they begin and whichever way they go. */
const isSameRing = (a: Ring, b: Ring): boolean => {
  const corners = new Set(a.map((corner) => corner.join(' ')));
  return a.length === b.length && b.every((corner) => corners.has(corner.join(' ')));
};

/** The rectangle around China's land and islands. */
const isInChina = ([lon, lat]: Ring[number]): boolean => lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54;

/** A border that crosses itself, or whose parts overlap, encloses another area than its rings add up to. */
const isSimple = (polygons: MultiPolygon): boolean => {
  const area = areaOf(polygons);
  return Math.abs(areaOf(union(polygons)) - area) <= area * 1e-9;
};
