import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stage } from '#domain/case/case.ts';
import { plusDays, plusSeconds } from '#domain/time/instant.ts';
import { drivenBy } from '#shared/workflow/driver-name.ts';
import { lifeAt } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { counting } from '../use-cases/counting.ts';
import { holdPromises } from '../world/promises.ts';
import { World } from '../world/world.ts';

const log = recordLog();

const OPEN: Stage[] = ['reported', 'acknowledgement', 'handling', 'joint', 'verification', 'followUp'];
const idOf = (n: number): string => `01JNDQ${String(n).padStart(20, '0')}`;

/** Cases at every stage, one after the other, each with its execution. */
const worldOf = async (count: number): Promise<World> => {
  const world = new World();
  for (let n = 0; n < count; n++)
    await world.takeIn(lifeAt(OPEN[n % OPEN.length] as Stage, {}, { id: idOf(n) }));
  await world.settle();
  return world;
};

const stop = async (world: World, name: string): Promise<void> =>
  world.workflow.stop(world.workflow.executionOf('case-lifecycle', name), 'somebody stopped it');

/** Executions are handed on ten minutes after their start at the soonest. */
const tenMinutesOn = (world: World): void => world.moveTo(plusSeconds(world.now, 600));

/** The executions that drive something now, but for those of joint handling. */
const driversOf = (world: World): string[] =>
  world.workflow
    .executions()
    .filter(({ workflow, status }) => workflow === 'case-lifecycle' && status === 'RUNNING')
    .map(({ name }) => name);

describe('the look for what is not driven', () => {
  it('asks three times for executions that ended before their time, and for nothing else where none did', async () => {
    const world = await worldOf(OPEN.length);
    const { gate, requests } = counting();
    expect(await world.redriveEnded(gate)).toEqual({ redriven: 0, failed: 0 });
    expect(requests()).toEqual(['list', 'list', 'list']);
  });

  it.each(
    OPEN,
  )('hands on a case at "%s" ten minutes after its execution began, before any limit runs out', async (stage) => {
    const world = new World();
    const id = await world.takeIn(lifeAt(stage));
    await world.settle();
    const { version } = await world.case(id);
    await stop(world, id);
    world.moveTo(plusSeconds(world.now, 599));
    expect(await world.redriveEnded()).toEqual({ redriven: 0, failed: 0 });
    world.moveTo(plusSeconds(world.now, 1));
    expect(await world.redriveEnded()).toEqual({ redriven: 1, failed: 0 });
    await world.settle();
    await holdPromises(world);
    expect(driversOf(world)).toEqual([`${id}-${version + 1}`]);
    expect((await world.history(id)).at(-1)).toMatchObject({
      type: 'restarted',
      by: { kind: 'rule', rule: 'redrive' },
    });
    expect(await world.redriveEnded()).toEqual({ redriven: 0, failed: 0 });
  });

  it('leaves alone what is parked, what has ended and what was handed on before', async () => {
    const world = await worldOf(OPEN.length);
    const [parked, ended, handedOn] = [idOf(0), idOf(1), idOf(2)];
    for (const id of [parked, ended, handedOn]) await stop(world, id);
    tenMinutesOn(world);
    const [park, end] = [lifeAt('reported', {}, { id: parked }), lifeAt('closed', {}, { id: ended })];
    park.rule({ type: 'park', reason: 'Out of retries.' });
    const { readAll } = world.store;
    world.store.readAll = async (definition, ids) =>
      new Map(
        [...(await readAll(definition, ids))].map(([id, found]) => {
          if (id === parked) return [id, park.current as never];
          return [id, id === ended ? (end.current as never) : found];
        }),
      );
    expect(await world.redriveEnded()).toEqual({ redriven: 1, failed: 0 });
    await world.settle();
    expect(await world.redriveEnded()).toEqual({ redriven: 0, failed: 0 });
    expect(driversOf(world).filter((name) => name.startsWith(handedOn))).toHaveLength(1);
  });

  it('is held up by no case that fails: it names it, and comes to it again', async () => {
    const world = await worldOf(OPEN.length);
    await stop(world, idOf(0));
    await stop(world, idOf(1));
    tenMinutesOn(world);
    const { commit } = world.store;
    world.store.commit = (changes, ...rest) =>
      changes[0]?.next.id === idOf(0) ? Promise.reject(new Error('throttled')) : commit(changes, ...rest);
    expect(await world.redriveEnded()).toEqual({ redriven: 1, failed: 1 });
    expect(log.entries().filter(({ level }) => level === 'ERROR')).toMatchObject([
      { message: 'what is not driven could not be handed on', kind: 'case', id: idOf(0) },
    ]);
    world.store.commit = commit;
    expect(await world.redriveEnded()).toEqual({ redriven: 1, failed: 0 });
  });

  it('drives every one of a thousand cases again, of which one in twenty is stopped at any stage and level', async () => {
    const world = await worldOf(1000);
    const stoppedAt: string[] = [];
    for (const days of [0, 1, 3, 10]) {
      world.moveTo(plusDays(world.now, days));
      await world.sweep();
      await world.settle();
      const victims = new Set(fc.sample(fc.constantFrom(...driversOf(world)), { numRuns: 13, seed: days }));
      for (const name of victims) {
        const { state, level } = await world.case(drivenBy(name));
        stoppedAt.push(`${state.stage} ${level}`);
        await stop(world, name);
      }
      tenMinutesOn(world);
      const { gate, requests } = counting();
      expect(await world.redriveEnded(gate)).toEqual({ redriven: victims.size, failed: 0 });
      expect(requests().filter((call) => call === 'list' || call === 'readAll')).toHaveLength(4);
      await world.settle();
    }
    expect(stoppedAt.length).toBeGreaterThanOrEqual(50);
    expect(new Set(stoppedAt).size).toBeGreaterThanOrEqual(10);
    await holdPromises(world);
  });
});
