import { describe, expect, it } from 'vitest';
import { OLD_RULES } from './old-rules.ts';
import { search } from './search.ts';

describe('people who work together', () => {
  it('come on no path of six steps to what must never be', () => {
    const found = search(6);
    expect(found.broken).toBeUndefined();
    expect(found.paths).toBeGreaterThan(1_000_000);
  });

  it.each(Object.entries(OLD_RULES))('would, if %s', (_, { rule, steps, breaks }) => {
    expect(search(steps, rule).broken?.sentence).toBe(breaks);
  });
});
