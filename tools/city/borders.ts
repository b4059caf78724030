import { union } from 'polyclip-ts';
import * as z from 'zod';
import { type Area, levelOf } from '#domain/place/area.ts';
import type { Border, Ring } from '#domain/place/border.ts';
import type { Fault } from '../../infra/fault.ts';
import { areaOf, type BoundingBox, boundingBox, type MultiPolygon, ringArea } from './polygons.ts';
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
  faults.push(...without.map(({ code }) => ({ file: BORDERS_FILE, message: `grid ${code} has no border` })));
  return { borders, faults };
};

/** The rings of a border for the lookup. */
export const borderOf = ({ polygons }: GridBorder): Border => polygons.flat();

type Feature = z.infer<typeof featureSchema>;
type Finding = Pick<Fault, 'field' | 'message' | 'remedy'>;

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
  if (levelOf(code) !== 'grid') return [{ field, message: `"${code}" is no grid's code: 15 digits` }];
  if (!areas.has(code)) return [{ field, message: `grid ${code} is not in areas.csv` }];
  if (rows.has(code)) return [{ field, message: `${code} stands in feature ${rows.get(code)} already` }];
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
  if (!isSimple(polygons)) return [{ message: 'the border crosses itself' }];
  return rings.some((ring) => ringArea(ring) === 0) ? [{ message: 'a ring encloses nothing' }] : [];
};

/** The rectangle around China's land and islands. */
const isInChina = ([lon, lat]: Ring[number]): boolean => lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54;

/** A border that crosses itself, or whose parts overlap, encloses another area than its rings add up to. */
const isSimple = (polygons: MultiPolygon): boolean => {
  const area = areaOf(polygons);
  return Math.abs(areaOf(union(polygons)) - area) <= area * 1e-9;
};
