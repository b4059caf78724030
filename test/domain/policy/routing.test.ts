import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centreSeat, seatsNearest } from '#domain/place/centres.ts';
import { levelOfUnit, type Unit } from '#domain/place/unit.ts';
import { type DutyEntry, dutyPlaces, layOutDuties, route } from '#domain/policy/duties.ts';
import { city, committee, county, GRID, roads, township } from '../builders.ts';

const duty = (area: string, category: string, unit: Unit): DutyEntry => ({
  area,
  category,
  unit,
  rule: 'row 1',
});

describe('the unit on duty', () => {
  it('is looked for by category first, then from the grid up to the city', () => {
    expect(dutyPlaces(GRID, 'dispute.neighbour')).toEqual([
      { area: '320613001001007', category: 'dispute.neighbour' },
      { area: '320613001001', category: 'dispute.neighbour' },
      { area: '320613001', category: 'dispute.neighbour' },
      { area: '320613', category: 'dispute.neighbour' },
      { area: '3206', category: 'dispute.neighbour' },
      { area: '320613001001007', category: 'dispute' },
      { area: '320613001001', category: 'dispute' },
      { area: '320613001', category: 'dispute' },
      { area: '320613', category: 'dispute' },
      { area: '3206', category: 'dispute' },
    ]);
  });

  it('for the matter itself wins over a nearer one for matters at large', () => {
    expect(
      route(GRID, 'cityFacility.manholeCover', [
        duty('320613001001', 'cityFacility', committee),
        duty('320613', 'cityFacility.manholeCover', roads),
      ])?.unit,
    ).toBe(roads);
  });

  it('nearest to the place wins among those for the same matter', () => {
    expect(
      route(GRID, 'dispute', [duty('3206', 'dispute', city), duty('320613001', 'dispute', township)])?.unit,
    ).toBe(township);
  });

  it('is named with the reason: what the duty list says', () => {
    expect(route(GRID, 'dispute.neighbour', [duty('320613001', 'dispute', township)])?.reason).toEqual({
      'zh-CN': '按职责清单：row 1',
      en: 'by the duty list: row 1',
    });
  });

  it('is nobody for another place or another matter', () => {
    expect(route(GRID, 'dispute', [])).toBeUndefined();
    expect(
      route(GRID, 'dispute', [
        duty('320613002', 'dispute', township),
        duty('320613', 'cityFacility', roads),
        duty('320613', 'dispute.neighbour', roads),
      ]),
    ).toBeUndefined();
  });

  it('is the same in whatever order the duties were found', () => {
    const duties = [
      duty('3206', 'dispute.neighbour', city),
      duty('320613', 'dispute', county),
      duty('320613001', 'dispute', township),
      duty('320613001001', 'cityFacility', committee),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(duties, { minLength: 4 }), (found) => {
        expect(route(GRID, 'dispute.neighbour', found)?.unit).toBe(city);
      }),
    );
  });
});

describe('a duty list', () => {
  const units = new Map(
    Array.from({ length: 2500 }, (_, i): [string, Unit] => {
      const area = `320613001${String(i % 1000).padStart(3, '0')}`;
      const code = `${area}-committee-${i}`;
      return [code, { code, kind: 'committee', name: code, area: i < 1000 ? area : '320613' }];
    }),
  );
  const everyCommittee = (category: string) => ({ category, kind: 'committee', level: 'community' }) as const;

  it('that says the same many times has one fault for each row too many', () => {
    const { faults, duties } = layOutDuties(
      { duties: Array(1000).fill(everyCommittee('dispute')) },
      new Set<string>(),
      units,
    );
    expect(duties).toHaveLength(1000);
    expect(faults).toHaveLength(999);
    expect(faults[0]?.message).toMatch(/^dispute at 320613001000: .* but duties.0 names/);
  });

  it('that cannot be laid out in time is refused before it is', () => {
    const duties = Array.from({ length: 1000 }, (_, i) => everyCommittee(`category${i}`));
    const { faults } = layOutDuties({ duties }, new Set<string>(), units);
    expect(faults).toEqual([
      {
        path: 'duties.21',
        message:
          'the duties up to this one name 21000 units and places of at most 20000; name higher levels, or fewer categories',
      },
    ]);
  });
});

describe('a unit', () => {
  it.each([
    ['3206', 'city'],
    ['320613', 'county'],
    ['320613001', 'township'],
    ['320613001001', 'community'],
    ['320613001001007', 'community'],
  ])('at %s stands on the level of the %s', (area, level) => {
    expect(levelOfUnit({ ...committee, area })).toBe(level);
  });
});

describe('the seat that dispatches', () => {
  it('is a centre, and in the community its committee', () => {
    expect(centreSeat(GRID, 'community')).toEqual({ area: '320613001001', kind: 'committee' });
    expect(centreSeat(GRID, 'township')).toEqual({ area: '320613001', kind: 'commandCenter' });
    expect(centreSeat(GRID, 'county')).toEqual({ area: '320613', kind: 'commandCenter' });
    expect(centreSeat(GRID, 'city')).toEqual({ area: '3206', kind: 'commandCenter' });
    expect(centreSeat('3206', 'township')).toEqual({ area: '3206', kind: 'commandCenter' });
  });

  it('is looked for from the grid up to the city', () => {
    expect(seatsNearest(GRID, 'lawFirm').map(({ area }) => area)).toEqual([
      '320613001001007',
      '320613001001',
      '320613001',
      '320613',
      '3206',
    ]);
  });
});
