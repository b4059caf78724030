import { beforeEach, describe, expect, it } from 'vitest';
import type { Case } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { plusDays } from '#domain/time/instant.ts';
import type { AnsweredWait, StreamRecord, Waiting } from '#shared/store/store.ts';
import type { Bus, ToldEvent } from '../../../functions/relay/bus.ts';
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
import { WorkflowDouble } from './workflow-double.ts';

const log = recordLog();

const ID = lifeAt('reported').current.id;
const FIRST = `case-lifecycle:${ID}`;
const later = (version: number) => `${FIRST}-${version}`;

const PASSED: PersonalCommand = {
  type: 'verify',
  passed: true,
  evidence: { takenAt: '2025-03-04T00:00:00.000Z' },
};

type Held = (Waiting & { answered: false }) | AnsweredWait;

let workflow: WorkflowDouble;
let waits: Map<string, Held>;
let published: ToldEvent[];
/** The case as it is kept now. */
let present: Case;
/** The calls that the relay made, in order. */
let calls: string[];

const store: RelayServices['store'] = {
  read: async () => {
    calls.push('read');
    return present as never;
  },
  findWait: async (_process, wait) => {
    calls.push(`findWait ${wait}`);
    return waits.get(wait);
  },
  markAnswered: async (_process, wait, { taskToken }) => {
    calls.push(`markAnswered ${wait}`);
    const held = waits.get(wait);
    if (held && !held.answered && held.taskToken === taskToken)
      waits.set(wait, { answered: true, execution: held.execution });
  },
};
const bus: Bus = { publish: async (events) => void published.push(...events) };
const services = (): RelayServices => ({ store, workflow, bus, now: () => MONDAY });

beforeEach(() => {
  workflow = new WorkflowDouble();
  waits = new Map();
  published = [];
  calls = [];
});

const changed = (before: Case | undefined, after: Case): StreamRecord => {
  present = after;
  return { kind: 'changed', definition: caseProcess, ...(before && { before }), after };
};
const passOn = (...records: StreamRecord[]) => relay(records, services());

/** The execution waits there, as when its token was kept. */
const waitsAt = (current: Case, execution = FIRST): void => {
  for (const wait of caseProcess.waits(current)) {
    const taskToken = `token of ${wait} in ${execution}`;
    workflow.tokens.add(taskToken);
    waits.set(wait, { answered: false, taskToken, execution });
  }
};
/** The execution is gone, and its tokens with it. */
const dies = (): void => {
  workflow.running.clear();
  workflow.tokens.clear();
};

/** A life and what one more step changed. */
const step = (life: Life, take: (life: Life) => unknown): { before: Case; after: Case } => {
  const before = life.current;
  take(life);
  return { before, after: life.current };
};
const acknowledged = () =>
  step(lifeAt('acknowledgement'), (life) => life.give(officer(police), { type: 'acknowledge' }));

/** A case at the city that is supervised again and again: before and after supervision has come round. */
const supervised = (): { before: Case; after: Case } => {
  const life = new Life();
  life.sweep(plusDays(MONDAY, 40));
  for (let days = 80; life.current.level !== 'city' || days < 200; days += 40)
    life.sweep(plusDays(MONDAY, days));
  const { before, after } = step(life, () => life.rule({ type: 'advanceClock' }, plusDays(life.now, 2)));
  expect(life.history.at(-1)?.type).toBe('supervised');
  expect([after.level, after.turn]).toEqual(['city', before.turn]);
  return { before, after };
};

describe('a case that begins', () => {
  it('gets one execution, named by its id, however often its record comes', async () => {
    const record = changed(undefined, lifeAt('reported').current);
    await passOn(record);
    await passOn(record, record);
    expect(workflow.started).toEqual([FIRST]);
  });

  it('gets none when it ended as it began', async () => {
    await passOn(changed(undefined, lifeAt('closed').current));
    expect([workflow.started, calls]).toEqual([[], []]);
  });
});

