import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AREA_LEVELS,
  areaAt,
  higherLevel,
  isWithin,
  levelAbove,
  levelOf,
  levelsAbove,
  lineage,
  parentOf,
  RESPONSIBLE_LEVELS,
} from '#domain/place/area.ts';

const code = fc
  .tuple(fc.constantFrom(2, 4, 6, 9, 12, 15), fc.array(fc.nat(9), { minLength: 15, maxLength: 15 }))
  .map(([length, digits]) => digits.join('').slice(0, length));

describe('an area code', () => {
  it.each([
    ['32', 'province'],
    ['3206', 'city'],
    ['320613', 'county'],
    ['320613001', 'township'],
    ['320613001001', 'community'],
    ['320613001001007', 'grid'],
    ['', undefined],
    ['3', undefined],
    ['32061', undefined],
    ['32061300100100', undefined],
    ['3206130010010070', undefined],
    ['32o6', undefined],
    [' 3206', undefined],
    ['３２０６', undefined],
  ])('"%s" stands for: %s', (written, level) => {
    expect(levelOf(written)).toBe(level);
  });

  it('begins with the codes of its ancestors', () => {
    expect(lineage('320613001001007')).toEqual([
      '320613001001007',
      '320613001001',
      '320613001',
      '320613',
      '3206',
    ]);
    expect(lineage('32')).toEqual([]);
    expect(areaAt('320613001001007', 'county')).toBe('320613');
    expect(areaAt('320613', 'county')).toBe('320613');
    expect(areaAt('3206', 'county')).toBeUndefined();
  });

  it('has its parent one level up, and a province has none', () => {
    expect(parentOf('320613001001007')).toBe('320613001001');
    expect(parentOf('3206')).toBe('32');
    expect(parentOf('32')).toBeUndefined();
    expect(parentOf('32x6')).toBeUndefined();
  });

  it('lies within itself and every ancestor, and within nothing else', () => {
    fc.assert(
      fc.property(code, code, (a, b) => {
        for (const ancestor of lineage(a)) expect(isWithin(a, ancestor)).toBe(true);
        expect(isWithin(a, b)).toBe(a === b || a.slice(0, b.length) === b);
      }),
    );
    expect(isWithin('320613', '320613001')).toBe(false);
    expect(isWithin('320623001', '320613')).toBe(false);
  });

  it('climbs by its parents through every level above', () => {
    fc.assert(
      fc.property(code, (from) => {
        const climbed = [];
        for (let at: string | undefined = from; at; at = parentOf(at)) climbed.push(levelOf(at));
        expect(climbed).toEqual(AREA_LEVELS.slice(0, AREA_LEVELS.indexOf(levelOf(from)!) + 1).toReversed());
      }),
    );
  });
});

describe('the levels of responsibility', () => {
  it('lead from community to city', () => {
    expect(RESPONSIBLE_LEVELS.map(levelAbove)).toEqual(['township', 'county', 'city', undefined]);
    expect(levelsAbove('township')).toEqual(['county', 'city']);
    expect(levelsAbove('city')).toEqual([]);
  });

  it('are higher or lower than one another', () => {
    expect(higherLevel('community', 'county')).toBe('county');
    expect(higherLevel('city', 'county')).toBe('city');
    expect(higherLevel('county', 'county')).toBe('county');
  });
});
