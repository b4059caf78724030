import { beforeEach, describe, expect, it, vi } from 'vitest';
import { plusSeconds } from '#domain/time/instant.ts';
import type { EveryFiled } from '#shared/store/dynamodb/every-filed.ts';
import { VersionConflict } from '#shared/store/errors.ts';
import { project } from '../../functions/projector/project.ts';
import { type RebuildServices, rebuildStatistics, SETTLED_SECONDS } from '../../tools/statistics/rebuild.ts';
import { at, GRID } from '../domain/builders.ts';
import { recount, told } from '../functions/projector/recount.ts';
import { Died, dyingAt, type Gate, gated, open } from '../functions/world/faults.ts';
import { STAFF, World } from '../functions/world/world.ts';

let world: World;
let counted: number;
let waits: number[];

/** Counts what has been committed since. */
const projectAll = async (): Promise<void> => {
  await project(world.store.stream.slice(counted), world.countingServices());
  counted = world.store.stream.length;
};

/** Seven cases, of which the tally in use says too much. */
beforeEach(async () => {
  world = new World();
  counted = 0;
  waits = [];
  for (const name of ['a', 'b', 'c']) await world.report(`reporter ${name}`, name);
  for (const spot of ['d', 'e', 'f', 'g']) await world.settleOnTheSpot(STAFF.gridWorker.subject, spot);
  await world.settle();
  await projectAll();
  const { version } = (await world.store.all())[0]!.current;
  const process = { kind: 'case', id: world.store.all()[0]!.current.id };
  await world.statistics.count(
    1,
    [{ process, from: version, to: version + 1 }],
    [{ area: '320613', day: '2025-03-03', counters: { filed: 1_000 } }],
  );
});

const A_PAGE = 2;
const everyFiled: EveryFiled = async (after = '') => {
  const ids = world.store
    .all()
    .map(({ current: { id } }) => id)
    .filter((id) => id > after)
    .sort();
  const page = ids.slice(0, A_PAGE);
  return {
    processes: page.map((id) => ({ kind: 'case', id })),
    ...(ids.length > A_PAGE && { next: page.at(-1)! }),
  };
};

const services = (gate: Gate = open): RebuildServices => ({
  ...world.countingServices(gate),
  ...gated({ everyFiled }, gate),
  now: () => world.now,
  wait: async (seconds) => {
    waits.push(seconds);
    world.moveTo(plusSeconds(world.now, seconds));
  },
  tell: () => {},
});

const filedInTheCounty = () => told(world.statistics)['320613 2025-03-03']?.filed;

describe('a rebuild of the statistics', () => {
  it('counts every history anew, in the place of what was counted wrong', async () => {
    expect(filedInTheCounty()).toBe(1_007);
    const { done, examined } = await rebuildStatistics(services());
    expect([done, examined, filedInTheCounty()]).toEqual([true, 7, 7]);
    expect(told(world.statistics)).toEqual(recount(world));
    expect(waits).toEqual([SETTLED_SECONDS, SETTLED_SECONDS]);
    expect(await world.statistics.tallies()).toEqual({ inUse: 2, revision: 5 });
  });

  it('lets the statistics in use go on until it is done, and has in it whatever happens meanwhile', async () => {
    const { id } = (await world.store.all()).find(({ current }) => current.state.stage !== 'closed')!.current;
    let pages = 0;
    const busy: EveryFiled = async (after) => {
      pages += 1;
      const page = await everyFiled(after);
      expect(filedInTheCounty()).toBeGreaterThanOrEqual(1_007);
      // One that is behind, one that is ahead, and an event of one whose history is half counted.
      await world.settleOnTheSpot(STAFF.gridWorker.subject, `spot ${pages}`);
      if (pages === 2) await world.give(STAFF.townshipOfficer, id, { type: 'acknowledge' }, 'k1');
      if (pages === 3)
        await world.give(STAFF.townshipOfficer, id, { type: 'submitResult', result: 'Done.' }, 'k2');
      await world.settle();
      if (pages !== 3) await projectAll();
      return page;
    };
    const { done } = await rebuildStatistics({ ...services(), everyFiled: busy });
    await projectAll();
    expect(done).toBe(true);
    expect(pages).toBeGreaterThan(4);
    expect(told(world.statistics)).toEqual(recount(world));
    expect(told(world.statistics)[`${GRID} 2025-03-03`]?.handlingDone).toBe(1);
  });

  it('is right wherever it is interrupted, once it has been run again to its end', async () => {
    const first = world;
    let deaths = 0;
    for (const when of ['before', 'after'] as const)
      for (let call = 1; ; call++) {
        world = Object.assign(new World(), { store: first.store });
        counted = 0;
        await projectAll();
        const gate = dyingAt(call, when);
        const run = await rebuildStatistics(services(gate)).catch((error: unknown) => {
          if (!(error instanceof Died)) throw error;
          deaths += 1;
        });
        if (!gate.died) {
          expect(run?.done).toBe(true);
          break;
        }
        const again = await rebuildStatistics(services());
        expect(again.done).toBe(true);
        expect(told(world.statistics), `${when} call ${call}`).toEqual(recount(world));
      }
    expect(deaths).toBeGreaterThan(20);
  });

  it('goes on where it stopped', async () => {
    let pages = 0;
    const broken: EveryFiled = async (after) => {
      if (++pages === 3) throw new Error('the terminal was closed');
      return everyFiled(after);
    };
    await expect(rebuildStatistics({ ...services(), everyFiled: broken })).rejects.toThrow('terminal');
    const asked: (string | undefined)[] = [];
    await rebuildStatistics({
      ...services(),
      everyFiled: (after) => {
        asked.push(after);
        return everyFiled(after);
      },
    });
    expect(asked).toHaveLength(2);
    expect(asked[0]).toBeDefined();
    expect(told(world.statistics)).toEqual(recount(world));
  });

  it('leaves the statistics in use where a history cannot be counted, until a release can', async () => {
    const countings = {
      case: () => {
        throw new Error('of a later release');
      },
    };
    const { done, failed } = await rebuildStatistics({ ...services(), countings });
    expect([done, failed]).toEqual([false, 7]);
    expect(filedInTheCounty()).toBe(1_007);
    expect((await rebuildStatistics(services())).done).toBe(true);
    expect(told(world.statistics)).toEqual(recount(world));
  });

  it('is run by one at a time', async () => {
    const outcomes = await Promise.allSettled([rebuildStatistics(services()), rebuildStatistics(services())]);
    const [refused] = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused?.reason).toBeInstanceOf(VersionConflict);
    await rebuildStatistics(services());
    expect(told(world.statistics)).toEqual(recount(world));
  });

  it('brings in what no stream tells any more: a city that worked before there were statistics', async () => {
    world = Object.assign(new World(), { store: world.store });
    expect(told(world.statistics)).toEqual({});
    const written = vi.spyOn(world.statistics, 'count');
    await rebuildStatistics(services());
    // What nobody will read is not counted.
    expect(new Set(written.mock.calls.map(([tally]) => tally))).toEqual(new Set([2]));
    expect(told(world.statistics)).toEqual(recount(world));
    expect(at('2025-03-03 09:00')).toBe(world.store.all()[0]?.events[0]?.at);
  });
});
