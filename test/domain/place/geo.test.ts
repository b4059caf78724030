import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import gcoordModule from 'gcoord';
import geohash from 'ngeohash';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Border, contains, type Ring } from '#domain/place/border.ts';
import { BORDER_WIDTH } from '#domain/place/border-width.ts';
import { cellOf, coveringCells } from '#domain/place/cells.ts';
import { COORDINATE_SYSTEMS, type Position, toWgs84 } from '#domain/place/coordinates.ts';
import { type CellGrid, cellsOfGrids, locateInCell } from '#domain/place/locate.ts';

const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

const metresBetween = ([lon1, lat1]: Position, [lon2, lat2]: Position): number =>
  Math.hypot((lon2 - lon1) * Math.cos((lat1 * Math.PI) / 180), lat2 - lat1) * 111_195;

/** Positions in and around Nantong. */
const nearNantong = fc.tuple(
  fc.double({ min: 120, max: 122.2, noNaN: true }),
  fc.double({ min: 31.5, max: 32.8, noNaN: true }),
);

const square: Ring = [
  [121, 32],
  [121.04, 32],
  [121.04, 32.03],
  [121, 32.03],
  [121, 32],
];
const hole: Ring = [
  [121.01, 32.01],
  [121.01, 32.02],
  [121.02, 32.02],
  [121.02, 32.01],
  [121.01, 32.01],
];

describe('toWgs84', () => {
  it('knows three systems', () => {
    expect(COORDINATE_SYSTEMS).toEqual(['WGS84', 'CGCS2000', 'GCJ02']);
  });

  it('moves what phone apps report by some 500 m', () => {
    const reported: Position = [120.9, 32];
    const [lon, lat] = toWgs84(reported, 'GCJ02');
    expect(lon).toBeCloseTo(120.89578, 5);
    expect(lat).toBeCloseTo(32.00218, 5);
    expect(metresBetween(reported, [lon, lat])).toBeCloseTo(465.4, 1);
  });

  it('is the way back from GCJ02, to 20 cm', () => {
    fc.assert(
      fc.property(nearNantong, (position) => {
        const reported = gcoord.transform<Position>([...position], gcoord.WGS84, gcoord.GCJ02);
        const moved = metresBetween(position, reported);
        expect(moved).toBeGreaterThan(300);
        expect(moved).toBeLessThan(700);
        expect(metresBetween(toWgs84(reported, 'GCJ02'), position)).toBeLessThan(0.2);
      }),
    );
  });

  it('leaves WGS84 and CGCS2000 as they are', () => {
    expect(toWgs84([120.9, 32], 'WGS84')).toEqual([120.9, 32]);
    expect(toWgs84([120.9, 32], 'CGCS2000')).toEqual([120.9, 32]);
  });
});

describe('contains', () => {
  it.each<[what: string, position: Position, expected: boolean]>([
    ['the middle', [121.03, 32.015], true],
    ['a corner', [121, 32], true],
    ['an edge', [121.02, 32], true],
    ['the hole', [121.015, 32.015], false],
    ['the edge of the hole', [121.015, 32.01], true],
    ['the corner of the hole', [121.02, 32.02], true],
    ['just outside, within the width of the border', [121 - BORDER_WIDTH * 0.9, 32.01], true],
    ['just outside, beyond the width of the border', [121 - BORDER_WIDTH * 1.1, 32.01], false],
    ['just inside the hole, within the width of the border', [121.015, 32.01 + BORDER_WIDTH * 0.9], true],
    ['on the line of an edge, beyond its end', [121.05, 32], false],
    ['far away', [100, 20], false],
  ])('judges %s', (_, position, expected) => {
    expect(contains([square, hole], position)).toBe(expected);
  });

  it('takes either part of a border in two parts', () => {
    const east = square.map(([lon, lat]): Position => [lon + 1, lat]);
    expect(contains([square, east], [121.02, 32.01])).toBe(true);
    expect(contains([square, east], [122.02, 32.01])).toBe(true);
    expect(contains([square, east], [121.5, 32.01])).toBe(false);
  });

  it('is not misled by a corner that stands twice', () => {
    const [first, ...rest] = square as [Position, ...Position[]];
    expect(contains([[first, first, ...rest]], [121.02, 32.01])).toBe(true);
    expect(contains([[first, first, ...rest]], [121.05, 32.01])).toBe(false);
  });

  it('does not depend on where a ring begins or which way it runs', () => {
    fc.assert(
      fc.property(star(), nearNantong, fc.nat(), ({ ring }, position, turn) => {
        const corners = ring.slice(0, -1);
        const at = turn % corners.length;
        const turned = [...corners.slice(at), ...corners.slice(0, at)];
        const closed = [...turned, turned[0] as Position];
        expect(contains([closed], position)).toBe(contains([ring], position));
        expect(contains([ring.toReversed()], position)).toBe(contains([ring], position));
      }),
    );
  });
});

