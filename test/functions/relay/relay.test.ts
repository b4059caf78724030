import { describe, expect, it } from 'vitest';
import type { Stage } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { plusDays } from '#domain/time/instant.ts';
import {
  at,
  city,
  filed,
  judicial,
  Life,
  lawFirm,
  lifeAt,
  PARTS_NAMED,
  police,
  reporter,
  township,
} from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { dyingAt, type Gate, open } from '../world/faults.ts';
import { holdPromises } from '../world/promises.ts';
import { STAFF, World } from '../world/world.ts';

/** The relay with the store, the bus and the very workflow files in memory. */

const log = recordLog();

const namesOf = (world: World) => world.workflow.executions().map(({ name, status }) => `${name} ${status}`);
const ID = lifeAt('reported').current.id;
/** Executions of the case itself: those of joint handling are nested in them. */
const driversOf = (world: World) => namesOf(world).filter((name) => !name.includes('nested'));

/** More calls than the relay makes for one record. */
const MOST_CALLS = 12;

/** A whole life, every step of it relayed by a relay that dies at every call for every record, before and after it. */
const liveDying = async (world: World): Promise<void> => {
  let relayed = 0;
  const deliver = async () => {
    for (; relayed < world.store.stream.length; relayed++) {
      const record = world.store.stream.slice(relayed, relayed + 1);
      for (const when of ['before', 'after'] as const)
        for (let call = 1; call <= MOST_CALLS; call++) {
          const gate = dyingAt(call, when);
          await world.relay(record, gate).catch(() => {});
          if (!gate.died) break;
        }
      await world.relay(record);
      await world.rest();
    }
  };
  const { id } = await world.report('reporter', 'report');
  await deliver();
  for (const [key, step] of [
    () => world.give(STAFF.townshipOfficer, id, { type: 'acknowledge' }, 'k1'),
    () =>
      world.give(STAFF.townshipOfficer, id, { type: 'whistle', template: 'threeOffice', ask: 'Help.' }, 'k2'),
    () => world.give(STAFF.judicial, id, { type: 'respond', unit: judicial.code, answer: 'Done.' }, 'k3'),
    () => world.give(STAFF.police, id, { type: 'respond', unit: police.code, answer: 'Done.' }, 'k4'),
    () => world.give(STAFF.lawFirm, id, { type: 'respond', unit: '320613-lawFirm', answer: 'Done.' }, 'k5'),
    () =>
      world.give(
        STAFF.townshipOfficer,
        id,
        {
          type: 'submitResult',
          result: 'Settled.',
          parts: { ...PARTS_NAMED, [police.code]: 'Kept the peace.' },
        },
        'k6',
      ),
    () => world.give(STAFF.committee, id, { type: 'verify', passed: true, instead: 'They are ill.' }, 'k7'),
    () => world.give(reporter, id, { type: 'followUp', satisfied: true }, 'k8'),
  ].entries()) {
    await step();
    await deliver();
    expect(world.workflow.busy(), `after step ${key}`).toBe(0);
  }
};

describe('a relay that dies at every call, with every record delivered again', () => {
  it('takes a case through its whole life in one execution, each wait answered once', async () => {
    const world = new World();
    await liveDying(world);
    await holdPromises(world);
    const [first, ...others] = world.workflow.executions().filter(({ name }) => !name.includes('nested'));
    expect(others).toEqual([]);
    expect(first?.status).toBe('SUCCEEDED');
    expect(first?.entered.filter((state) => state.startsWith('Wait') || state.startsWith('Handle'))).toEqual([
      'Wait for acknowledgement',
      'Wait for the result',
      'Handle jointly',
      'Wait for the result',
      'Wait for verification',
      'Wait for follow-up',
    ]);
  });

  it('changes nothing with records that come again, all of them, in their order, after the end', async () => {
    const world = new World();
    await liveDying(world);
    const before = namesOf(world);
    await world.relay(world.store.stream);
    await world.rest();
    expect(namesOf(world)).toEqual(before);
    await holdPromises(world);
  });
});

