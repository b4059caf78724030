import { difference, intersection, union } from 'polyclip-ts';
import { areaAt } from '#domain/place/area.ts';
import { contains, edges } from '#domain/place/border.ts';
import { BORDER_WIDTH } from '#domain/place/border-width.ts';
import type { Position } from '#domain/place/coordinates.ts';
import type { Fault } from '../../infra/fault.ts';
import { BORDERS_FILE, borderOf, type GridBorder } from './borders.ts';
import {
  areaOf,
  boundingBox,
  type MultiPolygon,
  meet,
  metres,
  type Polygon,
  squareMetres,
  widthOf,
} from './polygons.ts';
import type { Progress } from './progress.ts';

/**
 * How far the borders of two counties may overlap, in degrees (some 130 m). A county draws its grids up to its own
 * map of the county border, and published maps of it are simplified: Nantong's differ by up to 0.00102°. Neither
 * county can mend that alone, so the import says it and goes on; the lowest code answers there.
 */
const COUNTY_BORDER_WIDTH = 0.0012;

/** What is wrong between borders, and what is only worth knowing. */
export interface BorderFindings {
  faults: Fault[];
  notes: string[];
}

/**
 * Borders that overlap by more than the width of a border. What lies within that width comes from rounding to six
 * decimals: 8,226 pairs of Nantong's grids overlap by less than 1.0e-6 degrees.
 */
export const findOverlaps = (borders: GridBorder[], progress: Progress): BorderFindings => {
  const pairs = pairsThatMeet(borders);
  const counties = Map.groupBy(borders, ({ code }) => areaAt(code, 'county'));
  const isStray = (grid: GridBorder, other: GridBorder): boolean =>
    strayParts(grid, counties.get(areaAt(grid.code, 'county')) ?? []).some(
      (part) => intersection([part], other.polygons).length > 0,
    );
  const faults: Fault[] = [];
  const betweenCounties: number[] = [];
  for (const [i, [a, b]] of pairs.entries()) {
    const widest = intersection(a.polygons, b.polygons)
      .map((overlap) => ({ overlap, width: widthOf(overlap) }))
      .reduce<{ overlap: Polygon; width: number } | undefined>(
        (most, next) => (next.width > (most?.width ?? BORDER_WIDTH) ? next : most),
        undefined,
      );
    if (widest) {
      const sameCounty = areaAt(a.code, 'county') === areaAt(b.code, 'county');
      if (!sameCounty && widest.width <= COUNTY_BORDER_WIDTH && !isStray(a, b) && !isStray(b, a))
        betweenCounties.push(widest.width);
      else faults.push(overlapFault(a, b, widest.overlap));
    }
    if ((i + 1) % 1000 === 0 || i + 1 === pairs.length) progress('Looking for overlaps', i + 1, pairs.length);
  }
  const most = metres(Math.max(...betweenCounties));
  return {
    faults,
    notes:
      betweenCounties.length === 0
        ? []
        : [
            `pairs of grids that overlap along county borders: ${betweenCounties.length}, by up to ${most} m; the lower code answers there`,
          ],
  };
};

/** Parts of a grid that no other grid of its county is near: how counties draw their border explains none of them. */
const strayParts = (grid: GridBorder, county: readonly GridBorder[]): Polygon[] => {
  if (grid.polygons.length === 1) return [];
  return grid.polygons.filter((part) => {
    const box = boundingBox([part]);
    const around = {
      west: box.west - COUNTY_BORDER_WIDTH,
      south: box.south - COUNTY_BORDER_WIDTH,
      east: box.east + COUNTY_BORDER_WIDTH,
      north: box.north + COUNTY_BORDER_WIDTH,
    };
    return !county.some((neighbour) => neighbour !== grid && meet(neighbour.box, around));
  });
};

const overlapFault = (a: GridBorder, b: GridBorder, overlap: Polygon): Fault => {
  const [first, second] = a.row < b.row ? [a, b] : [b, a];
  return {
    file: BORDERS_FILE,
    row: second.row,
    field: 'geometry',
    message: `${second.code} overlaps ${first.code} of feature ${first.row} by ${squareMetres(overlap)} m² at ${placeOf(overlap)}`,
  };
};

