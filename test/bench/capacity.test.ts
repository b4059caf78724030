import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runRound } from '../../functions/sweep/run-round.ts';
import { World } from '../functions/world/world.ts';
import { costOf } from './capacity/bill.ts';
import { type Capacity, CUSTOM_METRICS, workOutCapacity } from './capacity/capacity.ts';
import { filledIn, PAGES } from './capacity/document.ts';

let capacity: Capacity;
beforeAll(async () => {
  capacity = await workOutCapacity();
  // The templates take a second or two to synthesise, and longer where other tests run beside this one.
}, 60_000);

const unitsOf = (life: keyof Capacity['lives']): number =>
  capacity.lives[life].runs.reduce((sum, { writeUnits }) => sum + writeUnits, 0);
const transitionsOf = (life: keyof Capacity['lives']): number =>
  capacity.lives[life].executions.reduce((sum, { transitions }) => sum + transitions, 0);

describe('what a case costs', () => {
  it.each(
    PAGES.map((page) => [page.pathname.replace(/^.*\/(?=docs|README)/, ''), page] as const),
  )('stands in %s as it is counted: run `npm run capacity` when it does not', (_, page) => {
    const filled = filledIn(page, capacity);
    expect(filled.match(/<!-- counted: \w+ -->/g)?.length).toBeGreaterThanOrEqual(1);
    expect(readFileSync(page, 'utf8')).toBe(filled);
  });

  it('is at most 20 write units and no execution when it is settled on the spot', () => {
    expect(unitsOf('onTheSpot')).toBeGreaterThan(10);
    expect(unitsOf('onTheSpot')).toBeLessThanOrEqual(20);
    expect(capacity.lives.onTheSpot.executions).toEqual([]);
  });

  it('is at most 12 transitions and 200 write units for a life alone', () => {
    expect(transitionsOf('alone')).toBe(11);
    expect(unitsOf('alone')).toBeGreaterThan(50);
    expect(unitsOf('alone')).toBeLessThanOrEqual(200);
  });

  it('pays for every metric that the sweep writes', async () => {
    const round = { timeIsUp: () => false, quarterHour: true };
    const { measured } = await runRound(new World().relayServices(), round);
    expect(Object.keys({ ...measured.count, ...measured.seconds })).toHaveLength(CUSTOM_METRICS);
  });

  it('enters the nested workflow for joint handling, and climbs by rungs of the sweep', () => {
    expect(capacity.lives.jointly.executions.map(({ workflow }) => workflow)).toEqual([
      'case-lifecycle',
      'joint-handling',
    ]);
    expect(transitionsOf('jointly')).toBe(28);
    expect(capacity.lives.climbing.runs.filter((run) => run.function === 'sweep').length).toBeGreaterThan(2);
    expect(capacity.rung.writeUnits).toBeGreaterThan(5);
  });

  it('is at most $30 for a million settled on the spot, and $540 for a million driven alone', () => {
    const { list, amounts } = capacity;
    const onTheSpot = costOf(list, amounts.onTheSpot);
    const alone = costOf(list, amounts.alone);
    expect(onTheSpot).toBeGreaterThan(10);
    expect(onTheSpot).toBeLessThanOrEqual(30);
    expect(alone).toBeGreaterThan(200);
    expect(alone).toBeLessThanOrEqual(540);
  });

  it('is worked out for shares of cases that make up all of them, at prices with a day', () => {
    const { assumed, list } = capacity;
    expect(Object.values(assumed.mix).reduce((a, b) => a + b, 0)).toBeCloseTo(1);
    expect(list.read).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const { says, price } of Object.values(list.prices)) expect(price, says).toBeGreaterThan(0);
  });
});
