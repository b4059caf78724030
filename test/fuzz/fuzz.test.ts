import { expect, it } from 'vitest';
import { openCityInMemory } from './city-in-memory.ts';
import { runSchemathesis } from './run-schemathesis.ts';
import { tellFigures } from './tell-figures.ts';

/** Requests at every border of the document. `npm run fuzz` draws others besides, as many as one likes. */
const EFFORT = { seed: 1, examples: 0 };

it('nothing that docs/openapi.yaml allows or forbids is answered in a way of which it does not tell', async () => {
  const city = await openCityInMemory();
  try {
    const outcome = await runSchemathesis(city, EFFORT);
    console.log(tellFigures(outcome));
    expect(outcome.passed, outcome.report).toBe(true);
    const { statuses, operations, checks } = outcome.figures;
    const sum = Object.values(statuses).reduce((all, count) => all + count, 0);
    expect(sum).toBeGreaterThan(3000);
    expect(checks.documented_problem).toBeGreaterThan(3000);
    expect(statuses).toMatchObject({
      200: expect.any(Number),
      201: expect.any(Number),
      400: expect.any(Number),
    });
    expect(new Set(Object.keys(operations).map((key) => key.replace(/ \d+$/, ''))).size).toBeGreaterThan(50);
  } finally {
    await city.close();
  }
}, 300_000);