describe('a wait that has ended', () => {
  it('is answered with where the case stands, once', async () => {
    const { before, after } = acknowledged();
    waitsAt(before);
    const record = changed(before, after);
    await passOn(record);
    await passOn(record);
    expect(workflow.answered).toEqual([
      [`token of stage#2 in ${FIRST}`, caseProcess.standing(after, MONDAY)],
    ]);
    expect(waits.get('stage#2')).toEqual({ answered: true, execution: FIRST });
    expect(calls).toEqual(['findWait stage#2', 'markAnswered stage#2', 'findWait stage#2']);
    expect(workflow.started).toEqual([]);
  });

  it('of a part is told of that part, and the others wait on', async () => {
    const { before, after } = step(lifeAt('joint'), (life) =>
      life.give(officer(judicial), { type: 'respond', unit: judicial.code, answer: 'Mediated.' }),
    );
    waitsAt(before, 'joint-handling:x');
    await passOn(changed(before, after));
    expect(workflow.answered).toEqual([
      [
        `token of part#${judicial.code}#4 in joint-handling:x`,
        { unit: judicial.code, wait: `part#${judicial.code}#4`, guardSeconds: 1, done: true },
      ],
    ]);
    expect(waits.get(`part#${lawFirm.code}#4`)).toMatchObject({ answered: false });
  });

  it('was nobody’s when the workflow itself opened the turn: not even a look-up is made', async () => {
    const reason = { 'zh-CN': '值班', en: 'On duty.' };
    const life = new Life(undefined, { duty: { unit: township, reason } });
    const { before, after } = step(life, () => life.rule({ type: 'assignByDutyList' }));
    expect(after.state.stage).toBe('acknowledgement');
    await passOn(changed(before, after));
    expect([calls, workflow.started]).toEqual([[], []]);
  });

  it('is looked up no more than once where its execution has yet to come to it', async () => {
    const { before, after } = acknowledged();
    workflow.running.add(FIRST);
    await passOn(changed(before, after));
    expect([calls, workflow.started]).toEqual([['findWait stage#2'], []]);
  });

  it('starts the execution that never was, because its record was lost', async () => {
    const { before, after } = acknowledged();
    await passOn(changed(before, after));
    expect(workflow.started).toEqual([FIRST]);
  });

  it('starts another execution when its own has died', async () => {
    const { before, after } = acknowledged();
    await passOn(changed(undefined, lifeAt('reported').current));
    waitsAt(before);
    dies();
    await passOn(changed(before, after));
    expect(workflow.started).toEqual([FIRST, later(after.version)]);
  });
});

describe('a case at the top of the ladder, which only supervision moves', () => {
  it.each([
    ['nobody has come to its wait', () => undefined],
    [
      'its wait was answered, and nobody has come to the next',
      ({ turn }: Case) => waits.set(`stage#${turn}`, { answered: true, execution: FIRST }),
    ],
    ['its execution died while it waited', (current: Case) => waitsAt(current)],
  ])('is driven again when %s', async (_, stood) => {
    const { before, after } = supervised();
    await passOn(changed(undefined, lifeAt('reported').current));
    stood(before);
    dies();
    await passOn(changed(before, after));
    expect(workflow.started).toEqual([FIRST, later(after.version)]);
  });

  it.each([
    ['it waits', (current: Case) => waitsAt(current)],
    [
      'it was answered and is on its way',
      ({ turn }: Case) => waits.set(`stage#${turn}`, { answered: true, execution: FIRST }),
    ],
    ['it has yet to come to its wait', () => undefined],
  ])('is left alone while its execution runs: %s', async (_, stood) => {
    const { before, after } = supervised();
    await passOn(changed(undefined, lifeAt('reported').current));
    stood(before);
    await passOn(changed(before, after));
    expect(workflow.started).toEqual([FIRST]);
    expect(calls).toEqual([`findWait stage#${after.turn}`]);
  });

  it('asks for the execution that answered, also when that is a later one', async () => {
    const { before, after } = supervised();
    await passOn(changed(undefined, lifeAt('reported').current));
    dies();
    waits.set(`stage#${before.turn}`, { answered: true, execution: later(9) });
    workflow.running.add(later(9));
    await passOn(changed(before, after));
    expect(workflow.started).toEqual([FIRST]);
  });
});

