import fc from 'fast-check';
import geohash from 'ngeohash';
import { describe, expect, it } from 'vitest';
import { cellOf, cellsAround } from '#domain/place/cells.ts';
import type { Position } from '#domain/place/coordinates.ts';
import { metresBetween } from '#domain/place/distance.ts';
import { areRelated } from '#domain/policy/policy.ts';

const metresTo = ([x1, y1]: Position, [x2, y2]: Position) =>
  metresBetween({ lon: x1, lat: y1 }, { lon: x2, lat: y2 });

/** A position in China. */
const position = fc.tuple(
  fc.double({ min: 74, max: 134, noNaN: true }),
  fc.double({ min: 4, max: 53, noNaN: true }),
);

describe('cellsAround', () => {
  it('has the cell of every position within the circle', () => {
    fc.assert(
      fc.property(
        position,
        fc.double({ min: 1, max: 1000, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (centre, metres, x, y) => {
          const degrees = metres / 111_000;
          const other: Position = [
            centre[0] + (x * degrees) / Math.cos((centre[1] * Math.PI) / 180),
            centre[1] + y * degrees,
          ];
          fc.pre(metresTo(centre, other) <= metres);
          expect(cellsAround(centre, metres)).toContain(cellOf(other));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('has no cell twice, at most 4 for 200 m and at most 15 for 1,000 m in Nantong', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 120.2, max: 121.9, noNaN: true }),
        fc.double({ min: 31.6, max: 32.7, noNaN: true }),
        (lon, lat) => {
          for (const [metres, most] of [
            [200, 4],
            [1000, 15],
          ] as const) {
            const cells = cellsAround([lon, lat], metres);
            expect(new Set(cells).size).toBe(cells.length);
            expect(cells.length).toBeLessThanOrEqual(most);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is one cell for a short way from its middle, and leaves out the corners that a wide circle misses', () => {
    const { longitude, latitude } = geohash.decode('wtw3sm');
    const middle: Position = [longitude, latitude];
    expect(cellsAround(middle, 200)).toEqual(['wtw3sm']);
    expect(cellsAround(middle, 1000)).toHaveLength(11);
  });
});

describe('categories', () => {
  it.each([
    ['dispute.neighbour', 'dispute.neighbour', true],
    ['dispute', 'dispute.neighbour', true],
    ['dispute.neighbour', 'dispute', true],
    ['dispute.neighbour', 'dispute.labour', false],
    ['dispute', 'disputes', false],
  ])('%s and %s may tell of one matter: %s', (one, other, related) => {
    expect(areRelated(one, other)).toBe(related);
  });
});
