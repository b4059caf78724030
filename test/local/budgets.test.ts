import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateStateMachineCommand, DeleteStateMachineCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseProcess } from '#domain/case/definition.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { recordsOf } from '#shared/store/dynamodb/records.ts';
import { type Account, fileCase } from '#shared/use-cases/file-case.ts';
import { giveCommand } from '#shared/use-cases/give-command.ts';
import { locate } from '#shared/use-cases/locate.ts';
import { cases } from '#shared/use-cases/served-process.ts';
import { openStepFunctions } from '#shared/workflow/step-functions.ts';
import { openBus } from '../../functions/relay/bus.ts';
import { relay } from '../../functions/relay/relay.ts';
import { runTask } from '../../functions/tasks/run-task.ts';
import { awsClientConfig } from '../../tools/local/workplace.ts';
import { counted } from '../bench/counting.ts';
import { idIn } from '../functions/world/id-in.ts';
import { atStage, GRID, local, person, reportAs, stepFunctions, until, waitingAt } from './city.ts';
import { asks, countingServices, warm } from './counting.ts';
import { type HeldStream, holdStream } from './stream.ts';

const account: Account = {
  title: '楼上夜间装修噪声扰民，邻里多次争执',
  description: '三号楼二单元五楼每晚十点后施工，四楼住户有老人和高考生，物业劝阻无效，双方在楼道发生口角。',
  category: 'dispute.neighbour',
  place: { point: { lon: 120.8705, lat: 32.0155 } },
};

const { services, count, reset } = countingServices();
const { city } = services.store;

/** The middle of a grid as areas.csv has it, so that the place is found by a point. */
beforeAll(async () => {
  await warm(city);
  const area = await city.area(GRID);
  account.place = { point: { lon: area?.lon ?? 0, lat: area?.lat ?? 0 } };
});

describe('the budgets of DynamoDB requests and write units', () => {
  it('locates a point with one read', async () => {
    reset();
    await locate(city, (account.place as { point: { lon: number; lat: number } }).point);
    expect(count.requests).toEqual(['GetItemCommand']);
  });

  it('files a report with 3 requests and at most 19 write units, two of them of its number and five of the indexes', async () => {
    reset();
    await fileCase({ services, account, request: asks('police-01') });
    expect(count.requests).toEqual([
      'BatchGetItemCommand',
      'BatchGetItemCommand',
      'TransactWriteItemsCommand',
    ]);
    expect(count.requests.length).toBeLessThanOrEqual(3);
    expect(count.writeUnits).toBeLessThanOrEqual(19);
  });

  it('files a self-handled case with at most 3 requests', async () => {
    reset();
    const settled: Account = { ...account, settled: { result: '已劝离，双方和解。' } };
    await fileCase({ services, account: settled, request: asks('grid-worker-01') });
    expect(count.requests).toEqual(['BatchGetItemCommand', 'TransactWriteItemsCommand']);
    expect(count.requests.length).toBeLessThanOrEqual(3);
  });

  it.each([
    ['acknowledge', 'township-01', { type: 'acknowledge' as const }],
    ['whistle', 'township-01', { type: 'whistle' as const, template: 'threeOffice', ask: '请协助' }],
    ['submitResult', 'township-01', { type: 'submitResult' as const, result: '双方和解。' }],
    ['comment', 'township-01', { type: 'comment' as const, text: '已电话联系双方。' }],
  ])('carries out %s with at most 3 requests', async (_name, subject, command) => {
    const id = await reportAs('police-01');
    await atStage(id, 'acknowledgement');
    if (command.type === 'whistle' || command.type === 'submitResult')
      await person(subject).post(`/cases/${id}/acknowledge`, {});
    reset();
    await giveCommand({ services, to: cases, id, command, request: asks(subject), seenVersion: undefined });
    expect(count.requests).toHaveLength(3);
  });
});

