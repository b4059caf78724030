import { type Area, areaAt, levelOf } from '#domain/place/area.ts';
import { type Position, toWgs84 } from '#domain/place/coordinates.ts';
import { metresBetween } from '#domain/place/distance.ts';
import { AREAS_FILE } from './areas.ts';
import type { BorderFindings } from './border-faults.ts';
import { BORDERS_FILE, type GridBorder } from './borders.ts';
import { listed } from './listed.ts';
import type { BoundingBox } from './polygons.ts';

/** Where an area says that it is, and where its grids are drawn. */
interface Placed {
  code: string;
  said: Position;
  drawn: BoundingBox;
}

/**
 * What the positions in areas.csv tell of the borders: that one of the two is in GCJ-02 or BD-09, in which Chinese maps
 * shift every place by 500 m and more; and which areas are drawn elsewhere than they say.
 */
export const findShifts = (
  areas: ReadonlyMap<string, Area>,
  borders: readonly GridBorder[],
): BorderFindings => {
  const drawn = drawnAreas(borders);
  const placed = [...areas.values()].flatMap(({ code, lon, lat }): Placed[] => {
    const box = drawn.get(code);
    return lon === undefined || lat === undefined || !box ? [] : [{ code, said: [lon, lat], drawn: box }];
  });
  const precise = placed.filter(({ code }) => ['grid', 'community'].includes(levelOf(code) ?? ''));
  const datum = datumFault(precise);
  if (datum) return { faults: [datum], notes: [] };
  return {
    faults: [],
    notes: [...notesOfUnchecked(precise), ...notesOfElsewhere(placed), ...notesOfFar(drawn)],
  };
};

const drawnAreas = (borders: readonly GridBorder[]): Map<string, BoundingBox> => {
  const drawn = new Map<string, BoundingBox>();
  for (const { code, box } of borders)
    for (const level of ['grid', 'community', 'township'] as const) {
      const area = areaAt(code, level) as string;
      drawn.set(area, around(drawn.get(area) ?? box, box));
    }
  return drawn;
};

const around = (a: BoundingBox, b: BoundingBox): BoundingBox => ({
  west: Math.min(a.west, b.west),
  south: Math.min(a.south, b.south),
  east: Math.max(a.east, b.east),
  north: Math.max(a.north, b.north),
});

const middleOf = ({ west, south, east, north }: BoundingBox): Position => [
  (west + east) / 2,
  (south + north) / 2,
];

/** Fewer places may lie apart by chance. */
const LEAST_PLACES = 3;
/** GCJ-02 shifts by 300 to 700 m within China, BD-09 by more. */
const LEAST_SHIFT = 200;

/** Shifted systems of Chinese maps: national maps and Baidu's, which shifts those once more. */
const SHIFTED = ['GCJ02', 'BD09'] as const;
const NAMES = { GCJ02: 'GCJ-02', BD09: 'BD-09' };

const datumFault = (placed: readonly Placed[]) => {
  if (placed.length < LEAST_PLACES) return undefined;
  const apart = shiftBetween(placed, ({ said, drawn }) => [said, middleOf(drawn)]);
  if (apart < LEAST_SHIFT) return undefined;
  const left = (places: (place: Placed) => [Position, Position]) => shiftBetween(placed, places);
  const metres = Math.round(apart);
  const [nearest] = SHIFTED.flatMap((system) => [
    {
      left: left(({ said, drawn }) => [said, toWgs84(middleOf(drawn), system)]),
      fault: {
        file: BORDERS_FILE,
        field: 'geometry',
        message: `the borders look like ${NAMES[system]}: they lie ${metres} m from the positions in ${AREAS_FILE}, as that shifts them`,
        remedy: 'convert them to WGS 84 or CGCS2000',
      },
    },
    {
      left: left(({ said, drawn }) => [toWgs84(said, system), middleOf(drawn)]),
      fault: {
        file: AREAS_FILE,
        field: 'lon',
        message: `the positions look like ${NAMES[system]}: they lie ${metres} m from the borders, as that shifts them`,
        remedy: 'convert them to WGS 84 or CGCS2000, or leave them empty',
      },
    },
  ]).toSorted((a, b) => a.left - b.left);
  return nearest && nearest.left * 4 < apart ? nearest.fault : undefined;
};

/** How far the second of two positions lies from the first in metres, by the median of all places in each direction. */
const shiftBetween = (placed: readonly Placed[], pair: (place: Placed) => [Position, Position]): number => {
  const pairs = placed.map(pair);
  const lon = median(pairs.map(([from, to]) => to[0] - from[0]));
  const lat = median(pairs.map(([from, to]) => to[1] - from[1]));
  const [x, y] = pairs[0]?.[0] ?? [0, 0];
  return metresBetween({ lon: x, lat: y }, { lon: x + lon, lat: y + lat });
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const notesOfUnchecked = ({ length }: readonly Placed[]): string[] =>
  length < LEAST_PLACES
    ? [
        `${AREAS_FILE} has positions of ${length} communities and grids, too few to tell whether the borders are in GCJ-02`,
      ]
    : [];

/** Centres of bent grids lie beside them; farther than this somebody has mistaken a place. */
const ELSEWHERE_METRES = 1000;

const notesOfElsewhere = (placed: readonly Placed[]): string[] => {
  const elsewhere = placed
    .map(({ code, said, drawn }) => ({ code, metres: outside(drawn, said) }))
    .filter(({ metres }) => metres > ELSEWHERE_METRES)
    .sort((a, b) => b.metres - a.metres);
  return told(
    elsewhere,
    (count) => `areas whose position in ${AREAS_FILE} lies outside their grids: ${count}`,
  );
};

const outside = ({ west, south, east, north }: BoundingBox, [lon, lat]: Position): number =>
  metresBetween(
    { lon, lat },
    { lon: Math.min(east, Math.max(west, lon)), lat: Math.min(north, Math.max(south, lat)) },
  );

/** Land of a township that lies elsewhere (飞地) is rare, and farther off than this most often a wrong code. */
const FAR_METRES = 30_000;

/** Communities that no other community of their township is near. */
const notesOfFar = (drawn: ReadonlyMap<string, BoundingBox>): string[] => {
  const communities = [...drawn].filter(([code]) => levelOf(code) === 'community');
  const far = [...Map.groupBy(communities, ([code]) => areaAt(code, 'township')).values()].flatMap(
    (township) =>
      township.flatMap(([code, box]) => {
        const others = township.filter(([other]) => other !== code).map(([, other]) => between(box, other));
        const metres = Math.min(...others);
        return others.length > 0 && metres > FAR_METRES ? [{ code, metres }] : [];
      }),
  );
  return told(far, (count) => `communities far from all others of their township: ${count}`);
};

const between = (a: BoundingBox, b: BoundingBox): number => {
  const [lon, lat] = middleOf(b);
  const nearest: Position = [
    Math.min(a.east, Math.max(a.west, lon)),
    Math.min(a.north, Math.max(a.south, lat)),
  ];
  return outside(b, nearest);
};

const told = (
  found: readonly { code: string; metres: number }[],
  what: (count: number) => string,
): string[] =>
  found.length === 0
    ? []
    : [
        `${what(found.length)}, by up to ${Math.round(Math.max(...found.map(({ metres }) => metres)))} m: ${listed(found.map(({ code }) => code))}`,
      ];