/** Star-shaped polygons around a middle, up to 5 km across, and a position surely within. */
const star = () =>
  fc
    .record({
      middle: nearNantong,
      radii: fc.array(fc.double({ min: 0.0005, max: 0.025, noNaN: true }), { minLength: 3, maxLength: 12 }),
      angle: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      depth: fc.double({ min: 0, max: 0.95, noNaN: true }),
    })
    .map(({ middle: [lon, lat], radii, angle, depth }) => {
      const corners = radii.map((radius, i): Position => {
        const turn = (2 * Math.PI * i) / radii.length;
        return [lon + radius * Math.cos(turn), lat + radius * Math.sin(turn)];
      });
      const ring: Ring = [...corners, corners[0] as Position];
      const at = Math.floor(angle * radii.length);
      const [from, to] = [ring[at] as Position, ring[at + 1] as Position];
      const share = angle * radii.length - at;
      // Between the middle and a point of an edge.
      const inside: Position = [
        lon + depth * (from[0] + share * (to[0] - from[0]) - lon),
        lat + depth * (from[1] + share * (to[1] - from[1]) - lat),
      ];
      return { ring, inside };
    });

describe('coveringCells', () => {
  it('covers a square of 0.04° × 0.03° with 5 × 6 cells, 3 × 4 of them whole', () => {
    const cells = coveringCells([square]);
    expect(new Set(cells.map(({ cell }) => cell)).size).toBe(cells.length);
    expect(cells).toHaveLength(5 * 6);
    expect(cells.filter(({ whole }) => whole)).toHaveLength(3 * 4);
  });

  it('leaves out the inside of a hole', () => {
    const around = square.map(
      ([lon, lat]): Position => [lon + (lon > 121.01 ? 0.2 : 0), lat + (lat > 32.01 ? 0.2 : 0)],
    );
    const lake = square.map(
      ([lon, lat]): Position => [
        lon + 0.05 + (lon > 121.01 ? 0.05 : 0),
        lat + 0.05 + (lat > 32.01 ? 0.05 : 0),
      ],
    );
    const cells = coveringCells([around, lake]).map(({ cell }) => cell);
    expect(cells).not.toContain(cellOf([121.1, 32.09]));
    expect(cells).toContain(cellOf([121.02, 32.09]));
  });

  it('covers a grid that is smaller than a cell, and touches its neighbour when it ends at the edge', () => {
    const [south, west, north, east] = geohash.decode_bbox('wtw3sm');
    const small: Ring = [
      [west + 0.002, south + 0.001],
      [east, south + 0.001],
      [east, north - 0.001],
      [west + 0.002, south + 0.001],
    ];
    expect(coveringCells([small]).map(({ cell }) => cell)).toEqual([
      'wtw3sm',
      geohash.neighbor('wtw3sm', [0, 1]),
    ]);
  });

  it('has the cell of every position within', () => {
    fc.assert(
      fc.property(star(), ({ ring, inside }) => {
        expect(contains([ring], inside)).toBe(true);
        expect(coveringCells([ring]).map(({ cell }) => cell)).toContain(cellOf(inside));
      }),
      { numRuns: 500 },
    );
  });

  it('has the cell of every position that the border contains, and calls no cell whole that is not', () => {
    fc.assert(
      fc.property(
        star(),
        fc.double({ min: -0.1, max: 1.1, noNaN: true }),
        fc.double({ min: -0.1, max: 1.1, noNaN: true }),
        ({ ring }, x, y) => {
          const covered = new Map(coveringCells([ring]).map(({ cell, whole }) => [cell, whole]));
          for (const cell of covered.keys()) {
            const [south, west, north, east] = geohash.decode_bbox(cell);
            const position: Position = [west + x * (east - west), south + y * (north - south)];
            if (contains([ring], position)) expect(covered.has(cellOf(position))).toBe(true);
            else expect(covered.get(cellOf(position)) ?? false).toBe(false);
          }
        },
      ),
    );
  });
});