const placeOf = ([outer]: Polygon): string => outer?.[0]?.join(', ') ?? '';

/** Pairs that may overlap: from west to east, each with those that begin before it ends, if no edge parts them. */
const pairsThatMeet = (borders: GridBorder[]): [GridBorder, GridBorder][] => {
  const pairs: [GridBorder, GridBorder][] = [];
  let open: GridBorder[] = [];
  for (const border of borders.toSorted((a, b) => a.box.west - b.box.west)) {
    open = open.filter(({ box }) => box.east >= border.box.west);
    for (const other of open)
      if (meet(other.box, border.box) && !areApart(other, border)) pairs.push([other, border]);
    open.push(border);
  }
  return pairs;
};

/**
 * Whether the two lie on either side of some edge of theirs, but for the width of a border. That leaves 720 of
 * Nantong's 36,804 pairs of neighbours to the exact intersection, and the whole check takes a third of the time.
 */
const areApart = (a: GridBorder, b: GridBorder): boolean => {
  const [cornersOfA, cornersOfB] = [a.polygons.flat(2), b.polygons.flat(2)];
  return [...a.polygons, ...b.polygons]
    .flat()
    .flatMap(edges)
    .some(([[x1, y1], [x2, y2]]) => {
      const length = Math.hypot(x2 - x1, y2 - y1);
      const sideOf = ([x, y]: Position) => ((x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)) / length;
      const [sidesOfA, sidesOfB] = [cornersOfA.map(sideOf), cornersOfB.map(sideOf)];
      return (
        Math.max(...sidesOfA) - Math.min(...sidesOfB) <= BORDER_WIDTH ||
        Math.max(...sidesOfB) - Math.min(...sidesOfA) <= BORDER_WIDTH
      );
    });
};

/**
 * Land inside a county that lies in no grid: holes in the union of its grids, wider than a border and not filled by
 * an enclave of another county. Gaps between counties are only noted, for the reason given above.
 */
export const findGaps = (borders: GridBorder[], progress: Progress): BorderFindings => {
  const counties = Map.groupBy(borders, ({ code }) => areaAt(code, 'county'));
  const faults: Fault[] = [];
  const outlines: MultiPolygon[] = [];
  for (const grids of counties.values()) {
    const outline = union([], ...grids.map(({ polygons }) => polygons));
    outlines.push(outline);
    faults.push(...gapsIn(outline, borders).map((gap) => gapFault(gap, grids)));
    progress('Looking for gaps', outlines.length, counties.size);
  }
  const between = faults.length === 0 ? gapsIn(union([], ...outlines), borders) : [];
  const widest = metres(Math.max(...between.map(widthOf)));
  return {
    faults,
    notes:
      between.length === 0
        ? []
        : [
            `gaps between counties: ${between.length}, up to ${widest} m wide; a position there is outside the city`,
          ],
  };
};

const gapsIn = (outline: MultiPolygon, borders: GridBorder[]): Polygon[] =>
  outline
    .flatMap(([, ...holes]) => holes)
    .filter((hole) => widthOf([hole]) > BORDER_WIDTH)
    .flatMap((hole) => {
      const box = boundingBox([[hole]]);
      const inside = borders.filter((border) => meet(border.box, box)).map(({ polygons }) => polygons);
      return difference([hole], ...inside);
    })
    .filter((gap) => areaOf([gap]) > 0 && widthOf(gap) > BORDER_WIDTH);

const gapFault = (gap: Polygon, grids: GridBorder[]): Fault => {
  const corners = gap.flat();
  const around = grids.filter((grid) => corners.some((corner) => contains(borderOf(grid), corner)));
  const communities = [...new Set(around.map(({ code }) => areaAt(code, 'community')))].sort();
  return {
    file: BORDERS_FILE,
    field: 'geometry',
    message: `${squareMetres(gap)} m² at ${placeOf(gap)} lie in no grid, ${
      communities.length === 1
        ? `inside community ${communities[0]}`
        : `between communities ${communities.join(', ')}`
    }`,
  };
};
