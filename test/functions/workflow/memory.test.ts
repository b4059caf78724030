import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openMemoryWorkflow } from '#shared/workflow/memory.ts';
import { readWorkflow, type WorkflowName } from '../../workflows/workflow.ts';

/** The file as memory runs it: a nested workflow bears its name where a deployment has its ARN. */
const fileOf = (name: WorkflowName) =>
  JSON.parse(
    JSON.stringify(readWorkflow(name)).replaceAll(
      /"arn:[^"]*:stateMachine:joint-handling"/g,
      '"joint-handling"',
    ),
  );

const FILES = { 'case-lifecycle': fileOf('case-lifecycle'), 'joint-handling': fileOf('joint-handling') };
const START = Date.parse('2025-03-03T01:00:00Z');
const ID = 'case-1';

interface Payload {
  task: string;
  kind: string;
  id: string;
  wait?: string;
  taskToken?: string;
  reason?: string;
  execution?: string;
}

/** Both workflow files with a tasks function that a test writes, and a clock that it moves. */
class Bench {
  readonly payloads: Payload[] = [];
  now = START;
  readonly workflow = openMemoryWorkflow({
    files: FILES,
    clock: () => this.now,
    runTask: async (payload) => {
      const asked = payload as unknown as Payload;
      this.payloads.push(asked);
      return this.does(asked);
    },
  });
  /** Where the case stands: what the tasks answer. */
  standing: object = standingAt('acknowledgement');
  parts: { wait: string; guardSeconds: number }[] = [];
  does: (payload: Payload) => unknown = ({ task }) => this.answerTo(task);

  answerTo(task: string): unknown {
    return task === 'readBranches' ? { branches: this.parts } : this.standing;
  }

  async start(name = ID): Promise<void> {
    expect(await this.workflow.start('case-lifecycle', name, { id: ID })).toBe(true);
    await rest();
  }
  async answer(taskToken: string, standing: object): Promise<boolean> {
    const answered = await this.workflow.answer(taskToken, standing);
    await rest();
    return answered;
  }
  async moveBy(seconds: number): Promise<void> {
    this.now += seconds * 1000;
    this.workflow.elapse(this.now);
    await rest();
  }
  /** The token that was handed out last for a wait. */
  token(wait: string): string {
    const found = this.payloads.findLast((payload) => payload.task === 'openWait' && payload.wait === wait);
    if (found?.taskToken === undefined) throw new Error(`nothing has waited at ${wait}`);
    return found.taskToken;
  }
  asked(task: string): Payload[] {
    return this.payloads.filter((payload) => payload.task === task);
  }
  driver(name = ID): string {
    return this.workflow.executionOf('case-lifecycle', name);
  }
  execution(workflow: WorkflowName = 'case-lifecycle') {
    return this.workflow.executions().find((run) => run.workflow === workflow);
  }
}

const standingAt = (step: string, guardSeconds = 60) => ({ step, wait: `at ${step}`, guardSeconds });

/** Lets the interpreter do what it can: it works in turns of the event loop. */
const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await setImmediate();
};

it('drives a case from wait to wait until it is closed', async () => {
  const bench = new Bench();
  bench.standing = standingAt('dispatch');
  await bench.start();
  const steps = ['dispatch', 'acknowledgement', 'handling', 'verification', 'followUp', 'closed'];
  for (const [index, step] of steps.slice(0, -1).entries()) {
    expect(await bench.workflow.isRunning(bench.driver())).toBe(true);
    expect(bench.workflow.busy()).toBe(0);
    expect(await bench.answer(bench.token(`at ${step}`), standingAt(steps[index + 1] ?? ''))).toBe(true);
  }
  expect(bench.execution()).toMatchObject({ name: ID, status: 'SUCCEEDED', stoppedAt: new Date(START) });
  expect(bench.execution()?.entered).toEqual([
    'Take up the case',
    'Where does the case stand',
    'Wait for dispatch',
    'Where does the case stand',
    'Wait for acknowledgement',
    'Where does the case stand',
    'Wait for the result',
    'Where does the case stand',
    'Wait for verification',
    'Where does the case stand',
    'Wait for follow-up',
    'Where does the case stand',
    'Case is closed',
  ]);
});