describe('locateInCell', () => {
  const west: CellGrid = { code: '990101001001001', border: [square] };
  const east: CellGrid = {
    code: '990101001001002',
    border: [square.map(([lon, lat]): Position => [lon + 0.04, lat])],
  };

  it('answers the grid that contains the position', () => {
    expect(locateInCell([west, east], [121.02, 32.01])).toBe(west.code);
    expect(locateInCell([west, east], [121.06, 32.01])).toBe(east.code);
  });

  it('answers the lowest code on a shared border, whatever the order', () => {
    expect(locateInCell([west, east], [121.04, 32.01])).toBe(west.code);
    expect(locateInCell([east, west], [121.04, 32.01])).toBe(west.code);
  });

  it('answers nothing where no grid is', () => {
    expect(locateInCell([west, east], [121.1, 32.01])).toBeUndefined();
    expect(locateInCell([], [121.02, 32.01])).toBeUndefined();
  });

  it('needs no border for a cell that lies in one grid', () => {
    expect(locateInCell([{ code: west.code }], [121.02, 32.01])).toBe(west.code);
  });
});

describe("Nantong's borders", () => {
  let borders: Map<string, Border>;
  let cells: Map<string, CellGrid[]>;
  let codes: string[];
  let boxes: Map<string, Box>;

  beforeAll(() => {
    const file = join(import.meta.dirname, '../../../infra/cities/nantong/grids.geojson.gz');
    const { features } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
      features: { properties: { code: string }; geometry: { type: string; coordinates: unknown } }[];
    };
    borders = new Map(
      features.map(({ properties, geometry }) => [
        properties.code,
        geometry.type === 'Polygon'
          ? (geometry.coordinates as Ring[])
          : (geometry.coordinates as Ring[][]).flat(),
      ]),
    );
    codes = [...borders.keys()].sort();
    boxes = new Map([...borders].map(([code, rings]) => [code, boxAround(rings)]));
    cells = cellsOfGrids(borders);
  });

  const locate = (position: Position): string | undefined =>
    locateInCell(cells.get(cellOf(position)) ?? [], position);

  /** Another way to say it: the grids around a position by crossing number, and how far away their borders are. */
  const judge = (position: Position): { inside: string[]; nearest: Map<string, number> } => {
    const inside: string[] = [];
    const nearest = new Map<string, number>();
    for (const code of codes) {
      const rings = borders.get(code) as Border;
      if (!isIn(boxes.get(code) as Box, position)) continue;
      if (crossings(rings, position) % 2 === 1) inside.push(code);
      nearest.set(code, Math.min(...rings.map((ring) => distance(ring, position))));
    }
    return { inside, nearest };
  };

  it('make 16,011 cells of 22 grids at most', () => {
    expect(cells.size).toBe(16_011);
    expect(Math.max(...[...cells.values()].map((grids) => grids.length))).toBe(22);
    const inOneGrid = [...cells.values()].filter(([first]) => first && !first.border);
    expect(inOneGrid.length).toBeGreaterThan(2000);
    for (const grids of cells.values())
      expect(grids.map(({ code }) => code)).toEqual(grids.map(({ code }) => code).sort());
  });

  it('answer 2,000 random positions each with their grid', () => {
    const random = mulberry32(20_261_124);
    let asked = 0;
    let own = 0;
    while (asked < 2000) {
      const code = codes[Math.floor(random() * codes.length)] as string;
      const ring = (borders.get(code) as Border)[0] as Ring;
      const position = within(ring, random);
      const { inside, nearest } = judge(position);
      if (!inside.includes(code) || [...nearest.values()].some((far) => far < 2 * BORDER_WIDTH)) continue;
      asked++;
      expect(locate(position), position.join(', ')).toBe(inside[0]);
      if (inside[0] === code) own++;
    }
    // The rest lies where two counties' maps overlap.
    expect(own).toBeGreaterThan(1980);
  });

  it('answer corners and middles of edges with the lowest code of the grids that touch', () => {
    const random = mulberry32(3206);
    let shared = 0;
    for (let i = 0; i < 300; i++) {
      const ring = (borders.get(codes[Math.floor(random() * codes.length)] as string) as Border)[0] as Ring;
      const at = Math.floor(random() * (ring.length - 1));
      const [from, to] = [ring[at] as Position, ring[at + 1] as Position];
      const middle: Position = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
      for (const position of [from, middle]) {
        const { inside, nearest } = judge(position);
        const touching = [...nearest].flatMap(([code, far]) => (far <= BORDER_WIDTH ? [code] : []));
        if (touching.length > 1) shared++;
        expect(locate(position), position.join(', ')).toBe([...touching, ...inside].sort()[0]);
      }
    }
    expect(shared).toBeGreaterThan(500);
  });

  it('answer with nothing outside the city', () => {
    const places: Position[] = [
      [121.4737, 31.2304], // Shanghai
      [120.3119, 31.4912], // Wuxi
      [120.1633, 33.3473], // Yancheng
      [122.5, 32.2], // at sea
      [120.202148 - 0.01, 32.3],
      [121, 32.712891 + 0.01],
      [0, 0],
    ];
    for (const place of places) expect(locate(place), place.join(', ')).toBeUndefined();
  });

  it('leave no position inside a county unanswered', () => {
    const random = mulberry32(7);
    let slivers = 0;
    // Corners of other grids on an edge are where rounding leaves slivers: look 0.5e-6 degrees around them.
    for (let i = 0; i < 2000; i++) {
      const code = codes[Math.floor(random() * codes.length)] as string;
      const ring = (borders.get(code) as Border)[0] as Ring;
      const [lon, lat] = ring[Math.floor(random() * ring.length)] as Position;
      const position: Position = [lon + (random() - 0.5) * 1e-6, lat + (random() - 0.5) * 1e-6];
      if (judge(position).inside.length === 0) slivers++;
      expect(locate(position), position.join(', ')).toBeDefined();
    }
    expect(slivers).toBeGreaterThan(0);
  });
});

interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** The rectangle of a border, and a metre around it. */
const boxAround = (rings: Border): Box => {
  const lons = rings.flat().map(([lon]) => lon);
  const lats = rings.flat().map(([, lat]) => lat);
  return {
    west: Math.min(...lons) - 1e-5,
    south: Math.min(...lats) - 1e-5,
    east: Math.max(...lons) + 1e-5,
    north: Math.max(...lats) + 1e-5,
  };
};

const isIn = ({ west, south, east, north }: Box, [lon, lat]: Position): boolean =>
  west <= lon && lon <= east && south <= lat && lat <= north;

/** How many edges a ray to the east crosses. */
const crossings = (rings: Border, [lon, lat]: Position): number => {
  let count = 0;
  for (const ring of rings)
    for (let i = 0; i + 1 < ring.length; i++) {
      const [x1, y1] = ring[i] as Position;
      const [x2, y2] = ring[i + 1] as Position;
      if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) count++;
    }
  return count;
};

const distance = (ring: Ring, [lon, lat]: Position): number => {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [x1, y1] = ring[i] as Position;
    const [x2, y2] = ring[i + 1] as Position;
    const length = Math.hypot(x2 - x1, y2 - y1);
    if (length === 0) continue;
    const along = ((lon - x1) * (x2 - x1) + (lat - y1) * (y2 - y1)) / length;
    const across = Math.abs((lon - x1) * (y2 - y1) - (lat - y1) * (x2 - x1)) / length;
    const beyond = along < 0 ? -along : along > length ? along - length : 0;
    least = Math.min(least, Math.hypot(across, beyond));
  }
  return least;
};

/** A random position in a ring's rectangle. */
const within = (ring: Ring, random: () => number): Position => {
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  const between = (values: number[]) =>
    Math.min(...values) + random() * (Math.max(...values) - Math.min(...values));
  return [between(lons), between(lats)];
};

/** A seeded generator of numbers from 0 to 1 (Mulberry32, public domain). */
const mulberry32 = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};