/** A case at a stage, whose execution has been stopped without the case knowing of it. */
const stoppedAt = async (stage: Stage): Promise<World> => {
  const world = new World();
  await world.takeIn(lifeAt(stage));
  await world.settle();
  await world.workflow.stop(world.workflow.executionOf('case-lifecycle', ID), 'somebody stopped it');
  return world;
};

describe('a case whose execution is gone', () => {
  it.each<[Stage, string]>([
    ['reported', '2025-03-03 12:00'],
    ['acknowledgement', '2025-03-03 12:00'],
    ['handling', '2025-03-11 09:00'],
    ['joint', '2025-03-06 09:00'],
    ['verification', '2025-03-05 09:00'],
    ['followUp', '2025-03-07 09:00'],
  ])('at "%s" is driven again when a rung moves it', async (stage, when) => {
    const world = await stoppedAt(stage);
    world.moveTo(at(when));
    await world.sweep();
    await world.settle();
    await holdPromises(world);
    expect(driversOf(world).filter((name) => name.endsWith('RUNNING'))).toHaveLength(1);
    expect((await world.history(ID)).filter(({ type }) => type === 'restarted')).toMatchObject([
      { by: { kind: 'rule', rule: 'redrive' } },
    ]);
  });

  it('is driven again when a person moves it', async () => {
    const world = await stoppedAt('handling');
    await world.give(STAFF.police, ID, { type: 'submitResult', result: 'Done.' }, 'k');
    await world.settle();
    await holdPromises(world);
    expect(driversOf(world)).toEqual([`${ID} ABORTED`, `${ID}-5 RUNNING`]);
  });

  it.each([
    'with its wait open',
    'with its wait answered',
    'before it came to its wait',
  ])('at the city, %s, is driven again at the next supervision', async (how) => {
    const world = new World();
    const life = new Life(filed());
    life.give(STAFF.city, { type: 'assign', unit: city.code, reason: 'Theirs.' });
    await world.takeIn(life);
    if (how !== 'before it came to its wait') await world.settle();
    else {
      // What the bus hears of it, and nothing else.
      await world.relay(world.store.stream.filter(({ kind }) => kind === 'event'));
      world.relayedAll();
    }
    await world.workflow.stop(world.workflow.executionOf('case-lifecycle', ID), 'somebody stopped it');
    const wait = { kind: 'case', id: ID };
    const held = await world.store.findWait(wait, 'stage#2');
    if (how === 'with its wait answered' && held && held !== 'answered')
      await world.store.markAnswered(wait, 'stage#2', held, world.now);
    for (let day = 1; day <= 2; day++) {
      world.moveTo(plusDays(at('2025-03-03 12:00'), day));
      await world.sweep();
      await world.settle();
    }
    await holdPromises(world);
    expect(driversOf(world).filter((name) => name.endsWith('RUNNING'))).toHaveLength(1);
  });

  it('is left alone while it is parked', async () => {
    const world = new World();
    const life = lifeAt('handling');
    life.rule({ type: 'park', reason: 'Out of retries.' });
    await world.takeIn(life);
    await world.settle();
    await world.give(STAFF.police, ID, { type: 'escalate', reason: 'Too big.' }, 'k');
    await world.settle();
    expect(namesOf(world).filter((name) => name.endsWith('RUNNING'))).toEqual([]);
  });
});

describe('a relay that lags', () => {
  it('starts nothing that is not needed: commands quicker than the records leave one execution', async () => {
    const world = new World();
    const { id } = await world.report('reporter', 'report');
    await world.give(STAFF.township, id, { type: 'assign', unit: township.code, reason: 'Theirs.' }, 'k1');
    await world.give(STAFF.townshipOfficer, id, { type: 'acknowledge' }, 'k2');
    await world.give(STAFF.townshipOfficer, id, { type: 'submitResult', result: 'Done.' }, 'k3');
    await world.give(STAFF.committee, id, { type: 'verify', passed: true, instead: 'They are ill.' }, 'k4');
    await world.give(reporter, id, { type: 'followUp', satisfied: true }, 'k5');
    await world.settle();
    await holdPromises(world);
    expect(namesOf(world)).toEqual([`${id} SUCCEEDED`]);
  });

  it('stops no execution that has taken over later, when a restart comes again', async () => {
    const world = new World();
    await world.takeIn(lifeAt('handling'));
    await world.settle();
    for (const key of ['first', 'second']) {
      await world.give(STAFF.operator, ID, { type: 'restart', reason: key }, key);
      await world.settle();
    }
    await world.relay(world.store.stream);
    await world.rest();
    await holdPromises(world);
    expect(namesOf(world)).toEqual([`${ID} ABORTED`, `${ID}-4 ABORTED`, `${ID}-5 RUNNING`]);
  });
});