it('hands a task what the file says, and no more', async () => {
  const bench = new Bench();
  await bench.start();
  expect(bench.payloads).toEqual([
    { task: 'takeUp', kind: 'case', id: ID },
    { task: 'openWait', kind: 'case', id: ID, wait: 'at acknowledgement', taskToken: expect.any(String) },
  ]);
});

it('starts nothing twice under one name', async () => {
  const bench = new Bench();
  await bench.start();
  expect(await bench.workflow.start('case-lifecycle', ID, { id: ID })).toBe(false);
  await bench.answer(bench.token('at acknowledgement'), standingAt('closed'));
  expect(await bench.workflow.start('case-lifecycle', ID, { id: ID })).toBe(false);
  expect(bench.asked('takeUp')).toHaveLength(1);
});

it('knows what runs, and what never was', async () => {
  const bench = new Bench();
  expect(await bench.workflow.isRunning(bench.driver())).toBe(false);
  await bench.start();
  expect(await bench.workflow.isRunning(bench.driver())).toBe(true);
  await bench.answer(bench.token('at acknowledgement'), standingAt('closed'));
  expect(await bench.workflow.isRunning(bench.driver())).toBe(false);
});

it('lists executions page by page, the newest first, also those of one status alone', async () => {
  const bench = new Bench();
  const names = ['first', 'second', 'third'];
  for (const name of names) {
    bench.now += 1000;
    await bench.start(name);
  }
  await bench.workflow.stop(bench.driver('second'), 'in the way');
  const { workflow } = bench;
  const page = await workflow.list('case-lifecycle', { limit: 2 });
  expect(page.executions.map(({ name, status }) => [name, status])).toEqual([
    ['third', 'RUNNING'],
    ['second', 'ABORTED'],
  ]);
  const last = await workflow.list('case-lifecycle', { limit: 2, after: page.next ?? '' });
  expect(last).toEqual({
    executions: [
      {
        execution: bench.driver('first'),
        name: 'first',
        status: 'RUNNING',
        startedAt: new Date(START + 1000),
      },
    ],
  });
  const running = await workflow.list('case-lifecycle', { limit: 10, status: 'RUNNING' });
  expect(running.executions.map(({ name }) => name)).toEqual(['third', 'first']);
  expect(await workflow.list('joint-handling', { limit: 10 })).toEqual({ executions: [] });
});

it('takes one answer for a token, and none that it never gave', async () => {
  const bench = new Bench();
  await bench.start();
  const token = bench.token('at acknowledgement');
  expect(await bench.answer('somebody made it up', standingAt('closed'))).toBe(false);
  const answers = await Promise.all([
    bench.answer(token, standingAt('handling')),
    bench.answer(token, standingAt('closed')),
  ]);
  expect(answers).toEqual([true, false]);
  expect(bench.execution()?.entered.at(-1)).toBe('Wait for the result');
});

it('keeps an answer as it was given, whatever becomes of it afterwards', async () => {
  const bench = new Bench();
  await bench.start();
  const standing = standingAt('handling');
  const answering = bench.workflow.answer(bench.token('at acknowledgement'), standing);
  standing.step = 'closed';
  await answering;
  await rest();
  expect(bench.execution()?.entered.at(-1)).toBe('Wait for the result');
});

it('looks at the clock when a guard is used up, not a second before, and refuses the token then', async () => {
  const bench = new Bench();
  bench.standing = standingAt('acknowledgement', 90);
  await bench.start();
  const token = bench.token('at acknowledgement');
  await bench.moveBy(89);
  expect(bench.asked('checkClock')).toEqual([]);
  expect(bench.workflow.isWaiting(token)).toBe(true);
  await bench.moveBy(1);
  expect(bench.asked('checkClock')).toEqual([
    { task: 'checkClock', kind: 'case', id: ID, wait: 'at acknowledgement' },
  ]);
  expect(bench.workflow.isWaiting(token)).toBe(false);
  expect(await bench.answer(token, standingAt('closed'))).toBe(false);
  // The next wait counts from its own beginning.
  await bench.moveBy(89);
  expect(bench.asked('checkClock')).toHaveLength(1);
  await bench.moveBy(1);
  expect(bench.asked('checkClock')).toHaveLength(2);
});

