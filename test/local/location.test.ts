import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Border, contains } from '#domain/place/border.ts';
import { locate } from '#shared/use-cases/locate.ts';
import { cityFile } from '../../infra/city.ts';
import { local, person } from './city.ts';
import { countingServices, warm } from './counting.ts';

interface Feature {
  properties: { code: string };
  geometry: { type: string; coordinates: number[][][] | number[][][][] };
}

const { services, count, reset } = countingServices();
const { city } = services.store;

interface Box {
  west: number;
  east: number;
  south: number;
  north: number;
}

/** The rectangle around a border. */
const boxOf = (border: Border): Box => {
  const lons = border.flat().map(([lon]) => lon);
  const lats = border.flat().map(([, lat]) => lat);
  return {
    west: Math.min(...lons),
    east: Math.max(...lons),
    south: Math.min(...lats),
    north: Math.max(...lats),
  };
};

const file = cityFile(local.city, 'grids.geojson.gz') ?? '';
const { features } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as { features: Feature[] };
const grids = features.map(({ properties, geometry }) => {
  const border = (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()) as Border;
  return { code: properties.code, border, box: boxOf(border) };
});

/** A seeded generator (mulberry32), so that a point that fails can be found again. */
const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

beforeAll(() => warm(city));

describe('finding the grid of a point in the imported city', () => {
  it('answers its own grid for 2,000 random interior points, with one read each', async () => {
    const next = random(20261124);
    const points = Array.from({ length: 2000 }, () => interiorPoint(next));
    reset();
    const wrong: string[] = [];
    for (const { lon, lat, code } of points) {
      const located = await locate(city, { lon, lat });
      if (located?.grid !== code) wrong.push(`${lon},${lat}: ${located?.grid} instead of ${code}`);
    }
    expect(wrong).toEqual([]);
    expect(count.requests).toHaveLength(2000);
    expect(new Set(count.requests)).toEqual(new Set(['GetItemCommand']));
  });

  it('answers the lowest code on a border that grids share', async () => {
    const next = random(7);
    for (let n = 0; n < 100; n++) {
      const { border } = grids[Math.floor(next() * grids.length)] as (typeof grids)[number];
      const corner = border[0]?.[0] as [number, number];
      const [lon, lat] = corner;
      const touching = grids.filter((grid) => near(grid.box, corner) && contains(grid.border, corner));
      const located = await locate(city, { lon, lat });
      expect(located?.grid).toBe(touching.map(({ code }) => code).sort()[0]);
    }
  });

  it('says so over HTTP when a point lies outside the city, and reads what Chinese phones hand out', async () => {
    const { get } = person('resident-01');
    expect((await get('/grids/locate?lon=121.4737&lat=31.2304')).body).toEqual({ inside: false });
    const [lon, lat] = [121.444381, 32.144279];
    const straight = (await get(`/grids/locate?lon=${lon}&lat=${lat}`)).body;
    expect(straight).toMatchObject({ inside: true, grid: '320612001001001' });
    const fromPhone = (await get(`/grids/locate?lon=${lon + 0.0045}&lat=${lat - 0.0021}&crs=GCJ02`)).body;
    expect(fromPhone.grid).toBe('320612001001001');
  });
});

/** A point well inside some grid: further from every border than a border is wide. */
const interiorPoint = (next: () => number): { lon: number; lat: number; code: string } => {
  for (;;) {
    const { code, border, box } = grids[Math.floor(next() * grids.length)] as (typeof grids)[number];
    const lon = box.west + next() * (box.east - box.west);
    const lat = box.south + next() * (box.north - box.south);
    const margin = 5e-6;
    const around = [-margin, 0, margin].flatMap((x) =>
      [-margin, 0, margin].map((y): [number, number] => [lon + x, lat + y]),
    );
    const others = grids.filter((grid) => grid.code !== code && near(grid.box, [lon, lat]));
    if (
      around.every((point) => contains(border, point)) &&
      !others.some((grid) => around.some((point) => contains(grid.border, point)))
    )
      return { lon, lat, code };
  }
};

/** Whether the rectangle around a border holds the point. */
const near = ({ west, east, south, north }: Box, [x, y]: [number, number]): boolean => {
  const width = 1e-5;
  return x >= west - width && x <= east + width && y >= south - width && y <= north + width;
};
