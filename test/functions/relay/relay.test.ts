import { beforeEach, describe, expect, it } from 'vitest';
import type { Case } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { plusDays } from '#domain/time/instant.ts';
import type { StreamRecord } from '#shared/store/store.ts';
import { type RelayServices, relay } from '../../../functions/relay/relay.ts';
import {
  dispatcher,
  gridWorker,
  judicial,
  Life,
  lawFirm,
  lifeAt,
  MONDAY,
  officer,
  operator,
  police,
  township,
} from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { type Gate, gated, open } from '../world/faults.ts';
import { World } from '../world/world.ts';
import { WorkflowDouble } from './workflow-double.ts';

const log = recordLog();

const ID = lifeAt('reported').current.id;
const FIRST = `case-lifecycle:${ID}`;
const later = (driver: number) => `${FIRST}-${driver}`;

const PASSED: PersonalCommand = {
  type: 'verify',
  passed: true,
  evidence: { takenAt: '2025-03-04T00:00:00.000Z' },
};

let world: World;
let workflow: WorkflowDouble;
/** The calls that the relay made of the store, in order. */
let calls: string[];

const noting: Gate = { ...open, before: async (call) => void calls.push(call) };
const services = (gate: Gate = noting): RelayServices => ({
  ...world.relayServices(),
  store: gated(world.store, gate),
  workflow,
});

beforeEach(() => {
  world = new World();
  workflow = new WorkflowDouble();
  calls = [];
});

const recordOf = ({ before, after }: { before?: Case; after: Case }): StreamRecord => ({
  kind: 'changed',
  definition: caseProcess,
  ...(before && { before }),
  after,
});
const passOn = (...records: StreamRecord[]) => relay(records, services());

/** The case is kept as it stands at the end of a life. */
const keep = (life: Life): Promise<string> => world.takeIn(life);
/** Passes on what the relay itself has committed after the case was kept. */
const passOnWhatFollows = (): Promise<void> => {
  const [, ...own] = world.store.stream.filter(({ kind }) => kind === 'changed');
  return passOn(...own);
};
const kept = (): Promise<Case> => world.case(ID);
const lastEvent = () => world.store.all()[0]?.events.at(-1);

/** An execution waits there, as when its token was kept. */
const waitsAt = async (current: Case, execution = FIRST): Promise<void> => {
  for (const wait of caseProcess.waits(current)) {
    const taskToken = `token of ${wait} in ${execution}`;
    workflow.tokens.add(taskToken);
    await world.store.keepWait({ kind: 'case', id: ID }, wait, { taskToken }, world.now);
  }
};
/** What waits at the turn of a case was answered. */
const wasAnswered = async (current: Case): Promise<void> => {
  const [wait] = caseProcess.waits(current);
  await world.store.keepWait({ kind: 'case', id: ID }, wait!, { taskToken: 'x' }, world.now);
  await world.store.markAnswered({ kind: 'case', id: ID }, wait!, { taskToken: 'x' }, world.now);
};
const heldAt = (wait: string) => world.store.findWait({ kind: 'case', id: ID }, wait);
/** The first execution has been started, and runs. */
const driven = () => workflow.start('case-lifecycle', ID);
/** Executions are gone, and their tokens with them. */
const dies = (): void => {
  workflow.running.clear();
  workflow.tokens.clear();
};

/** A life with one more step, and what that changed. */
interface Step {
  life: Life;
  before: Case;
  after: Case;
}
const step = (life: Life, take: (life: Life) => unknown): Step => {
  const before = life.current;
  take(life);
  return { life, before, after: life.current };
};
const acknowledged = (): Step =>
  step(lifeAt('acknowledgement'), (life) => life.give(officer(police), { type: 'acknowledge' }));

/** A case at the city that is supervised again and again: before and after supervision has come round. */
const supervised = (): Step => {
  const life = new Life();
  life.sweep(plusDays(MONDAY, 40));
  for (let days = 80; life.current.level !== 'city' || days < 200; days += 40)
    life.sweep(plusDays(MONDAY, days));
  const round = step(life, () => life.rule({ type: 'advanceClock' }, plusDays(life.now, 2)));
  expect(life.history.at(-1)?.type).toBe('supervised');
  expect([round.after.level, round.after.turn]).toEqual(['city', round.before.turn]);
  return round;
};

const restarted = (life: Life): Step =>
  step(life, () => life.give(operator('operator'), { type: 'restart', reason: 'Repaired.' }));
const reopened = (): Step =>
  step(lifeAt('closed'), (life) =>
    life.give(dispatcher(township), { type: 'reopen', reason: 'It went on.' }),
  );

