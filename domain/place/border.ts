import pointInPolygon from 'robust-point-in-polygon';
import { BORDER_WIDTH } from './border-width.ts';
import type { Position } from './coordinates.ts';

/** A closed line: the last position repeats the first. */
export type Ring = Position[];

/**
 * The border of a grid: all rings of its polygon or multipolygon, outer rings and holes alike. A point is inside
 * when an odd number of rings surrounds it.
 */
export type Border = Ring[];

/** Whether `position` lies within `border` or on it. */
export const contains = (border: Border, position: Position): boolean => {
  let inside = false;
  for (const ring of border) {
    const side = pointInPolygon(ring, position);
    if (side === 0 || isNear(ring, position)) return true;
    if (side < 0) inside = !inside;
  }
  return inside;
};

const isNear = (ring: Ring, position: Position): boolean =>
  edges(ring).some(([from, to]) => distanceToEdge(from, to, position) <= BORDER_WIDTH);

export const edges = (ring: Ring): [from: Position, to: Position][] =>
  ring.slice(1).map((to, i) => [ring[i] as Position, to]);

/** Degrees from `position` to the nearest point of the edge. */
const distanceToEdge = ([x1, y1]: Position, [x2, y2]: Position, [x, y]: Position): number => {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1);
  const nearest = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x1 - nearest * dx, y - y1 - nearest * dy);
};