describe('what the workflow itself has done', () => {
  it('ends no wait, and is not looked up: the duty list assigns a case', async () => {
    const world = new World();
    await world.report('reporter', 'report');
    await world.settle();
    const assigned = world.store.stream.filter((record) => record.kind === 'changed' && record.before);
    expect(assigned).toHaveLength(1);
    const gate = dyingAt(1, 'before');
    await world.relay(assigned, gate).catch(() => {});
    // The one call is that to the bus, which has nothing to publish for a record alone.
    expect(gate.calls).toBe(1);
    expect(
      caseProcess.waits(await world.case(assigned[0]?.kind === 'changed' ? assigned[0].after.id : '')),
    ).toEqual(['stage#2']);
  });
});

describe('the answer to a part of joint handling', () => {
  it('is told to that part alone: the others wait on', async () => {
    const world = new World();
    await world.takeIn(lifeAt('joint'));
    await world.settle();
    await world.give(STAFF.judicial, ID, { type: 'respond', unit: judicial.code, answer: 'Done.' }, 'k');
    await world.settle();
    const held = async (unit: string) =>
      world.store.findWait({ kind: 'case', id: ID }, `part#${unit}#${(await world.case(ID)).turn}`);
    expect(await held(judicial.code)).toBe('answered');
    expect(await held(lawFirm.code)).toHaveProperty('taskToken');
    await holdPromises(world);
  });
});

describe('the events of a batch', () => {
  it('are published in order, after everything that changed was passed on', async () => {
    const world = new World();
    await world.takeIn(lifeAt('handling'));
    const order: string[] = [];
    const noting: Gate = { ...open, before: async (call) => void order.push(call) };
    const { event, changed } = Object.groupBy(world.store.stream, ({ kind }) => kind);
    await world.relay([...event!, ...changed!], noting);
    expect(order).toEqual(['start', 'publish']);
    expect(world.told.map(({ event }) => event.seq)).toEqual([1, 2, 3]);
  });

  it('wait for a record that fails: it is named in the log, and everything comes again', async () => {
    const world = new World();
    await world.takeIn(lifeAt('handling'));
    const throttled: Gate = { ...open, before: () => Promise.reject(new Error('throttled')) };
    await expect(world.relay(world.store.stream, throttled)).rejects.toThrow('throttled');
    expect(world.told).toEqual([]);
    const of = { level: 'ERROR', kind: 'case', id: ID, part: 'workflow-0-3' };
    expect(log.entries()).toMatchObject([
      { ...of, message: 'a record could not be relayed' },
      { ...of, message: 'a failure could not be noted' },
    ]);
    await world.settle();
    await holdPromises(world);
  });
});

describe('a wait that its execution has not come to yet', () => {
  it('is looked up once, and the process once', async () => {
    const world = new World();
    // The tasks of its workflow take for ever.
    world.taskGate = { ...open, before: () => new Promise(() => {}) };
    await world.takeIn(lifeAt('acknowledgement'));
    await world.relay(world.store.stream);
    const { length } = world.store.stream;
    await world.give(STAFF.police, ID, { type: 'acknowledge' }, 'k');
    const [record] = world.store.stream.slice(length).filter(({ kind }) => kind === 'changed');
    const calls: string[] = [];
    const noting: Gate = { ...open, before: async (call) => void calls.push(call) };
    await world.relay([record!], noting);
    expect(calls).toEqual(['findWait', 'read', 'isRunning', 'publish']);
  });
});
