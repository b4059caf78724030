import { beforeEach, describe, expect, it } from 'vitest';
import type { PersonalCommand } from '#domain/case/commands.ts';
import { plusDays } from '#domain/time/instant.ts';
import { runTask } from '../../../functions/tasks/run-task.ts';
import { judicial, lawFirm, police, policyWith, township } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { counting, historyOf, typesOf } from '../use-cases/counting.ts';
import { type Gate, open } from '../world/faults.ts';
import { STAFF, World } from '../world/world.ts';

const log = recordLog();
const kind = 'case';

let world: World;
let id: string;
let answered: [taskToken: string, standing: object][];
const run = (task: string, more: object = {}, gate?: Gate) =>
  runTask(
    { task, kind, id, ...more },
    {
      ...world.services(gate),
      workflow: { answer: async (token, standing) => answered.push([token, standing]) > 0 },
    },
  );
let keys = 0;
const give = (actor: (typeof STAFF)[keyof typeof STAFF], command: PersonalCommand) =>
  world.give(actor, id, command, `key-${++keys}`);
const ASSIGN: PersonalCommand = { type: 'assign', unit: police.code, reason: 'Theirs.' };
const RESPOND: PersonalCommand = { type: 'respond', unit: judicial.code, answer: 'Mediated.' };

const begin = async (of = new World()) => {
  world = of;
  answered = [];
  ({ id } = await world.report('reporter', 'report-1'));
};
beforeEach(() => begin());

describe('taking a case up', () => {
  it('assigns it by the duty list and tells where it stands then, in three requests', async () => {
    const { gate, requests } = counting();
    expect(await run('takeUp', {}, gate)).toEqual({
      step: 'acknowledgement',
      wait: 'stage#2',
      guardSeconds: 7500,
    });
    expect(requests()).toEqual(['read', 'answer', 'commit']);
    expect((await historyOf(world, id)).at(-1)).toMatchObject({
      type: 'assigned',
      unit: { code: township.code },
      by: { kind: 'rule', rule: 'assignByDutyList' },
    });
  });

  it('asks the duty list once: a second execution goes on from where the case stands, with one read', async () => {
    await run('takeUp');
    const { gate, requests } = counting();
    expect(await run('takeUp', {}, gate)).toMatchObject({ step: 'acknowledgement', wait: 'stage#2' });
    expect(requests()).toEqual(['read']);
    expect((await world.case(id)).version).toBe(2);
  });

  it('leaves it to the dispatcher when nobody is on duty', async () => {
    await begin(new World({ policy: policyWith({ duties: [] }) }));
    expect(await run('takeUp')).toMatchObject({ step: 'dispatch', wait: 'stage#1' });
    expect((await world.case(id)).version).toBe(1);
  });

  it('goes by what a person made of it meanwhile', async () => {
    let others = 0;
    const gate = {
      ...open,
      before: async (call: string) => {
        if (call === 'commit' && others++ === 0) await give(STAFF.township, ASSIGN);
      },
    };
    expect(await run('takeUp', {}, gate)).toMatchObject({ step: 'acknowledgement', wait: 'stage#2' });
    expect(await typesOf(world, id)).toEqual(['reported', 'assigned']);
    expect((await world.case(id)).state).toMatchObject({ unit: { code: police.code } });
  });
});

describe('opening a wait', () => {
  const waiting = { taskToken: 'token' };
  const process = () => ({ kind, id });

  it('keeps its token first and reads then, so that no change slips in between', async () => {
    const { gate, requests } = counting();
    await run('openWait', { wait: 'stage#1', ...waiting }, gate);
    expect(requests()).toEqual(['keepWait', 'read']);
    expect(await world.store.findWait(process(), 'stage#1')).toEqual(waiting);
    expect(answered).toEqual([]);
  });

  it('answers at once when the case has moved on', async () => {
    await run('takeUp');
    await run('openWait', { wait: 'stage#1', ...waiting });
    expect(answered).toEqual([['token', { step: 'acknowledgement', wait: 'stage#2', guardSeconds: 7500 }]]);
    expect(await world.store.findWait(process(), 'stage#1')).toBe('answered');
  });

  it('answers a part that is in with that part', async () => {
    await handledJointly();
    const [wait] = (await branches()).map((branch) => branch.wait);
    await give(STAFF.judicial, RESPOND);
    await run('openWait', { wait, ...waiting });
    expect(answered).toEqual([['token', { unit: judicial.code, wait, guardSeconds: 1, done: true }]]);
  });
});

const handledJointly = async () => {
  await give(STAFF.township, ASSIGN);
  await give(STAFF.police, { type: 'acknowledge' });
  await give(STAFF.police, { type: 'whistle', units: [judicial.code, lawFirm.code], ask: 'Come.' });
};
const branches = async () =>
  ((await run('readBranches')) as { branches: { unit: string; wait: string; done: boolean }[] }).branches;

describe('reading the branches', () => {
  it('tells every open part with its wait', async () => {
    await handledJointly();
    expect(await branches()).toMatchObject([
      { unit: judicial.code, wait: `part#${judicial.code}#4`, done: false },
      { unit: lawFirm.code, wait: `part#${lawFirm.code}#4`, done: false },
    ]);
    await give(STAFF.judicial, RESPOND);
    expect((await branches()).map(({ unit }) => unit)).toEqual([lawFirm.code]);
  });

  it('tells none where none is open', async () => {
    expect(await branches()).toEqual([]);
  });
});

describe('checking the clock', () => {
  it('fires what is due and tells where the case stands then', async () => {
    await run('takeUp');
    world.moveTo(plusDays(world.now, 1));
    const told = await run('checkClock', { wait: 'stage#2' });
    expect(told).toMatchObject({ step: 'acknowledgement' });
    expect(await typesOf(world, id)).toEqual(['reported', 'assigned', 'reminded', 'cardGiven', 'escalated']);
    expect(told).toMatchObject({ wait: 'stage#5' });
  });

  it('tells of the part whose wait it is', async () => {
    await handledJointly();
    const wait = `part#${judicial.code}#4`;
    expect(await run('checkClock', { wait })).toMatchObject({ unit: judicial.code, wait, done: false });
    world.moveTo(plusDays(world.now, 4));
    const raised = await run('checkClock', { wait });
    expect(raised).toMatchObject({ unit: judicial.code, done: false });
    expect(raised).not.toMatchObject({ wait });
  });
});

describe('parking', () => {
  it('puts a case on the operators’ list once, with the first reason', async () => {
    await run('park', { reason: 'PolicyNotFound', execution: 'execution' });
    await run('park', { reason: 'States.TaskFailed', execution: 'execution' });
    expect((await world.case(id)).parked).toEqual({ reason: 'PolicyNotFound', at: world.now });
    expect((await world.case(id)).version).toBe(2);
    expect(log.entries()).toMatchObject([
      { level: 'ERROR', message: 'parked', kind, id, reason: 'PolicyNotFound', execution: 'execution' },
      { message: 'parked', reason: 'States.TaskFailed' },
    ]);
  });
});

describe('a task that nobody knows', () => {
  it.each([
    { task: 'readCase', kind },
    { task: 'takeUp', kind: 'mediation' },
    { task: 'openWait', kind, wait: 'stage#1' },
  ])('is an error, which the workflow parks: %o', async ({ task, ...more }) => {
    await expect(run(task, more)).rejects.toThrow();
    expect((await world.case(id)).version).toBe(1);
  });
});
