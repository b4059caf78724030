import type { Rate } from './rates.ts';

/** Who does how well among areas or units, by one rate. */

/** Of fewer, one more or less would decide the rank. */
export const LEAST_RANKED = 5;

/** Rates of what goes wrong, or is handed on: the lower the better. */
const LOWER_IS_BETTER: ReadonlySet<string> = new Set([
  'overdueOpen',
  'rework',
  'extension',
  'return',
  'toTownship',
  'toCounty',
  'toCity',
]);

/**
 * Ranks by a rate: the best first, those alike share a rank and the next one is passed over, as in sport. Whoever has a
 * denominator below `LEAST_RANKED` has no rank.
 */
export const ranksBy = <Name extends string>(
  rate: Name,
  items: readonly { of: string; rates: Readonly<Record<Name, Rate>> }[],
): ReadonlyMap<string, number> => {
  const better = LOWER_IS_BETTER.has(rate) ? -1 : 1;
  const ranked = items
    .filter(({ rates }) => rates[rate].denominator >= LEAST_RANKED)
    .toSorted((one, other) => better * compared(other.rates[rate], one.rates[rate]));
  const ranks = new Map<string, number>();
  for (const [place, { of, rates }] of ranked.entries()) {
    const before = ranked[place - 1];
    const isAlike = before !== undefined && compared(before.rates[rate], rates[rate]) === 0;
    ranks.set(of, isAlike ? (ranks.get(before.of) ?? 0) : place + 1);
  }
  return ranks;
};

/** Which of two rates is the higher, without dividing: equal shares are equal however they are made. */
const compared = (one: Rate, other: Rate): number =>
  one.numerator * other.denominator - other.numerator * one.denominator;