describe('a record that comes late', () => {
  it('starts nothing for a case that has ended meanwhile', async () => {
    const { before, after } = acknowledged();
    await passOn(changed(undefined, lifeAt('reported').current));
    dies();
    const record = changed(before, after);
    present = lifeAt('closed').current;
    await passOn(record);
    expect(workflow.started).toEqual([FIRST]);
  });

  it('starts nothing for a case that waits at another turn', async () => {
    const { before, after } = acknowledged();
    await passOn(changed(undefined, lifeAt('reported').current));
    dies();
    const record = changed(before, after);
    present = lifeAt('verification').current;
    workflow.running.add(later(5));
    waitsAt(present, later(5));
    await passOn(record);
    expect(workflow.started).toEqual([FIRST]);
  });

  it('starts one execution, though several such records find none', async () => {
    const life = lifeAt('acknowledgement');
    const first = step(life, () => life.give(officer(police), { type: 'acknowledge' }));
    const second = step(life, () => life.give(officer(police), { type: 'submitResult', result: 'Settled.' }));
    const third = step(life, () => life.give(gridWorker, PASSED, plusDays(MONDAY, 1)));
    await passOn(changed(undefined, lifeAt('reported').current));
    dies();
    await passOn(...[first, second, third].map(({ before, after }) => changed(before, after)));
    expect(workflow.started).toEqual([FIRST, later(third.after.version)]);
  });

  it('is all the same when it comes again', async () => {
    const { before, after } = supervised();
    await passOn(changed(undefined, lifeAt('reported').current));
    waitsAt(before);
    dies();
    const record = changed(before, after);
    await passOn(record, record);
    await passOn(record);
    expect(workflow.started).toEqual([FIRST, later(after.version)]);
  });
});

describe('a case that is parked', () => {
  it('waits for an operator and for nobody else', async () => {
    const life = lifeAt('handling');
    const { before, after } = step(life, () => life.rule({ type: 'park', reason: 'PolicyNotFound' }));
    await passOn(changed(before, after));
    const escalated = step(life, () => life.sweep(plusDays(MONDAY, 30)));
    await passOn(changed(escalated.before, escalated.after));
    expect(workflow.started).toEqual([]);
  });
});

describe('a restart', () => {
  const restart = (life: Life) =>
    step(life, () => life.give(operator('operator'), { type: 'restart', reason: 'Repaired.' }));

  it('stops the execution that still waits, and starts another', async () => {
    const { before, after } = restart(lifeAt('handling'));
    workflow.running.add(FIRST);
    waitsAt(before);
    const record = changed(before, after);
    await passOn(record, record);
    expect([workflow.stopped, workflow.started]).toEqual([[FIRST], [later(after.version)]]);
    expect(waits.get('stage#3')).toEqual({ answered: true, execution: FIRST });
  });

  it('leaves the nested execution of joint handling alone: it would take its parent with it', async () => {
    const { before, after } = restart(lifeAt('joint'));
    workflow.running.add('joint-handling:x');
    waitsAt(before, 'joint-handling:x');
    await passOn(changed(before, after));
    expect([workflow.stopped, workflow.started]).toEqual([[], [later(after.version)]]);
  });
});

