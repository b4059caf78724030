import { describe, expect, it } from 'vitest';
import { type Area, levelOf } from '#domain/place/area.ts';
import { metresBetween } from '#domain/place/distance.ts';
import { boundingBox } from '../../tools/city/polygons.ts';
import { findShifts } from '../../tools/city/positions.ts';
import { CITY, COMMUNITY, gridOf, NEIGHBOUR, square } from '../infra/small-city.ts';

type Position = [lon: number, lat: number];

/** How far GCJ-02 shifts 120.025, 32.005: 509 m to the south-east, by gcoord. */
const GCJ: Position = [0.004897, -0.001932];
/** How far BD-09 shifts the same place: 1164 m to the north-east, by gcoord. */
const BD: Position = [0.011378, 0.004065];
const moved = ([lon, lat]: Position, [east, north]: Position): Position => [lon + east, lat + north];

const middle = (column: number): Position => [120.005 + column * 0.01, 32.005];
const area = (code: string, [lon, lat]: Position): Area => ({
  ...{ code, name: code, level: levelOf(code) as Area['level'], parent: '', lon, lat },
});
const border = (code: string, column: number, shift: Position) => {
  const polygons = [[square(column, 0).map((corner) => moved(corner, shift))]];
  return { code, row: column + 1, polygons, box: boundingBox(polygons) };
};

const found = ({
  said = [0, 0],
  drawn = [0, 0],
  columns = 5,
}: {
  said?: Position;
  drawn?: Position;
  columns?: number;
}) => {
  const all = Array.from({ length: columns }, (_, column) => column);
  const areas = all.map((column) => area(gridOf(column + 1), moved(middle(column), said)));
  const { faults, notes } = findShifts(
    new Map(areas.map((one) => [one.code, one])),
    all.map((column) => border(gridOf(column + 1), column, drawn)),
  );
  return [...faults.map(({ file, message }) => `${file}: ${message}`), ...notes];
};

const tooFew = (places: number): string =>
  `areas.csv has positions of ${places} communities and grids, too few to tell whether the borders are in GCJ-02`;

describe('positions and borders', () => {
  it('that agree say nothing', () => {
    expect(found({})).toEqual([]);
    expect(metresBetween({ lon: 120, lat: 32 }, { lon: 120 + GCJ[0], lat: 32 + GCJ[1] })).toBeGreaterThan(
      300,
    );
  });

  it('tell which of them is in GCJ-02', () => {
    expect(found({ drawn: GCJ })).toEqual([
      expect.stringMatching(
        /^grids.geojson.gz: the borders look like GCJ-02: they lie 509 m from the positions/,
      ),
    ]);
    expect(found({ said: GCJ })).toEqual([
      expect.stringMatching(/^areas.csv: the positions look like GCJ-02: they lie 509 m from the borders/),
    ]);
  });

  it('tell which of them is in BD-09', () => {
    expect(found({ drawn: BD })).toEqual([
      expect.stringMatching(
        /^grids.geojson.gz: the borders look like BD-09: they lie 1\d{3} m from the positions/,
      ),
    ]);
    expect(found({ said: BD })).toEqual([
      expect.stringMatching(/^areas.csv: the positions look like BD-09: they lie 1\d{3} m from the borders/),
    ]);
  });

  it.each<[string, Parameters<typeof found>[0]]>([
    ['as far the other way', { drawn: [-GCJ[0], GCJ[1]] }],
    ['less than GCJ-02 shifts anything', { drawn: [0.001, 0] }],
  ])('that lie apart %s are not called GCJ-02', (_, shift) => {
    expect(found(shift)).toEqual([]);
  });

  it('that are too few say that they cannot tell', () => {
    expect(found({ drawn: GCJ, columns: 2 })).toEqual([tooFew(2)]);
  });

  it('that lie far apart are noted, the farthest first', () => {
    const [near, far] = [area(gridOf(1), middle(0)), area(gridOf(2), [122.2, 32.005])];
    const { faults, notes } = findShifts(new Map([near, far].map((one) => [one.code, one])), [
      border(gridOf(1), 0, [0, 0]),
      border(gridOf(2), 1, [0, 0]),
    ]);
    expect([faults, notes]).toEqual([
      [],
      [
        tooFew(2),
        expect.stringMatching(
          /^areas whose position in areas.csv lies outside their grids: 1, by up to 20\d{4} m: 990101001001002$/,
        ),
      ],
    ]);
  });

  it('note a community that lies elsewhere than its township', () => {
    const notes = (community: string, away: number) =>
      findShifts(new Map(), [
        border(gridOf(1, COMMUNITY), 0, [0, 0]),
        border(gridOf(2, COMMUNITY), 1, [0, 0]),
        border(gridOf(1, NEIGHBOUR), 2, [0, 0]),
        border(gridOf(1, community), 3, [away, 0]),
      ]).notes;
    expect(notes(`${CITY}01001003`, 2)).toEqual([
      tooFew(0),
      expect.stringMatching(
        /^communities far from all others of their township: 1, by up to 18\d{4} m: 990101001003$/,
      ),
    ]);
    expect(notes(`${CITY}01001003`, 0)).toEqual([tooFew(0)]);
    expect(notes(`${CITY}02001001`, 2)).toEqual([tooFew(0)]);
  });
});