describe('a case that begins', () => {
  it('gets one execution, named by its id, however often its record comes', async () => {
    const record = recordOf({ after: lifeAt('reported').current });
    await passOn(record);
    await passOn(record, record);
    expect(workflow.started).toEqual([FIRST]);
  });

  it('gets none when it ended as it began', async () => {
    await passOn(recordOf({ after: lifeAt('closed').current }));
    expect([workflow.started, calls]).toEqual([[], []]);
  });
});

describe('a wait that has ended', () => {
  it('is answered with where the case stands, once', async () => {
    const { life, before, after } = acknowledged();
    await keep(life);
    await waitsAt(before);
    const record = recordOf({ before, after });
    await passOn(record);
    await passOn(record);
    expect(workflow.answered).toEqual([
      [`token of stage#2 in ${FIRST}`, caseProcess.standing(after, world.now)],
    ]);
    expect(await heldAt('stage#2')).toBe('answered');
    expect(calls).toEqual(['findWait', 'markAnswered', 'findWait']);
    expect(workflow.started).toEqual([]);
  });

  it('of a part is told of that part, and the others wait on', async () => {
    const { life, before, after } = step(lifeAt('joint'), (joint) =>
      joint.give(officer(judicial), { type: 'respond', unit: judicial.code, answer: 'Mediated.' }),
    );
    await keep(life);
    await waitsAt(before, 'joint-handling:x');
    await passOn(recordOf({ before, after }));
    expect(workflow.answered).toEqual([
      [
        `token of part#${judicial.code}#4 in joint-handling:x`,
        { unit: judicial.code, wait: `part#${judicial.code}#4`, guardSeconds: 1, done: true },
      ],
    ]);
    const wait = `part#${lawFirm.code}#4`;
    expect(await heldAt(wait)).toEqual({ taskToken: `token of ${wait} in joint-handling:x` });
  });

  it('was nobody’s when the workflow itself opened the turn: not even a look-up is made', async () => {
    const reason = { 'zh-CN': '值班', en: 'On duty.' };
    const { life, before, after } = step(
      new Life(undefined, { duty: { unit: township, reason } }),
      (reported) => reported.rule({ type: 'assignByDutyList' }),
    );
    expect(after.state.stage).toBe('acknowledgement');
    await keep(life);
    await passOn(recordOf({ before, after }));
    expect([calls, workflow.started]).toEqual([[], []]);
  });

  it('is looked up no more than once where its execution has yet to come to it', async () => {
    const { life, before, after } = acknowledged();
    await keep(life);
    workflow.running.add(FIRST);
    await passOn(recordOf({ before, after }));
    expect([calls, workflow.started]).toEqual([['findWait', 'read'], []]);
  });

  it('starts the execution that never was, because its record was lost', async () => {
    const { life, before, after } = acknowledged();
    await keep(life);
    await passOn(recordOf({ before, after }));
    expect(workflow.started).toEqual([FIRST]);
    expect((await kept()).version).toBe(after.version);
  });

  it('hands the case on by an event when its own execution has died', async () => {
    const { life, before, after } = acknowledged();
    await keep(life);
    await driven();
    await waitsAt(before);
    dies();
    await passOn(recordOf({ before, after }));
    const { driver } = await kept();
    expect(driver).toBe(after.version + 1);
    expect(lastEvent()).toMatchObject({ type: 'restarted', seq: driver, by: { kind: 'rule' } });
    await passOnWhatFollows();
    expect(workflow.started).toEqual([FIRST, later(driver)]);
  });
});

describe('a case at the top of the ladder, which only supervision moves', () => {
  it.each([
    ['nobody has come to its wait', async () => undefined],
    ['its wait was answered, and nobody has come to the next', wasAnswered],
    ['its execution died while it waited', (current: Case) => waitsAt(current)],
  ])('is driven again when %s', async (_, stood) => {
    const { life, before, after } = supervised();
    await keep(life);
    await driven();
    await stood(before);
    dies();
    await passOn(recordOf({ before, after }));
    await passOnWhatFollows();
    expect(workflow.started).toEqual([FIRST, later(after.version + 1)]);
  });

  it.each([
    ['it waits', (current: Case) => waitsAt(current)],
    ['it was answered and is on its way', wasAnswered],
    ['it has yet to come to its wait', async () => undefined],
  ])('is left alone while its execution runs: %s', async (_, stood) => {
    const { life, before, after } = supervised();
    await keep(life);
    await driven();
    await stood(before);
    await passOn(recordOf({ before, after }));
    expect(workflow.started).toEqual([FIRST]);
    expect(calls).toEqual(['read']);
    expect((await kept()).version).toBe(after.version);
  });

  it('asks for the execution that drives it, also when that is a later one', async () => {
    const life = lifeAt('handling');
    const { driver } = restarted(life).after;
    for (let days = 40; days < 240; days += 40) life.sweep(plusDays(MONDAY, days));
    const { before, after } = step(life, () => life.rule({ type: 'advanceClock' }, plusDays(life.now, 2)));
    expect([driver, after.turn]).toEqual([after.driver, before.turn]);
    await keep(life);
    await driven();
    dies();
    workflow.running.add(later(driver));
    await passOn(recordOf({ before, after }));
    expect(workflow.started).toEqual([FIRST]);
    expect((await kept()).version).toBe(after.version);
  });
});

