import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runRound } from '../../functions/sweep/run-round.ts';
import { World } from '../functions/world/world.ts';
import { costOf } from './capacity/bill.ts';
import { type Capacity, CUSTOM_METRICS, workOutCapacity } from './capacity/capacity.ts';
import type { Run } from './capacity/counted-city.ts';
import { filledIn, PAGES } from './capacity/document.ts';
import type { LifeName } from './capacity/lives.ts';

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

  it('is at most ten write units more for the statistics of what is settled on the spot, and 200 for a life with them', () => {
    const counting = (life: keyof Capacity['lives']) =>
      capacity.projections[life].runs.reduce((sum, { writeUnits }) => sum + writeUnits, 0);
    expect(counting('onTheSpot')).toBe(10);
    expect(counting('alone')).toBeGreaterThan(counting('onTheSpot'));
    expect(unitsOf('alone') + counting('alone')).toBeLessThanOrEqual(200);
  });

  it('is two requests of the projector from filing to the first wait', () => {
    const [first] = capacity.projections.alone.runs;
    expect(first?.requests).toEqual(['BatchGetItem', 'TransactWriteItems']);
  });

  it('is less for the statistics the more happens at once', () => {
    const perCase = ({ cases, runs }: Capacity['projections']['alone'], figure: (run: Run) => number) =>
      runs.reduce((sum, run) => sum + figure(run), 0) / cases;
    const { mix } = capacity.assumed;
    const alone = (Object.keys(mix) as LifeName[])
      .map((name) => mix[name] * perCase(capacity.projections[name], ({ writeUnits }) => writeUnits))
      .reduce((sum, units) => sum + units, 0);
    const [quiet, rush] = [...capacity.rushes.values()];
    expect(perCase(quiet!, ({ writeUnits }) => writeUnits)).toBeLessThan(alone);
    expect(perCase(rush!, ({ writeUnits }) => writeUnits)).toBeLessThan(alone);
    expect(perCase(rush!, () => 1)).toBeLessThan(0.01);
    expect(perCase(rush!, ({ requests }) => requests.length)).toBeLessThan(1.5);
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
