import { describe, expect, it } from 'vitest';
import { plusDays, plusSeconds } from '#domain/time/instant.ts';
import { oldestTrouble } from '../../../functions/sweep/oldest-trouble.ts';
import { settleUnfired } from '../../../functions/sweep/settle-unfired.ts';
import { MONDAY } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { counting, typesOf } from '../use-cases/counting.ts';
import { World } from '../world/world.ts';

const log = recordLog();

/** A report is dispatched within two hours; at 80 % of them its centre is reminded. */
const REMINDED_AFTER = 0.8 * 7_200;

describe('the sweep', () => {
  it('asks for what is due, shard by shard, and for nothing else where nothing is', async () => {
    const world = new World();
    await world.report('reporter', 'report-1');
    const { gate, requests } = counting();
    expect(await world.sweep(gate)).toEqual({ due: 0, failed: 0, lateSeconds: 0 });
    expect(requests()).toEqual(Array(8).fill('due'));
  });

  it('fires what is due in every process, whatever its shard', async () => {
    const world = new World();
    const ids: string[] = [];
    for (let n = 0; n < 30; n++) ids.push((await world.report(`resident-${n}`, 'report-1')).id);
    world.moveTo(plusDays(world.now, 1));
    expect(await world.sweep()).toEqual({ due: 30, failed: 0, lateSeconds: 86_400 - REMINDED_AFTER });
    for (const id of ids)
      expect(await typesOf(world, id)).toEqual(['reported', 'reminded', 'cardGiven', 'escalated']);
    expect(await world.sweep()).toEqual({ due: 0, failed: 0, lateSeconds: 0 });
  });

  it('fires more than one commit takes in further commits of the same run', async () => {
    const world = new World();
    const { id } = await world.report('reporter', 'report-1');
    for (let run = 0; run < 4; run++) {
      world.moveTo(plusDays(world.now, 40));
      await world.sweep();
    }
    const { level, version } = await world.case(id);
    expect(level).toBe('city');
    world.moveTo(plusDays(world.now, 100));
    const { gate, requests } = counting();
    expect(await world.sweep(gate)).toEqual({ due: 1, failed: 0, lateSeconds: 100 * 86_400 - 7_200 });
    expect((await world.case(id)).version - version).toBe(100);
    expect(requests().filter((call) => call === 'commit')).toHaveLength(3);
    expect(await world.sweep()).toEqual({ due: 0, failed: 0, lateSeconds: 0 });
  });

  it('is held up by no process that fails: it names it, and comes to it again', async () => {
    const world = new World();
    const { id: bad } = await world.report('resident-1', 'report-1');
    const { id: good } = await world.report('resident-2', 'report-2');
    world.moveTo(plusDays(world.now, 1));
    const { read } = world.store;
    world.store.read = (definition, id) =>
      id === bad ? Promise.reject(new Error('throttled')) : read(definition, id);
    expect(await world.sweep()).toEqual({ due: 2, failed: 1, lateSeconds: 86_400 - REMINDED_AFTER });
    expect((await typesOf(world, good)).at(-1)).toBe('escalated');
    expect(log.entries()).toMatchObject([
      { level: 'ERROR', message: 'what is due could not be done', kind: 'case', id: bad },
    ]);
    const listed = async () => {
      await settleUnfired(world.services());
      return (await world.store.troubles('unfired', { limit: 100 })).troubles;
    };
    expect(await listed()).toEqual([
      {
        ...{ kind: 'case', id: bad, trouble: 'unfired', part: '' },
        ...{ since: world.now, cause: 'Error: throttled', times: 1 },
      },
    ]);
    const since = world.now;
    world.moveTo(plusSeconds(world.now, 60));
    expect(await world.sweep()).toEqual({ due: 1, failed: 1, lateSeconds: 86_460 - REMINDED_AFTER });
    expect(await oldestTrouble(world.store, 'unfired', world.now)).toBe(60);
    expect(await listed()).toMatchObject([{ id: bad, since, times: 2 }]);
    world.store.read = read;
    expect(await world.sweep()).toEqual({ due: 1, failed: 0, lateSeconds: 86_460 - REMINDED_AFTER });
    expect((await typesOf(world, bad)).at(-1)).toBe('escalated');
    expect(await listed()).toEqual([]);
    expect(await oldestTrouble(world.store, 'unfired', world.now)).toBe(0);
  });

  it('says how late the oldest is that it found, of whatever shard, and nothing of it once it has fired', async () => {
    const world = new World();
    const begun = world.now;
    for (let n = 0; n < 10; n++) {
      await world.report(`resident-${n}`, 'report-1');
      world.moveTo(plusSeconds(world.now, 60));
    }
    world.moveTo(plusSeconds(begun, REMINDED_AFTER));
    expect(await world.sweep()).toEqual({ due: 1, failed: 0, lateSeconds: 0 });
    world.moveTo(plusSeconds(begun, REMINDED_AFTER + 300));
    expect(await world.sweep()).toEqual({ due: 5, failed: 0, lateSeconds: 240 });
    expect(await world.sweep()).toEqual({ due: 0, failed: 0, lateSeconds: 0 });
  });

  it('finds what has fired without any effect later and later', async () => {
    const world = new World();
    await world.report('reporter', 'report-1');
    world.store.commit = () => Promise.resolve();
    for (const late of [60, 120, 180]) {
      world.moveTo(plusSeconds(MONDAY, REMINDED_AFTER + late));
      expect(await world.sweep()).toEqual({ due: 1, failed: 0, lateSeconds: late });
    }
  });
});