describe('a record that comes late', () => {
  it('starts nothing for a case that has ended meanwhile', async () => {
    const { before, after } = acknowledged();
    await keep(lifeAt('closed'));
    await driven();
    dies();
    await passOn(recordOf({ before, after }));
    await passOnWhatFollows();
    expect(workflow.started).toEqual([FIRST]);
  });

  it('starts nothing for a case that another execution drives', async () => {
    const { life, before, after } = acknowledged();
    const { driver } = restarted(life).after;
    await keep(life);
    await driven();
    dies();
    workflow.running.add(later(driver));
    await passOn(recordOf({ before, after }));
    await passOnWhatFollows();
    expect(workflow.started).toEqual([FIRST]);
  });

  it('starts one execution, though several such records find none', async () => {
    const life = lifeAt('acknowledgement');
    const first = step(life, () => life.give(officer(police), { type: 'acknowledge' }));
    const second = step(life, () => life.give(officer(police), { type: 'submitResult', result: 'Settled.' }));
    const third = step(life, () => life.give(gridWorker, PASSED, plusDays(MONDAY, 1)));
    await keep(life);
    await driven();
    dies();
    await passOn(...[first, second, third].map(recordOf));
    await passOnWhatFollows();
    expect(workflow.started).toEqual([FIRST, later(third.after.version + 1)]);
    expect((await kept()).version).toBe(third.after.version + 1);
  });

  it('is all the same when it comes again', async () => {
    const { life, before, after } = supervised();
    await keep(life);
    await driven();
    await waitsAt(before);
    dies();
    const record = recordOf({ before, after });
    await passOn(record, record);
    await passOn(record);
    await passOnWhatFollows();
    await passOn(record);
    expect(workflow.started).toEqual([FIRST, later(after.version + 1)]);
    expect(workflow.stopped).toEqual([]);
  });
});

describe('a case that is parked', () => {
  it('waits for an operator and for nobody else', async () => {
    const life = lifeAt('handling');
    const parked = step(life, () => life.rule({ type: 'park', reason: 'PolicyNotFound' }));
    const escalated = step(life, () => life.sweep(plusDays(MONDAY, 30)));
    await keep(life);
    await passOn(recordOf(parked));
    await passOn(recordOf(escalated));
    expect(workflow.started).toEqual([]);
    expect((await kept()).version).toBe(escalated.after.version);
  });
});

describe('a restart', () => {
  it('stops the execution before, and starts another', async () => {
    const { life, before, after } = restarted(lifeAt('handling'));
    await keep(life);
    await driven();
    await waitsAt(before);
    await passOn(recordOf({ before, after }));
    expect([workflow.stopped, workflow.started]).toEqual([[FIRST], [FIRST, later(after.driver)]]);
  });

  it('that is told twice leaves the execution alone that took over', async () => {
    const { life, before, after } = restarted(lifeAt('handling'));
    await keep(life);
    await driven();
    const record = recordOf({ before, after });
    await passOn(record, record);
    await passOn(record);
    expect([workflow.stopped, workflow.started]).toEqual([[FIRST], [FIRST, later(after.driver)]]);
    expect([...workflow.running]).toEqual([later(after.driver)]);
  });

  it('in joint handling stops the execution of the case, which takes its nested one with it', async () => {
    const { life, before, after } = restarted(lifeAt('joint'));
    await keep(life);
    await driven();
    workflow.running.add('joint-handling:x');
    await waitsAt(before, 'joint-handling:x');
    await passOn(recordOf({ before, after }));
    expect([workflow.stopped, workflow.started]).toEqual([[FIRST], [FIRST, later(after.driver)]]);
  });
});

describe('a case that is taken up again', () => {
  it('gets an execution of its own', async () => {
    const { life, before, after } = reopened();
    await keep(life);
    const record = recordOf({ before, after });
    await passOn(record, record);
    expect(workflow.started).toEqual([later(after.version)]);
  });
});

