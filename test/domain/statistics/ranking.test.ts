import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_RANKED, ranksBy } from '#domain/statistics/ranking.ts';

type Shares = Record<string, readonly [numerator: number, denominator: number]>;

const ranks = <Name extends string>(rate: Name, shares: Shares): Record<string, number> =>
  Object.fromEntries(
    ranksBy(
      rate,
      Object.entries(shares).map(([of, [numerator, denominator]]) => ({
        of,
        rates: { [rate]: { numerator, denominator } } as Record<
          Name,
          { numerator: number; denominator: number }
        >,
      })),
    ),
  );

describe('a rank', () => {
  it.each<[string, string, Shares, Record<string, number>]>([
    ['the higher share comes first', 'closure', { a: [5, 10], b: [9, 10] }, { b: 1, a: 2 }],
    ['of what goes wrong, the lower', 'rework', { a: [5, 10], b: [1, 10] }, { b: 1, a: 2 }],
    [
      'equal shares have one rank, whatever they are made of, and the next is passed over',
      'closure',
      { a: [5, 10], b: [10, 20], c: [9, 10], d: [0, 10] },
      { c: 1, a: 2, b: 2, d: 4 },
    ],
    ['too few cases have none', 'closure', { a: [4, 4], b: [1, 5], c: [0, 0] }, { b: 1 }],
    ['nobody has one among nobody', 'closure', {}, {}],
  ])('%s', (_, rate, shares, expected) => {
    expect(ranks(rate, shares)).toEqual(expected);
  });

  it('is one more than there are who do better', () => {
    const share = fc
      .integer({ min: 0, max: 12 })
      .chain((denominator) => fc.tuple(fc.integer({ min: 0, max: denominator }), fc.constant(denominator)));
    fc.assert(
      fc.property(fc.array(share, { maxLength: 12 }), fc.constantFrom('closure', 'rework'), (list, rate) => {
        const shares = Object.fromEntries(list.map((one, n) => [`area-${n}`, one]));
        const better = (one: number, other: number) => (rate === 'closure' ? one > other : one < other);
        const counted = Object.entries(shares).filter(([, [, of]]) => of >= LEAST_RANKED);
        const expected = counted.map(([of, [n, d]]) => [
          of,
          1 + counted.filter(([, [other, all]]) => better(other / all, n / d)).length,
        ]);
        expect(ranks(rate, shares)).toEqual(Object.fromEntries(expected));
      }),
    );
  });
});