describe('the budget of a filing and all that follows it', () => {
  const { workflow: name } = caseProcess;
  const machines = stepFunctions();
  let stream: HeldStream;
  let stateMachineArn: string;

  /** The relay and the tasks run here, where their requests are counted; the execution itself has nothing to do. */
  beforeAll(async () => {
    const idle = { StartAt: 'Nothing', States: { Nothing: { Type: 'Succeed' } } };
    const made = await machines.send(
      new CreateStateMachineCommand({
        name: 'counted-lifecycle',
        roleArn: 'arn:aws:iam::000000000000:role/counted',
        definition: JSON.stringify(idle),
      }),
    );
    stateMachineArn = made.stateMachineArn ?? '';
    stream = await holdStream();
  });
  afterAll(async () => {
    await stream.release();
    await machines.send(new DeleteStateMachineCommand({ stateMachineArn }));
    machines.destroy();
  });

  it('comes to its first wait with at most 11 requests to AWS', async () => {
    const config = awsClientConfig(local.endpoint);
    const workflow = openStepFunctions({ [name]: stateMachineArn }, counted(stepFunctions(), count));
    const bus = openBus(local.eventBusName, counted(new EventBridgeClient(config), count));
    /** Passes on what the stream has brought of a case, at the next version. */
    const passOn = async (id: string): Promise<void> => {
      const held: Parameters<typeof relay>[0][number][] = [];
      await until(
        async () => {
          held.push(...recordsOf({ Records: await stream.next() }, DEFINITIONS));
          return held.filter((record) => idIn(record) === id);
        },
        (records) => ['changed', 'event'].every((kind) => records.some((record) => record.kind === kind)),
      );
      await relay(
        held.filter((record) => idIn(record) === id),
        { ...services, workflow, bus },
      );
    };
    const task = (payload: object) =>
      runTask({ kind: caseProcess.kind, ...payload }, { ...services, workflow });

    reset();
    const { answer } = await fileCase({ services, account, request: asks('police-01') });
    const { id } = answer;
    await passOn(id);
    const { wait } = (await task({ task: 'takeUp', id })) as { wait: string };
    await task({ task: 'openWait', id, wait, taskToken: 'of-nobody' });
    await passOn(id);
    expect(count.requests).toEqual([
      'BatchGetItemCommand',
      'BatchGetItemCommand',
      'TransactWriteItemsCommand',
      'StartExecutionCommand',
      'PutEventsCommand',
      'BatchGetItemCommand',
      'BatchGetItemCommand',
      'TransactWriteItemsCommand',
      'PutItemCommand',
      'BatchGetItemCommand',
      'PutEventsCommand',
    ]);
    expect(count.requests.length).toBeLessThanOrEqual(11);
  });
});

describe('the budgets of workflows', () => {
  it('runs no execution for a self-handled case', async () => {
    const { answer: filed } = await fileCase({
      services,
      account: { ...account, settled: { result: '当场处置完毕。' } },
      request: asks('grid-worker-01'),
    });
    // A reported case that follows has its execution; by then the stream has passed the self-handled one.
    const reported = await reportAs('resident-01');
    await atStage(reported, 'acknowledgement');
    const { body } = await person('operator-01').get('/operations/executions?limit=100');
    const withExecution = body.items.map((item: { caseId: string }) => item.caseId);
    expect(withExecution).toContain(reported);
    expect(withExecution).not.toContain(filed.id);
  });

  it('takes at most 12 transitions for report, assign, acknowledge, submit, verify, follow-up and close', async () => {
    const id = await reportAs('resident-01');
    const steps: [string, string, string, object][] = [
      ['Wait for acknowledgement', 'township-01', 'acknowledge', {}],
      ['Wait for the result', 'township-01', 'submit-result', { result: '双方和解。' }],
      ['Wait for verification', 'committee-01', 'verify', { passed: true, instead: '网格员请假' }],
      ['Wait for follow-up', 'resident-01', 'follow-up', { satisfied: true, rating: 5 }],
    ];
    for (const [state, subject, command, body] of steps) {
      await waitingAt(id, state);
      const answer = await person(subject).post(`/cases/${id}/${command}`, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    }
    const states = await waitingAt(id, 'Case is closed');
    expect(states).toHaveLength(11);
    expect(states.length).toBeLessThanOrEqual(14);
  });
});