it('tries a task again as often as the file says, without waiting in real time', async () => {
  const bench = new Bench();
  let failures = 8;
  bench.does = ({ task }) => {
    if (task === 'takeUp' && failures-- > 0) throw new Error('the table is away');
    return bench.answerTo(task);
  };
  await bench.start();
  expect(bench.asked('takeUp')).toHaveLength(9);
  expect(bench.execution()?.entered.at(-1)).toBe('Wait for acknowledgement');
});

it('parks a case whose task fails once more, and ends as failed', async () => {
  const bench = new Bench();
  bench.does = ({ task }) => {
    if (task === 'takeUp') throw Object.assign(new Error('the table is away'), { name: 'TableIsAway' });
    return bench.answerTo(task);
  };
  await bench.start();
  expect(bench.asked('takeUp')).toHaveLength(9);
  expect(bench.asked('park')).toEqual([
    { task: 'park', kind: 'case', id: ID, reason: 'TableIsAway', execution: bench.driver() },
  ]);
  expect(bench.execution()).toMatchObject({ status: 'FAILED' });
});

it('hands out another token when a wait could not be kept, and refuses the one before', async () => {
  const bench = new Bench();
  let failures = 1;
  bench.does = ({ task }) => {
    if (task === 'openWait' && failures-- > 0) throw new Error('the table is away');
    return bench.answerTo(task);
  };
  await bench.start();
  const [lost, kept] = bench.asked('openWait').map(({ taskToken = '' }) => taskToken);
  expect(await bench.answer(lost ?? '', standingAt('closed'))).toBe(false);
  expect(await bench.answer(kept ?? '', standingAt('closed'))).toBe(true);
  expect(bench.execution()).toMatchObject({ status: 'SUCCEEDED' });
});

it('stops an execution for good: its token is refused, and nothing goes on', async () => {
  const bench = new Bench();
  await bench.start();
  const token = bench.token('at acknowledgement');
  bench.now += 5000;
  await bench.workflow.stop(bench.driver(), 'another one takes over');
  await rest();
  expect(await bench.answer(token, standingAt('handling'))).toBe(false);
  await bench.moveBy(3600);
  expect(bench.execution()).toMatchObject({ status: 'ABORTED', stoppedAt: new Date(START + 5000) });
  expect(bench.payloads.map(({ task }) => task)).toEqual(['takeUp', 'openWait']);
  expect(bench.workflow.busy()).toBe(0);
});

it.each([
  'takeUp',
  'openWait',
])('does not try again a %s that fails after its execution was stopped', async (task) => {
  const bench = new Bench();
  let fail = () => {};
  const failing = new Promise<never>((_, reject) => {
    fail = () => reject(new Error('the table is away'));
  });
  bench.does = (payload) => (payload.task === task ? failing : bench.answerTo(payload.task));
  await bench.start();
  expect(bench.workflow.busy()).toBe(1);
  await bench.workflow.stop(bench.driver(), 'another one takes over');
  fail();
  await rest();
  expect(bench.asked(task)).toHaveLength(1);
  expect(bench.asked('park')).toEqual([]);
  for (const { taskToken = '' } of bench.asked('openWait'))
    expect(bench.workflow.isWaiting(taskToken)).toBe(false);
});

it('leaves an execution that has ended as it is, and one that never was', async () => {
  const bench = new Bench();
  await bench.start();
  await bench.answer(bench.token('at acknowledgement'), standingAt('closed'));
  await bench.workflow.stop(bench.driver(), 'too late');
  await bench.workflow.stop(bench.driver('nobody'), 'never was');
  expect(bench.execution()).toMatchObject({ status: 'SUCCEEDED' });
});

const PARTS = ['police', 'judicial', 'lawFirm'];

/** A case in joint handling, with one part a unit, each open for its own time. */
const jointly = async (): Promise<Bench> => {
  const bench = new Bench();
  bench.standing = standingAt('joint');
  bench.parts = PARTS.map((unit, index) => ({ wait: unit, guardSeconds: 60 * (index + 1) }));
  await bench.start();
  return bench;
};

