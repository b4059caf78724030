import { describe, expect, it } from 'vitest';
import { plusSeconds } from '#domain/time/instant.ts';
import { relay } from '../../../functions/relay/relay.ts';
import { type Life, lifeAt } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { type Gate, open } from '../world/faults.ts';
import { holdPromises } from '../world/promises.ts';
import { asked, STAFF, World } from '../world/world.ts';

/** What the relay cannot pass on: tried, given up, listed, delivered once more. */

recordLog();

const [BAD, GOOD] = ['01JNDQ000000000000000000BA', '01JNDQ000000000000000000GD'] as const;
const lifeOf = (id: string): Life => lifeAt('handling', {}, { id });

/** Calls of a kind fail. */
const failing = (...calls: string[]): Gate => ({
  ...open,
  before: async (call) => {
    if (calls.includes(call)) throw new Error(`${call} is refused`);
  },
});

/** The stream brings the records again and again, as Lambda does: `tries` times in so many seconds. */
const bring = async (world: World, gate: Gate, tries: number, seconds: number): Promise<unknown[]> => {
  const outcomes: unknown[] = [];
  const records = world.store.stream.slice();
  for (let n = 0; n < tries; n++) {
    if (n > 0) world.moveTo(plusSeconds(world.now, seconds / (tries - 1)));
    outcomes.push(await world.relay(records, gate).catch((error: Error) => error.message));
  }
  return outcomes;
};

const listed = async (world: World) => (await world.store.troubles('unrelayed', { limit: 100 })).troubles;

/** What an operator asks comes with the stream. */
const redelivered = async (world: World, part: string, gate: Gate = open): Promise<void> => {
  const from = world.store.stream.length;
  const process = { kind: 'case', id: BAD };
  const request = asked('operator', `${part}-${from}`);
  const by = { by: 'operator', reason: 'Mended.' };
  await world.store.askRedelivery({ process, part, ...by }, world.now, { request, answer: {} });
  await world.relay(world.store.stream.slice(from), gate);
  world.relayedAll();
  await world.rest();
};