describe('the events of a batch', () => {
  const told = ({ history }: Life): StreamRecord[] =>
    history.map((event) => ({ kind: 'event', process: { kind: 'case', id: ID }, event }));

  it('are published in order, after everything that changed was passed on', async () => {
    const life = lifeAt('closed');
    const order: string[] = [];
    workflow.start = async () => order.push('started') > 0;
    const listening: RelayServices = {
      ...services(),
      bus: { publish: async (events) => void order.push(...events.map(({ event }) => `told ${event.seq}`)) },
    };
    const [first, ...rest] = told(life);
    await relay([first!, recordOf({ after: lifeAt('reported').current }), ...rest], listening);
    expect(order).toEqual(['started', ...life.history.map(({ seq }) => `told ${seq}`)]);
  });

  it('wait for a record that fails: it is named in the log, and everything comes again', async () => {
    const { life, before, after } = acknowledged();
    await keep(life);
    workflow.running.add(FIRST);
    const throttled: Gate = { ...open, before: () => Promise.reject(new Error('throttled')) };
    const batch = [...told(lifeAt('handling')), recordOf({ before, after })];
    await expect(relay(batch, services(throttled))).rejects.toThrow('throttled');
    expect(world.told).toEqual([]);
    expect(log.entries()).toMatchObject([
      { level: 'ERROR', message: 'a record could not be relayed', kind: 'case', id: ID },
    ]);
    await passOn(...batch);
    expect(world.told.map(({ event }) => event.seq)).toEqual([1, 2, 3]);
  });

  it('are not asked of the bus where nothing happened to a history', async () => {
    await passOn(recordOf({ after: lifeAt('reported').current }));
    expect(world.told).toEqual([]);
  });
});

/** Ways through the relay, each with what has happened before it. */
const WAYS: { name: string; prepare: () => Promise<StreamRecord[]> }[] = [
  { name: 'a case that begins', prepare: async () => [recordOf({ after: lifeAt('reported').current })] },
  {
    name: 'a wait that has ended',
    prepare: async () => {
      const { life, before, after } = acknowledged();
      await keep(life);
      workflow.running.add(FIRST);
      await waitsAt(before);
      return [recordOf({ before, after })];
    },
  },
  {
    name: 'a wait whose execution has died',
    prepare: async () => {
      const { life, before, after } = acknowledged();
      await keep(life);
      await driven();
      await waitsAt(before);
      dies();
      return [recordOf({ before, after })];
    },
  },
  {
    name: 'supervision at the top without an execution',
    prepare: async () => {
      const { life, before, after } = supervised();
      await keep(life);
      workflow.started.push(FIRST);
      return [recordOf({ before, after })];
    },
  },
  {
    name: 'a restart',
    prepare: async () => {
      const { life, before, after } = restarted(lifeAt('handling'));
      await keep(life);
      workflow.running.add(FIRST);
      await waitsAt(before);
      return [recordOf({ before, after })];
    },
  },
  {
    name: 'a case that is taken up again',
    prepare: async () => {
      const { life, before, after } = reopened();
      await keep(life);
      return [recordOf({ before, after })];
    },
  },
];

describe('a relay that dies right after any of its calls', () => {
  /** Services whose n-th call takes effect but never answers. */
  const dyingAfter = (lastCall: number): RelayServices => {
    let made = 0;
    const gate: Gate = {
      ...open,
      after: async () => {
        made += 1;
        if (made === lastCall) throw new Error('the function died');
      },
    };
    return {
      ...world.relayServices(gate),
      workflow: gated(workflow, gate),
    };
  };

  const state = async () => ({
    started: workflow.started,
    stopped: workflow.stopped,
    answered: workflow.answered,
    waits: await Promise.all(['stage#2', 'stage#3', 'stage#4'].map(heldAt)),
    types: world.store.all().flatMap(({ events }) => events.map(({ type }) => type)),
  });

  it.each(WAYS)('leaves $name as if it had not', async ({ prepare }) => {
    await passOn(...(await prepare()));
    await passOnWhatFollows();
    const expected = structuredClone(await state());

    world = new World();
    workflow = new WorkflowDouble();
    const records = await prepare();
    let deaths = 0;
    for (let lastCall = 1; lastCall < 30; lastCall++) {
      const died = await relay(records, dyingAfter(lastCall)).then(
        () => false,
        () => true,
      );
      if (!died) break;
      deaths += 1;
    }
    await passOn(...records);
    await passOnWhatFollows();
    expect(deaths).toBeGreaterThan(0);
    expect(await state()).toEqual(expected);
  });
});