it('asks every unit at the same time, and goes on where the case stands when the last part is in', async () => {
  const bench = await jointly();
  expect(bench.asked('openWait').map(({ wait }) => wait)).toEqual(PARTS);
  expect(bench.workflow.busy()).toBe(0);
  bench.standing = standingAt('handling');
  for (const unit of PARTS) {
    expect(bench.execution('joint-handling')).toMatchObject({ status: 'RUNNING' });
    expect(await bench.answer(bench.token(unit), { done: true })).toBe(true);
  }
  expect(bench.execution('joint-handling')).toMatchObject({ status: 'SUCCEEDED' });
  expect(bench.execution()?.entered.slice(-4)).toEqual([
    'Handle jointly',
    'Take up the case',
    'Where does the case stand',
    'Wait for the result',
  ]);
});

it('looks at the clock of a late part alone, and asks again while the part is open', async () => {
  const bench = await jointly();
  bench.standing = { wait: 'justice', guardSeconds: 30, done: false };
  await bench.moveBy(60);
  expect(bench.asked('checkClock').map(({ wait }) => wait)).toEqual(['police']);
  expect(bench.workflow.isWaiting(bench.token('judicial'))).toBe(true);
  expect(bench.workflow.isWaiting(bench.token('justice'))).toBe(true);
});

it('is busy while one part moves, though the others wait', async () => {
  const bench = await jointly();
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  bench.does = async ({ task }) => {
    await held;
    return bench.answerTo(task);
  };
  bench.standing = { wait: 'justice', guardSeconds: 30, done: false };
  await bench.moveBy(60);
  expect(bench.asked('checkClock')).toHaveLength(1);
  expect(bench.workflow.busy()).toBe(1);
  goOn();
  await rest();
  expect(bench.workflow.busy()).toBe(0);
});

it('ends with the part that is stuck: the others are asked no more', async () => {
  const bench = await jointly();
  let parked = () => {};
  const parking = new Promise<void>((resolve) => {
    parked = resolve;
  });
  bench.does = async (payload) => {
    if (payload.task === 'checkClock') throw new Error('the table is away');
    // The branch parks first, and the workflow once more when the branch has failed: there it is held.
    if (payload.task === 'park' && bench.asked('park').length === 2) await parking;
    return bench.answerTo(payload.task);
  };
  await bench.moveBy(60);
  expect(bench.execution('joint-handling')?.entered.at(-1)).toBe('Park the case');
  expect(bench.workflow.busy()).toBe(1);
  expect(await bench.answer(bench.token('judicial'), { done: false, wait: 'again', guardSeconds: 60 })).toBe(
    false,
  );
  expect(bench.asked('openWait').map(({ wait }) => wait)).toEqual(PARTS);
  parked();
  await rest();
  expect(bench.execution('joint-handling')).toMatchObject({ status: 'FAILED' });
  expect(bench.execution()).toMatchObject({ status: 'FAILED' });
  expect(bench.asked('park').map(({ execution }) => execution)).toEqual([
    bench.execution('joint-handling')?.execution,
    bench.execution('joint-handling')?.execution,
    bench.driver(),
  ]);
});

it('stops a nested execution with the one that waits for it, and every part with it', async () => {
  const bench = await jointly();
  await bench.workflow.stop(bench.driver(), 'another one takes over');
  await rest();
  expect(bench.workflow.executions().map(({ status }) => status)).toEqual(['ABORTED', 'ABORTED']);
  for (const unit of PARTS) expect(await bench.answer(bench.token(unit), { done: true })).toBe(false);
  expect(bench.asked('park')).toEqual([]);
});

it('parks a case whose nested execution was stopped', async () => {
  const bench = await jointly();
  await bench.workflow.stop(bench.execution('joint-handling')?.execution ?? '', 'somebody stopped it');
  await rest();
  expect(bench.asked('park')).toEqual([
    expect.objectContaining({ reason: 'States.TaskFailed', execution: bench.driver() }),
  ]);
  expect(bench.execution()).toMatchObject({ status: 'FAILED' });
});
