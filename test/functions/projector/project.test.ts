import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CaseEvent } from '#domain/case/event.ts';
import type { ProcessEvent } from '#domain/process/event.ts';
import { plusDays } from '#domain/time/instant.ts';
import { COUNTINGS } from '#shared/countings.ts';
import { type MemoryStatistics, openMemoryStatistics } from '#shared/store/memory/memory-statistics.ts';
import type { StreamRecord } from '#shared/store/store.ts';
import { project } from '../../../functions/projector/project.ts';
import { at, filed, Life, lifeAt, officer, police, seenAt } from '../../domain/builders.ts';
import { Died, dyingAt, type Gate } from '../world/faults.ts';
import { POINT, STAFF, World } from '../world/world.ts';
import { recount, told } from './recount.ts';

/** Some cases at different places of their lives, and what the stream has told of them. */
const cityOfCases = async (): Promise<World> => {
  const world = new World();
  const ids: string[] = [];
  for (const name of ['a', 'b', 'c']) ids.push((await world.report(`reporter ${name}`, name)).id);
  await world.settleOnTheSpot(STAFF.gridWorker.subject, 'spot');
  await world.settle();
  const [a, b] = ids as [string, string];
  for (const id of [a, b]) await world.give(STAFF.townshipOfficer, id, { type: 'acknowledge' }, `k1 ${id}`);
  await world.give(
    STAFF.townshipOfficer,
    b,
    { type: 'whistle', template: 'threeOffice', ask: 'Help.' },
    'k2',
  );
  await world.give(STAFF.townshipOfficer, a, { type: 'submitResult', result: 'Settled.' }, 'k3');
  await world.settle();
  world.moveTo(at('2025-03-03 09:30'));
  const { verifier } = (await world.case(a)).state as { verifier?: string };
  const worker = [STAFF.gridWorker, STAFF.colleague].find(({ subject }) => subject === verifier)!;
  const evidence = { ...seenAt('09:20'), point: POINT };
  await world.give(worker, a, { type: 'verify', passed: true, evidence }, 'k4');
  await world.settle();
  world.moveTo(at('2025-03-05 10:00'));
  await world.sweep();
  await world.settle();
  await world.give(
    { subject: 'reporter a', role: 'resident' },
    a,
    { type: 'followUp', satisfied: true },
    'k5',
  );
  await world.settle();
  return world;
};

let lived: World;
let records: readonly StreamRecord[];
beforeAll(async () => {
  lived = await cityOfCases();
  records = lived.store.stream;
});

const batches = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

/** Counts in statistics of a test's own: nothing is counted in them yet. */
const count = async (
  statistics: MemoryStatistics,
  some: readonly StreamRecord[],
  gate?: Gate,
): Promise<void> => {
  expect(await project(some, lived.countingServices(gate, statistics))).toEqual({ failed: 0 });
};