describe('a case that is taken up again', () => {
  it('gets an execution of its own', async () => {
    const { before, after } = step(lifeAt('closed'), (life) =>
      life.give(dispatcher(township), { type: 'reopen', reason: 'It went on.' }),
    );
    const record = changed(before, after);
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
    const noting: RelayServices = {
      ...services(),
      bus: { publish: async (events) => void order.push(...events.map(({ event }) => `told ${event.seq}`)) },
    };
    const [first, ...rest] = told(life);
    await relay([first!, changed(undefined, lifeAt('reported').current), ...rest], noting);
    expect(order).toEqual(['started', ...life.history.map(({ seq }) => `told ${seq}`)]);
  });

  it('wait for a record that fails: it is named in the log, and everything comes again', async () => {
    const { before, after } = acknowledged();
    const failing = { ...store, findWait: () => Promise.reject(new Error('throttled')) };
    const batch = [...told(lifeAt('handling')), changed(before, after)];
    await expect(relay(batch, { ...services(), store: failing })).rejects.toThrow('throttled');
    expect(published).toEqual([]);
    expect(log.entries()).toMatchObject([
      { level: 'ERROR', message: 'a record could not be relayed', kind: 'case', id: ID },
    ]);
    await passOn(...batch);
    expect(published.map(({ event }) => event.seq)).toEqual([1, 2, 3]);
  });

  it('are not asked of the bus where nothing happened to a history', async () => {
    await passOn(changed(undefined, lifeAt('reported').current));
    expect(published).toEqual([]);
  });
});

/** Ways through the relay, each with what has happened before it. */
const WAYS: { name: string; prepare: () => StreamRecord[] }[] = [
  { name: 'a case that begins', prepare: () => [changed(undefined, lifeAt('reported').current)] },
  {
    name: 'a wait that has ended',
    prepare: () => {
      const { before, after } = acknowledged();
      workflow.running.add(FIRST);
      waitsAt(before);
      return [changed(before, after)];
    },
  },
  {
    name: 'a wait whose execution has died',
    prepare: () => {
      const { before, after } = acknowledged();
      workflow.started.push(FIRST);
      waitsAt(before);
      dies();
      return [changed(before, after)];
    },
  },
  {
    name: 'supervision at the top without an execution',
    prepare: () => {
      const { before, after } = supervised();
      workflow.started.push(FIRST);
      return [changed(before, after)];
    },
  },
  {
    name: 'a restart',
    prepare: () => {
      const { before, after } = step(lifeAt('handling'), (life) =>
        life.give(operator('operator'), { type: 'restart', reason: 'Repaired.' }),
      );
      workflow.running.add(FIRST);
      waitsAt(before);
      return [changed(before, after)];
    },
  },
  {
    name: 'a case that is taken up again',
    prepare: () => {
      const { before, after } = step(lifeAt('closed'), (life) =>
        life.give(dispatcher(township), { type: 'reopen', reason: 'It went on.' }),
      );
      return [changed(before, after)];
    },
  },
];

describe('a relay that dies right after any of its calls', () => {
  /** Services whose n-th call takes effect but never answers. */
  const dyingAfter = (lastCall: number): RelayServices => {
    let made = 0;
    const dying = <T extends object>(target: T): T =>
      new Proxy(target, {
        get: (of, name, receiver) => {
          const member = Reflect.get(of, name, receiver);
          if (typeof member !== 'function' || name === 'executionOf') return member;
          return async (...given: unknown[]) => {
            const answer = await member.apply(of, given);
            made += 1;
            if (made === lastCall) throw new Error('the function died');
            return answer;
          };
        },
      });
    return { store: dying(store), workflow: dying(workflow), bus: dying(bus), now: () => MONDAY };
  };

  const state = () => ({
    started: workflow.started,
    stopped: workflow.stopped,
    answered: workflow.answered,
    waits: [...waits],
  });

  it.each(WAYS)('leaves $name as if it had not', async ({ prepare }) => {
    const inPeace = prepare();
    await passOn(...inPeace);
    const expected = structuredClone(state());

    workflow = new WorkflowDouble();
    waits = new Map();
    const records = prepare();
    let deaths = 0;
    for (let lastCall = 1; lastCall < 20; lastCall++) {
      const died = await relay(records, dyingAfter(lastCall)).then(
        () => false,
        () => true,
      );
      if (!died) break;
      deaths += 1;
    }
    await passOn(...records);
    expect(deaths).toBeGreaterThan(0);
    expect(state()).toEqual(expected);
  });
});