describe('a change that the workflow does not take', () => {
  it('is tried for half an hour, then listed, and what lies behind it goes on', async () => {
    const world = new World();
    await world.takeIn(lifeOf(BAD));
    await world.takeIn(lifeOf(GOOD));
    const { start } = world.workflow;
    world.workflow.start = (workflow, name, input) =>
      name === BAD ? Promise.reject(new Error('start is refused')) : start(workflow, name, input);
    const begun = world.now;
    expect(await bring(world, open, 5, 1799)).toEqual(Array(5).fill('start is refused'));
    expect(await listed(world)).toEqual([]);
    // The other case goes on meanwhile; of this one the bus hears nothing yet.
    expect(world.workflow.executions().map(({ name }) => name)).toEqual([GOOD]);
    expect(new Set(world.told.map(({ process }) => process.id))).toEqual(new Set([GOOD]));
    world.told.length = 0;
    expect(await bring(world, open, 2, 1)).toEqual(['start is refused', undefined]);
    expect(await listed(world)).toEqual([
      {
        kind: 'case',
        id: BAD,
        trouble: 'unrelayed',
        part: 'workflow-0-3',
        since: begun,
        cause: 'Error: start is refused',
        times: 8,
      },
    ]);
    expect(world.workflow.executions().map(({ name }) => name)).toEqual([GOOD]);
    expect(world.told.slice(-6).map(({ process, event }) => `${process.id} ${event.seq}`)).toEqual([
      ...[1, 2, 3].map((seq) => `${BAD} ${seq}`),
      ...[1, 2, 3].map((seq) => `${GOOD} ${seq}`),
    ]);
  });

  it('is not given up for having failed long ago: five tries are the least', async () => {
    const world = new World();
    await world.takeIn(lifeOf(BAD));
    expect(await bring(world, failing('start'), 4, 3600)).toEqual(Array(4).fill('start is refused'));
    expect(await listed(world)).toEqual([]);
    expect(await bring(world, failing('start'), 1, 0)).toEqual([undefined]);
    expect(await listed(world)).toHaveLength(1);
  });

  it('is not given up unseen: where it cannot be noted, it comes again', async () => {
    const world = new World();
    await world.takeIn(lifeOf(BAD));
    const gate = failing('start', 'noteTrouble');
    expect(await bring(world, gate, 20, 7200)).toEqual(Array(20).fill('start is refused'));
    expect(await listed(world)).toEqual([]);
    await world.settle();
    await holdPromises(world);
  });

  it('is delivered once more when an operator asks, from the history alone', async () => {
    const world = new World();
    await world.takeIn(lifeOf(BAD));
    await bring(world, failing('start'), 5, 1800);
    const [trouble] = await listed(world);
    await redelivered(world, trouble!.part, failing('start'));
    expect(await listed(world)).toEqual([{ ...trouble, times: trouble!.times + 1 }]);
    expect(world.workflow.executions()).toEqual([]);
    await redelivered(world, trouble!.part);
    await world.settle();
    expect(await listed(world)).toEqual([]);
    await holdPromises(world);
    await redelivered(world, trouble!.part);
    expect(world.workflow.executions()).toHaveLength(1);
  });

  it('ends the wait that it should have ended, however far the case has come', async () => {
    const world = new World();
    await world.takeIn(lifeOf(BAD));
    await world.settle();
    const from = world.store.stream.length;
    await world.give(STAFF.police, BAD, { type: 'submitResult', result: 'Settled.' }, 'k1');
    const lost = world.store.stream.slice(from);
    for (let n = 0; n < 5; n++) {
      await world.relay(lost, failing('answer')).catch(() => {});
      world.moveTo(plusSeconds(world.now, 450));
    }
    world.relayedAll();
    expect(await listed(world)).toMatchObject([{ part: 'workflow-3-4' }]);
    await redelivered(world, 'workflow-3-4');
    await world.settle();
    await holdPromises(world);
    const [execution, ...others] = world.workflow.executions();
    expect(others).toEqual([]);
    expect(execution?.entered.at(-1)).toBe('Wait for verification');
  });

  it('leaves an execution alone that has taken over since', async () => {
    const world = new World();
    await world.takeIn(lifeOf(BAD));
    await world.settle();
    const from = world.store.stream.length;
    await world.give(STAFF.operator, BAD, { type: 'restart', reason: 'Stuck.' }, 'k1');
    const lost = world.store.stream.slice(from);
    for (let n = 0; n < 5; n++) {
      await world.relay(lost, failing('stop')).catch(() => {});
      world.moveTo(plusSeconds(world.now, 450));
    }
    world.relayedAll();
    await world.give(STAFF.operator, BAD, { type: 'restart', reason: 'Again.' }, 'k2');
    await world.settle();
    await redelivered(world, 'workflow-3-4');
    await world.settle();
    await holdPromises(world);
    expect(await listed(world)).toEqual([]);
  });
});

describe('an event that the bus does not take', () => {
  const refusing = (world: World) => {
    const services = world.relayServices();
    const { publish } = services.bus;
    services.bus = {
      publish: async (events) => {
        if (events.some(({ process, event }) => process.id === BAD && event.seq === 2))
          throw new Error('the bus refused it');
        await publish(events);
      },
    };
    return services;
  };

  it('is found among the others, given up alone, and delivered once more', async () => {
    const world = new World();
    await world.takeIn(lifeOf(BAD));
    await world.takeIn(lifeOf(GOOD));
    const records = world.store.stream.slice();
    for (let n = 0; n < 5; n++) {
      const outcome = await relay(records, refusing(world)).catch((error: Error) => error.message);
      expect(outcome).toBe(n < 4 ? 'the bus refused it' : undefined);
      world.moveTo(plusSeconds(world.now, 450));
    }
    expect(await listed(world)).toMatchObject([
      { id: BAD, part: 'event-2', cause: 'Error: the bus refused it' },
    ]);
    const told = new Set(world.told.map(({ process, event }) => `${process.id} ${event.seq}`));
    expect([...told].sort()).toEqual(
      [BAD, GOOD]
        .flatMap((id) => [1, 2, 3].map((seq) => `${id} ${seq}`))
        .filter((one) => one !== `${BAD} 2`)
        .sort(),
    );
    world.relayedAll();
    await redelivered(world, 'event-2');
    expect(world.told.at(-1)).toMatchObject({ process: { kind: 'case', id: BAD }, event: { seq: 2 } });
    expect(await listed(world)).toEqual([]);
  });
});
