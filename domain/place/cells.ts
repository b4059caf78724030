import geohash from 'ngeohash';
import { type Border, contains, edges } from './border.ts';
import { BORDER_WIDTH } from './border-width.ts';
import type { Position } from './coordinates.ts';
import { metresBetween } from './distance.ts';

/** Six characters of geohash: cells of 0.011° × 0.0055°, in Nantong 1.04 km × 0.61 km, about the size of a grid. */
const PRECISION = 6;

/** Width and height of a cell: 30 bits, 15 for each direction. */
const CELL_WIDTH = 360 / 2 ** 15;
const CELL_HEIGHT = 180 / 2 ** 15;

/** The geohash cell in which a position lies. */
export const cellOf = ([lon, lat]: Position): string => geohash.encode(lat, lon, PRECISION);

/** A degree of a great circle on the mean sphere of the earth, a little short so that no cell is missed. */
const METRES_PER_DEGREE = 111_000;

/** The cells that the circle around a position touches: up to 4 within 200 m, in Nantong up to 15 within 1,000 m. */
export const cellsAround = ([lon, lat]: Position, metres: number): string[] => {
  const north = metres / METRES_PER_DEGREE;
  const east = north / Math.cos(((Math.abs(lat) + north) * Math.PI) / 180);
  return cellsOfRectangle([lon - east, lon + east], [lat - north, lat + north]).filter((cell) => {
    const { west, south, east: right, north: top } = boxOf(cell);
    const nearest = { lon: Math.min(right, Math.max(west, lon)), lat: Math.min(top, Math.max(south, lat)) };
    return metresBetween({ lon, lat }, nearest) <= metres;
  });
};

export interface CoveredCell {
  cell: string;
  /** The whole cell lies within the border: every position of it does. */
  whole: boolean;
}

/** Every cell that the area within `border`, or the width of the border itself, touches. */
export const coveringCells = (border: Border): CoveredCell[] => {
  const lines = border.flatMap(edges);
  return cellsOfRectangle(
    border.flatMap((ring) => ring.map(([lon]) => lon)),
    border.flatMap((ring) => ring.map(([, lat]) => lat)),
  ).flatMap((cell): CoveredCell[] => {
    const box = boxOf(cell);
    if (lines.some(([from, to]) => crosses(box, from, to))) return [{ cell, whole: false }];
    return contains(border, [box.west, box.south]) ? [{ cell, whole: true }] : [];
  });
};

interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** A cell and the width of a border around it: who stands just beyond its edge may be on a border within it. */
const boxOf = (cell: string): Box => {
  const [south, west, north, east] = geohash.decode_bbox(cell);
  return {
    west: west - BORDER_WIDTH,
    south: south - BORDER_WIDTH,
    east: east + BORDER_WIDTH,
    north: north + BORDER_WIDTH,
  };
};

/** The cells of the rectangle around the given longitudes and latitudes. */
const cellsOfRectangle = (lons: number[], lats: number[]): string[] =>
  steps(lons, CELL_WIDTH).flatMap((lon) => steps(lats, CELL_HEIGHT).map((lat) => cellOf([lon, lat])));

/** The middles of all cells from the least to the greatest value, a border's width beyond either included. */
const steps = (values: number[], size: number): number[] => {
  const first = Math.floor((Math.min(...values) - BORDER_WIDTH) / size);
  const last = Math.floor((Math.max(...values) + BORDER_WIDTH) / size);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i + 0.5) * size);
};

/** Whether the line from one position to another has a point in the box (Liang and Barsky, 1984). */
const crosses = (box: Box, [x1, y1]: Position, [x2, y2]: Position): boolean => {
  let [enter, leave] = [0, 1];
  for (const [step, room] of [
    [x1 - x2, x1 - box.west],
    [x2 - x1, box.east - x1],
    [y1 - y2, y1 - box.south],
    [y2 - y1, box.north - y1],
  ] as const) {
    if (step === 0 && room < 0) return false;
    if (step < 0) enter = Math.max(enter, room / step);
    if (step > 0) leave = Math.min(leave, room / step);
  }
  return enter <= leave;
};
