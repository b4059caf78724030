import { expect, it } from 'vitest';
import { openCityInMemory } from './city-in-memory.ts';
import { runSchemathesis } from './run-schemathesis.ts';
import { tellFigures } from './tell-figures.ts';

/** What is drawn is the same in each run; `npm run fuzz` draws anew. */
const EFFORT = { seed: 1, examples: 1 };

it('no answer to the borders of what the document allows is one of which it does not tell', async () => {
  const target = await openCityInMemory();
  try {
    const outcome = await runSchemathesis(target, EFFORT);
    console.log(tellFigures(outcome));
    expect(outcome.passed, outcome.report).toBe(true);
    const { statuses, checks, operations } = outcome.figures;
    expect(Object.keys(statuses).filter((status) => status >= '500')).toEqual([]);
    // Half of what was sent on a day in November 2026, when the document had 72 operations.
    expect(checks.documented_problem).toBeGreaterThan(2700);
    expect(checks.valid_is_well_formed).toBeGreaterThan(300);
    expect(statuses['200']).toBeGreaterThan(90);
    expect(new Set(Object.keys(operations).map((name) => name.slice(0, -4))).size).toBeGreaterThanOrEqual(72);
  } finally {
    await target.close();
  }
}, 600_000);