describe('the statistics', () => {
  it('are what a recount of the histories gives', async () => {
    const statistics = openMemoryStatistics();
    for (const batch of batches(records, 5)) await count(statistics, batch);
    expect(told(statistics)).toEqual(recount(lived));
    expect(told(statistics)['320613 2025-03-03']).toMatchObject({
      filed: 4,
      selfHandled: 1,
      closed: 1,
      whistled: 1,
    });
    expect(told(statistics)['320613 2025-03-05']).toMatchObject({ closed: 1, satisfied: 1 });
  });

  it('are the same when every record comes twice, in any order and any batches, and all of it once more', async () => {
    const deliveries = fc.record({
      order: fc.shuffledSubarray([...records.keys(), ...records.keys()], {
        minLength: records.length * 2,
        maxLength: records.length * 2,
      }),
      size: fc.integer({ min: 1, max: 40 }),
    });
    const expected = recount(lived);
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ order, size }) => {
        const statistics = openMemoryStatistics();
        for (const batch of batches(order, size))
          await count(
            statistics,
            batch.map((place) => records[place]!),
          );
        expect(told(statistics)).toEqual(expected);
        await count(statistics, records);
        expect(told(statistics)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('are the same when several count the same records at the same time', async () => {
    const statistics = openMemoryStatistics();
    for (const batch of batches(records, 7))
      await Promise.all([batch, [...batch].reverse(), batch].map((some) => count(statistics, some)));
    expect(told(statistics)).toEqual(recount(lived));
  });

  it('are the same wherever the projector dies, when its batch comes again', async () => {
    let deaths = 0;
    for (let call = 1; ; call++) {
      let died = false;
      for (const when of ['before', 'after'] as const) {
        const statistics = openMemoryStatistics();
        const gate = dyingAt(call, when);
        for (const batch of batches(records, 4)) {
          const run = project(batch, lived.countingServices(gate.died ? undefined : gate, statistics));
          await run.catch((error: unknown) => {
            if (!(error instanceof Died)) throw error;
            deaths += 1;
            return project(batch, lived.countingServices(undefined, statistics));
          });
        }
        died ||= gate.died;
        expect(told(statistics), `${when} call ${call}`).toEqual(recount(lived));
      }
      if (!died) break;
    }
    expect(deaths).toBeGreaterThan(20);
  });

  it('heal when records were lost: the next one of a history brings what was before it', async () => {
    const statistics = openMemoryStatistics();
    const last = new Map(
      records.flatMap((record) => (record.kind === 'event' ? [[record.process.id, record]] : [])),
    );
    await count(statistics, [...last.values()]);
    expect(told(statistics)).toEqual(recount(lived));
  });

  it('have what is behind in a batch: the last record of a history is not always its last event', async () => {
    const statistics = openMemoryStatistics();
    const [id] = lived.store.all().map(({ current }) => current.id);
    const of = records.filter((record) => record.kind === 'event' && record.process.id === id);
    const seq = (number: number) =>
      of.filter((record) => record.kind === 'event' && record.event.seq === number);
    await count(statistics, [1, 2, 3].flatMap(seq));
    await count(statistics, [...seq(4), ...seq(2)]);
    expect((await statistics.counted([{ kind: 'case', id: id! }])).upTo(1, { kind: 'case', id: id! })).toBe(
      lived.store.all()[0]?.current.version,
    );
  });

  it('go on without a history that cannot be counted, and say so', async () => {
    const statistics = openMemoryStatistics();
    const ids = lived.store.all().map(({ current }) => current.id);
    const [broken] = ids;
    const services = lived.countingServices(undefined, statistics);
    const countings = {
      case: (history: readonly ProcessEvent[], counted: number) => {
        const [first] = history as CaseEvent[];
        if (first?.type === 'reported' && first.matter.id === broken) throw new Error('of a later release');
        return COUNTINGS.case!(history, counted);
      },
    };
    expect(await project(records, { ...services, countings })).toEqual({ failed: 1 });
    const { upTo } = await statistics.counted(ids.map((id) => ({ kind: 'case', id })));
    for (const { current } of lived.store.all())
      expect(upTo(1, { kind: 'case', id: current.id })).toBe(current.id === broken ? 0 : current.version);
    // A release that knows it counts all of it with the next event.
    await count(statistics, records);
    expect(told(statistics)).toEqual(recount(lived));
  });

  it('take two requests from filing to the first wait, and no more than three a window later', async () => {
    const world = new World();
    const calls: string[] = [];
    const gate: Gate = {
      before: async (call) => {
        calls.push(call);
      },
      after: async () => {},
    };
    const { id } = await world.report('reporter', 'one');
    await world.settle();
    const first = [...world.store.stream];
    await project(first, world.countingServices(gate));
    expect(calls).toEqual(['counted', 'count']);
    await world.give(STAFF.townshipOfficer, id, { type: 'acknowledge' }, 'k1');
    await world.settle();
    calls.length = 0;
    await project(world.store.stream.slice(first.length), world.countingServices(gate));
    expect(calls).toEqual(['counted', 'history', 'count']);
    for (const again of [world.store.stream, world.store.stream.slice(first.length)]) {
      calls.length = 0;
      await project(again, world.countingServices(gate));
      expect(calls).toEqual(['counted']);
    }
  });

  it('share a transaction where they share rows: 49 cases of a grid take one', async () => {
    const world = new World();
    for (let i = 0; i < 49; i++) await world.settleOnTheSpot(STAFF.gridWorker.subject, `spot ${i}`);
    const written = vi.spyOn(world.statistics, 'count');
    await project(world.store.stream, world.countingServices());
    expect(written.mock.calls.map(([, histories, rows]) => [histories.length, rows.length])).toEqual([
      [49, 4],
    ]);
    expect(told(world.statistics)['320613 2025-03-03']).toMatchObject({ filed: 49, closedAfter0: 49 });
  });

  it('fill a transaction and never more: 48 cases of different grids of a community, and one more', async () => {
    const world = new World();
    for (let i = 0; i < 49; i++) {
      const id = `01JNDQ${String(i).padStart(20, '0')}`;
      const grid = `320613001001${String(i + 1).padStart(3, '0')}`;
      await world.takeIn(new Life(filed({ id, grid })));
    }
    const written = vi.spyOn(world.statistics, 'count');
    await project(world.store.stream, world.countingServices());
    expect(written.mock.calls.map(([, histories, rows]) => histories.length + rows.length)).toEqual([99, 5]);
    expect(told(world.statistics)['320613001001 2025-03-03']).toEqual({ filed: 49 });
  });

  it('read a history of many events page by page', async () => {
    const world = new World();
    const life = lifeAt('handling');
    for (let i = 0; i < 1_100; i++) life.give(officer(police), { type: 'comment', text: 'Called back.' });
    await world.takeIn(life);
    const pages = vi.spyOn(world.store, 'history');
    await project(world.store.stream.slice(-1), world.countingServices());
    expect(pages).toHaveBeenCalledTimes(3);
    expect(told(world.statistics)).toEqual(recount(world));
  });

  it('take a history of many days in pieces that a transaction holds', async () => {
    const world = new World();
    const life = lifeAt('handling');
    for (let day = 1; day <= 90; day++) life.sweep(plusDays(life.history[0]!.at, day));
    await world.takeIn(life);
    const written = vi.spyOn(world.statistics, 'count');
    await project(world.store.stream, world.countingServices());
    expect(written.mock.calls.length).toBeGreaterThan(2);
    expect(told(world.statistics)).toEqual(recount(world));
    expect(Object.keys(world.statistics.all()).length).toBeGreaterThan(200);
  });
});
