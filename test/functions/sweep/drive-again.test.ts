import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stage } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { plusDays, plusSeconds } from '#domain/time/instant.ts';
import { keepDriven } from '#shared/use-cases/keep-driven.ts';
import { drivenBy } from '#shared/workflow/driver-name.ts';
import { driveWhatEnded, driveWhatNeverRan } from '../../../functions/sweep/drive-again.ts';
import { county, dispatcher, lifeAt } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { counting } from '../use-cases/counting.ts';
import { open } from '../world/faults.ts';
import { holdPromises } from '../world/promises.ts';
import { asked, STAFF, World } from '../world/world.ts';

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
  it('asks three times for executions that ended before their time and once for what is listed, and for nothing else where none did', async () => {
    const world = await worldOf(OPEN.length);
    const { gate, requests } = counting();
    expect(await world.driveWhatEnded(gate)).toEqual({ driven: 0, failed: 0 });
    expect(requests()).toEqual(['list', 'list', 'list', 'troubles']);
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
    expect(await world.driveWhatEnded()).toEqual({ driven: 0, failed: 0 });
    world.moveTo(plusSeconds(world.now, 1));
    expect(await world.driveWhatEnded()).toEqual({ driven: 1, failed: 0 });
    await world.settle();
    await holdPromises(world);
    expect(driversOf(world)).toEqual([`${id}-${version + 1}`]);
    expect((await world.history(id)).at(-1)).toMatchObject({
      type: 'restarted',
      by: { kind: 'rule', rule: 'redrive' },
    });
    expect(await world.driveWhatEnded()).toEqual({ driven: 0, failed: 0 });
  });

  it('lets operators see what nothing drives, the oldest first, until it is driven', async () => {
    const world = await worldOf(OPEN.length);
    for (const n of [4, 1, 3]) {
      world.moveTo(plusSeconds(world.now, 60));
      await stop(world, idOf(n));
    }
    const listed = async () => (await world.store.troubles('undriven', { limit: 100 })).troubles;
    await world.driveWhatEnded();
    const begun = world.now;
    expect((await listed()).map(({ id }) => id)).toEqual([4, 1, 3].map(idOf));
    expect((await listed()).at(-1)).toEqual({
      ...{ kind: 'case', id: idOf(3), trouble: 'undriven', part: '' },
      ...{ since: begun, cause: 'its execution ended as ABORTED', times: 1 },
    });
    // An operator restarts one of them; what was listed is not written again every minute.
    await world.give(STAFF.operator, idOf(1), { type: 'restart', reason: 'Stopped.' }, 'k');
    await world.settle();
    for (let minute = 0; minute < 5; minute++) {
      world.moveTo(plusSeconds(world.now, 60));
      expect(await world.driveWhatEnded()).toEqual({ driven: 0, failed: 0 });
    }
    expect((await listed()).map(({ id }) => id)).toEqual([4, 3].map(idOf));
    expect((await listed())[0]?.times).toBeLessThanOrEqual(4);
    tenMinutesOn(world);
    expect(await world.driveWhatEnded()).toEqual({ driven: 2, failed: 0 });
    expect(await listed()).toEqual([]);
    await world.sweep();
    await world.settle();
    await holdPromises(world);
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
    expect(await world.driveWhatEnded()).toEqual({ driven: 1, failed: 0 });
    await world.settle();
    expect(await world.driveWhatEnded()).toEqual({ driven: 0, failed: 0 });
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
    expect(await world.driveWhatEnded()).toEqual({ driven: 1, failed: 1 });
    expect(log.entries().filter(({ level }) => level === 'ERROR')).toMatchObject([
      { message: 'what is not driven could not be driven again', kind: 'case', id: idOf(0) },
    ]);
    const listed = async () => (await world.store.troubles('undriven', { limit: 100 })).troubles;
    expect(await listed()).toMatchObject([{ id: idOf(0), cause: 'Error: throttled' }]);
    world.store.commit = commit;
    expect(await world.driveWhatEnded()).toEqual({ driven: 1, failed: 0 });
    expect(await listed()).toEqual([]);
  });

  it('starts what never had an execution, under its own name, once the relay has had its time for it', async () => {
    const world = await worldOf(OPEN.length);
    // The records of these are lost: the relay has given up on them.
    const lost = [100, 101, 102].map(idOf);
    for (const id of lost) await world.takeIn(lifeAt('handling', {}, { id }));
    const reopened = idOf(103);
    const life = lifeAt('closed', {}, { id: reopened });
    life.give(dispatcher(county), { type: 'reopen', reason: 'Loud again.' });
    await world.takeIn(life);
    world.relayedAll();
    world.moveTo(plusSeconds(life.now, 599));
    expect(await world.driveWhatEnded()).toEqual({ driven: 0, failed: 0 });
    expect((await world.driveWhatNeverRan()).driven).toBe(lost.length);
    world.moveTo(plusSeconds(life.now, 600));
    expect(await world.driveWhatNeverRan()).toEqual({ driven: 1, failed: 0 });
    await world.settle();
    const drivers = [...OPEN.map((_, n) => idOf(n)), ...lost, `${reopened}-${life.current.version}`];
    expect(driversOf(world).sort()).toEqual(drivers.sort());
    const { gate, requests } = counting();
    expect(await world.driveWhatNeverRan(gate)).toEqual({ driven: 0, failed: 0 });
    expect(requests()).toEqual(['list', ...Array(8).fill('open')]);
  });

  it('hands on nothing that the relay starts at the same moment', async () => {
    const world = new World();
    const id = await world.takeIn(lifeAt('handling'));
    const services = world.relayServices();
    const { isRunning, start } = world.workflow;
    let looks = 0;
    services.workflow = {
      ...world.workflow,
      isRunning: async (execution) => {
        const running = await isRunning(execution);
        // The relay comes between the first look and the start.
        if (++looks === 1) await start('case-lifecycle', id, { id });
        return running;
      },
    };
    expect(await keepDriven(services, caseProcess, id)).toBe(false);
    expect((await world.history(id)).map(({ type }) => type)).not.toContain('restarted');
  });

  it('tells of a look that failed, and throws nothing: the sweep has jobs to do', async () => {
    const world = await worldOf(1);
    const services = world.relayServices();
    services.workflow = { ...world.workflow, list: () => Promise.reject(new Error('throttled')) };
    expect(await driveWhatEnded(services)).toEqual({ driven: 0, failed: 1 });
    expect(await driveWhatNeverRan(services)).toEqual({ driven: 0, failed: 1 });
    expect(log.entries()).toMatchObject(
      Array(2).fill({ level: 'ERROR', message: 'what is not driven could not be looked for', kind: 'case' }),
    );
  });

  it('stops when the time is up, and goes on with the next sweep', async () => {
    const world = await worldOf(60);
    for (const name of driversOf(world)) await stop(world, name);
    tenMinutesOn(world);
    let looks = 0;
    const driven = await driveWhatEnded(world.relayServices(), () => ++looks > 1);
    expect(driven).toEqual({ driven: 25, failed: 0 });
    await world.settle();
    expect(await world.driveWhatEnded()).toEqual({ driven: 35, failed: 0 });
  });

  it('drives the first hundred of many before it looks at the next: after the loss of all there are too many for one run', async () => {
    const world = await worldOf(0);
    for (let n = 0; n < 220; n++) await world.takeIn(lifeAt('handling', {}, { id: idOf(n) }));
    world.relayedAll();
    tenMinutesOn(world);
    const services = world.relayServices();
    const { readAll } = services.store;
    const read: number[] = [];
    services.store.readAll = async (definition, ids) => {
      read.push(ids.length);
      return readAll(definition, ids);
    };
    let parts = 0;
    expect(await driveWhatNeverRan(services, () => ++parts > 4)).toEqual({ driven: 100, failed: 0 });
    expect(read).toEqual([100, 100]);
    await world.settle();
    expect((await world.driveWhatNeverRan()).driven).toBe(120);
    expect(driversOf(world)).toHaveLength(220);
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
      expect(await world.driveWhatEnded(gate)).toEqual({ driven: victims.size, failed: 0 });
      expect(requests().filter((call) => call === 'list' || call === 'readAll')).toHaveLength(4);
      await world.settle();
    }
    expect(stoppedAt.length).toBeGreaterThanOrEqual(50);
    expect((await world.store.troubles('undriven', { limit: 100 })).troubles).toEqual([]);
    expect(new Set(stoppedAt).size).toBeGreaterThanOrEqual(10);
    await holdPromises(world);
  });

  it('drives every one of a thousand cases, of which some were stopped, some never relayed and some given up', async () => {
    const world = await worldOf(700);
    const ids = (from: number, count: number) => Array.from({ length: count }, (_, n) => idOf(from + n));
    const takeIn = async (from: number, count: number) => {
      const begun = world.store.stream.length;
      for (const [n, id] of ids(from, count).entries())
        await world.takeIn(lifeAt(OPEN[n % OPEN.length] as Stage, {}, { id }));
      return world.store.stream.slice(begun);
    };
    // The relay is off while 250 cases come in.
    await takeIn(700, 250);
    // It comes back for 50 more, and Step Functions refuses to start them.
    const refused = await takeIn(950, 50);
    const throttled = { ...open, before: (call: string) => refuse(call === 'start') };
    for (let tries = 0; tries < 5; tries++) {
      await world.relay(refused, throttled).catch(() => {});
      world.moveTo(plusSeconds(world.now, 450));
    }
    const unrelayed = async () => (await world.store.troubles('unrelayed', { limit: 100 })).troubles;
    expect((await unrelayed()).map(({ id }) => id).sort()).toEqual(ids(950, 50));
    // And 50 executions are stopped.
    const stopped = fc.sample(fc.constantFrom(...driversOf(world)), { numRuns: 60, seed: 7 });
    const victims = [...new Set(stopped)].slice(0, 50);
    for (const name of victims) await stop(world, name);
    await world.sweep();
    tenMinutesOn(world);

    const { gate, requests } = counting();
    expect(await world.driveWhatEnded(gate)).toEqual({ driven: 50, failed: 0 });
    const looks = (calls: string[]) =>
      calls.filter((call) => ['list', 'open', 'readAll'].includes(call)).length;
    expect(looks(requests())).toBe(4);
    const { gate: second, requests: compared } = counting();
    const { driven, failed } = await world.driveWhatNeverRan(second);
    expect([driven, failed]).toEqual([300, 0]);
    expect(looks(compared())).toBeLessThanOrEqual(1 + 8 + 4);
    // The relay is on again: what it brings late changes nothing.
    await world.settle();
    await world.sweep();
    await world.settle();
    await holdPromises(world);
    expect((await world.store.troubles('undriven', { limit: 100 })).troubles).toEqual([]);

    const executions = world.workflow.executions().length;
    for (const { id, part } of await unrelayed()) {
      const process = { kind: 'case', id };
      const request = asked('operator', id);
      const redelivery = { process, part, by: 'operator', reason: 'Step Functions is back.' };
      await world.store.askRedelivery(redelivery, world.now, { request, answer: {} });
    }
    await world.settle();
    expect(await unrelayed()).toEqual([]);
    expect(world.workflow.executions()).toHaveLength(executions);
    await holdPromises(world);
  });
});

const refuse = async (when: boolean): Promise<void> => {
  if (when) throw new Error('throttled');
};
