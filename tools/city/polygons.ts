import { edges, type Ring } from '#domain/place/border.ts';

/** An outer ring and its holes. */
export type Polygon = Ring[];
export type MultiPolygon = Polygon[];

/** In square degrees; a ring's area does not depend on its direction. */
const ringArea = (ring: Ring): number => {
  const [x0, y0] = ring[0] ?? [0, 0];
  // Relative to a corner: the products of whole longitudes would cost six digits.
  const twice = edges(ring).reduce(
    (sum, [[x1, y1], [x2, y2]]) => sum + (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0),
    0,
  );
  return Math.abs(twice) / 2;
};

export const areaOf = (polygons: MultiPolygon): number =>
  polygons.reduce(
    (sum, [outer, ...holes]) =>
      sum + (outer ? ringArea(outer) : 0) - holes.reduce((holed, hole) => holed + ringArea(hole), 0),
    0,
  );

/** How wide a polygon is on average, in degrees: for a sliver, its area over its length. */
export const widthOf = (polygon: Polygon): number => {
  const around = polygon
    .flatMap(edges)
    .reduce((sum, [[x1, y1], [x2, y2]]) => sum + Math.hypot(x2 - x1, y2 - y1), 0);
  return around === 0 ? 0 : (2 * areaOf([polygon])) / around;
};

const METRES_PER_DEGREE = 111_195;

export const metres = (degrees: number): number => Math.round(degrees * METRES_PER_DEGREE);

export const squareMetres = (polygon: Polygon): number => {
  const lat = polygon[0]?.[0]?.[1] ?? 0;
  return Math.round(areaOf([polygon]) * METRES_PER_DEGREE ** 2 * Math.cos((lat * Math.PI) / 180));
};

export interface BoundingBox {
  west: number;
  south: number;
  east: number;
  north: number;
}

export const boundingBox = (polygons: MultiPolygon): BoundingBox => {
  const positions = polygons.flat(2);
  const lons = positions.map(([lon]) => lon);
  const lats = positions.map(([, lat]) => lat);
  return {
    west: Math.min(...lons),
    south: Math.min(...lats),
    east: Math.max(...lons),
    north: Math.max(...lats),
  };
};

export const meet = (a: BoundingBox, b: BoundingBox): boolean =>
  a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
