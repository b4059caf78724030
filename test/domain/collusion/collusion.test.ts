import { describe, expect, it } from 'vitest';
import { OLD_RULES } from './old-rules.ts';
import { ALONE, search, TWO_CASES } from './search.ts';

/** A quarter of a minute on a quiet machine; where two cores do much else besides, minutes. */
const PATIENCE = 300_000;

describe('people who work together', { timeout: PATIENCE }, () => {
  it('come on no path of six steps in one case to what must never be', () => {
    const found = search(6, ALONE);
    expect(found.broken).toBeUndefined();
    expect(found.paths).toBeGreaterThan(4_500_000);
  });

  it('come on no path of four steps through two cases of one matter to what must never be', () => {
    const found = search(4, TWO_CASES);
    expect(found.broken).toBeUndefined();
    expect(found.paths).toBeGreaterThan(800_000);
  });

  it.each(Object.entries(OLD_RULES))('would, if %s', (_, { world, rule, steps, breaks }) => {
    expect(search(steps, world, rule).broken?.sentence).toBe(breaks);
  });
});
