import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ListExecutionsCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { firstBrokenLink } from '#domain/process/chain.ts';
import { replay } from '#domain/process/evolve.ts';
import { instantAt } from '#domain/time/instant.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { recordsOf } from '#shared/store/dynamodb/records.ts';
import type { StreamRecord } from '#shared/store/store.ts';
import { openBus } from '../../functions/relay/bus.ts';
import { type RelayServices, relay } from '../../functions/relay/relay.ts';
import { driveWhatEnded, driveWhatNeverRan } from '../../functions/sweep/drive-again.ts';
import { sweep } from '../../functions/sweep/sweep.ts';
import { runTask } from '../../functions/tasks/run-task.ts';
import { upload } from '../../tools/api/upload.ts';
import { awsClientConfig } from '../../tools/local/workplace.ts';
import { addMiddleware, type Client } from '../bench/counting.ts';
import { idIn } from '../functions/world/id-in.ts';
import {
  atStage,
  deployedWorkflow,
  eventsOf,
  executionArn,
  local,
  matter,
  person,
  reportAs,
  statesEntered,
  stepFunctions,
  until,
  waitingAt,
} from './city.ts';
import { countingServices, storeOn } from './counting.ts';
import { type HeldStream, holdStream } from './stream.ts';

const { services } = countingServices();

describe('promise 1: a case that was accepted is driven', () => {
  describe('by a relay that dies between any two calls, with every record delivered again', () => {
    let stream: HeldStream;
    beforeAll(async () => {
      stream = await holdStream();
    });
    afterAll(() => stream.release());

    it('takes the case through its whole life, in one execution, each wait answered once', async () => {
      const id = await reportAs('resident-01');
      await deliverDying(stream, id, 'acknowledgement');
      const steps: [string, string, object, string][] = [
        ['township-01', 'acknowledge', {}, 'handling'],
        ['township-01', 'submit-result', { result: '双方和解。' }, 'verification'],
        ['committee-01', 'verify', { passed: true, instead: '网格员请假' }, 'followUp'],
        ['resident-01', 'follow-up', { satisfied: true }, 'closed'],
      ];
      for (const [subject, command, body, stage] of steps) {
        const answer = await person(subject).post(`/cases/${id}/${command}`, body);
        expect(answer.status, JSON.stringify(answer.body)).toBe(200);
        await deliverDying(stream, id, stage);
      }
      const entered = await until(
        () => statesEntered(id),
        (states) => states.at(-1) === 'Case is closed',
      );
      expect(entered.filter((state) => state.startsWith('Wait'))).toEqual([
        'Wait for acknowledgement',
        'Wait for the result',
        'Wait for verification',
        'Wait for follow-up',
      ]);
      expect(await executionsOf(id)).toEqual([id]);
    });
  });

  it('is taken over by another execution when its own was stopped', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    await waitingAt(id, 'Wait for acknowledgement');
    await stepFunctions().send(new StopExecutionCommand({ executionArn: executionArn(id) }));
    await person('township-01').post(`/cases/${id}/acknowledge`, {});
    // AWS refuses the token of a stopped execution at once; the emulator takes it once more, and the next change tells.
    await person('township-01').post(`/cases/${id}/submit-result`, { result: '双方和解。' });
    const [, successor = ''] = await until(
      () => executionsOf(id),
      (names) => names.length === 2,
    );
    await waitingAt(successor, 'Wait for verification');
  });

  describe('a hundred of them, of which some were stopped, some not relayed and some given up', () => {
    const minutesOn = (minutes: number) => ({
      ...services,
      now: () => instantAt(Date.now() + minutes * 60_000),
      workflow: deployedWorkflow(),
    });
    const file = async (count: number): Promise<string[]> => {
      const ids: string[] = [];
      for (let n = 0; n < count; n += 10)
        ids.push(...(await Promise.all(Array.from({ length: 10 }, () => reportAs('resident-01')))));
      return ids;
    };
    const unrelayed = async () =>
      (await person('operator-01').get('/operations/troubles?kind=unrelayed&limit=100')).body.items as {
        caseId: string;
        delivery: string;
        cause: string;
      }[];

    it('are all driven again, each once', async () => {
      const ids = await file(80);
      for (const id of ids) await atStage(id, 'acknowledgement');
      const stopped = [3, 23, 43, 63, 73].map((n) => ids[n] as string);
      for (const id of stopped) {
        await waitingAt(id, 'Wait for acknowledgement');
        await stepFunctions().send(new StopExecutionCommand({ executionArn: executionArn(id) }));
      }

      // The relay is off while twenty more come in; five of them it tries in vain for half an hour.
      const stream = await holdStream();
      const late = await file(20);
      const refused = new Set(late.slice(0, 5));
      const records: StreamRecord[] = [];
      await until(
        async () => {
          records.push(...recordsOf({ Records: await stream.next() }, DEFINITIONS));
          return records.filter((record) => refused.has(idIn(record)));
        },
        (found) => found.length === 2 * refused.size,
      );
      const bus = openBus(local.eventBusName, new EventBridgeClient(awsClientConfig(local.endpoint)));
      const start = () => Promise.reject(new Error('refused by the test'));
      for (let tries = 0; tries < 5; tries++) {
        const relaying = { ...minutesOn(8 * tries), bus };
        const workflow = { ...relaying.workflow, start };
        const given = records.filter((record) => refused.has(idIn(record)));
        await relay(given, { ...relaying, workflow }).catch(() => {});
      }
      const givenUp = (await unrelayed()).filter(({ caseId }) => refused.has(caseId));
      expect(givenUp.map(({ caseId }) => caseId).sort()).toEqual([...refused].sort());
      expect(new Set(givenUp.map(({ cause }) => cause))).toEqual(new Set(['Error: refused by the test']));

      const ended = await driveWhatEnded(minutesOn(11));
      // Other tests have stopped executions too.
      expect(ended.driven).toBeGreaterThanOrEqual(stopped.length);
      const neverRan = await driveWhatNeverRan(minutesOn(11));
      expect(neverRan.driven).toBeGreaterThanOrEqual(late.length);
      expect([ended.failed, neverRan.failed]).toEqual([0, 0]);
      await stream.release();

      for (const { caseId, delivery } of givenUp) {
        const path = `/operations/cases/${caseId}/deliveries/${delivery}/redeliver`;
        const answer = await person('operator-01').post(path, { reason: '故障已排除' });
        expect([answer.status, answer.body.delivery]).toEqual([200, delivery]);
      }
      await until(unrelayed, (found) => found.every(({ caseId }) => !refused.has(caseId)));

      for (const id of stopped) {
        const names = await until(
          () => executionsOf(id),
          (found) => found.length === 2,
        );
        await waitingAt(names[1] as string, 'Wait for acknowledgement');
      }
      for (const id of late) await waitingAt(id, 'Wait for acknowledgement');
      for (const id of [...late, ids[0] as string]) expect(await executionsOf(id)).toEqual([id]);
      expect(await driveWhatEnded(minutesOn(11))).toEqual({ driven: 0, failed: 0 });
    });
  });

  it('is on the operators’ list when the workflow gives up, and goes on after a restart', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    await waitingAt(id, 'Wait for acknowledgement');
    await runTask(
      { task: 'park', kind: 'case', id, reason: 'TestTrouble', execution: executionArn(id) },
      { ...services, workflow: deployedWorkflow() },
    );
    const list = await person('operator-01').get('/worklist?limit=100');
    expect(list.body.items).toContainEqual(expect.objectContaining({ id, reason: 'TestTrouble' }));

    const restarted = await person('operator-01').post(`/operations/cases/${id}/restart`, {
      reason: '故障已排除',
    });
    expect(restarted.status).toBe(200);
    const successor = `${id}-${restarted.body.version}`;
    await until(
      () => executionsOf(id),
      (names) => names.includes(successor),
    );
    await waitingAt(successor, 'Wait for acknowledgement');
    const after = await person('operator-01').get('/worklist?limit=100');
    expect(after.body.items.map((item: { id: string }) => item.id)).not.toContain(id);
    expect((await person('township-01').post(`/cases/${id}/acknowledge`, {})).status).toBe(200);
    await waitingAt(successor, 'Wait for the result');
  });
});

describe('promise 2: every rung fires exactly once', () => {
  it('also when the sweep was off for ten limits, and then ran three times at once', async () => {
    const id = await reportAs('resident-01', { category: 'streetOrder' });
    await atStage(id, 'acknowledgement');
    const { clock } = (await readCase(id)).state as {
      clock: { startedAt: string; dueAt: string };
    };
    const limit = Date.parse(clock.dueAt) - Date.parse(clock.startedAt);
    let now = Date.parse(clock.startedAt) + 10 * limit;
    const late = { ...services, now: () => instantAt(now) };
    await Promise.allSettled([sweep(late), sweep(late), sweep(late)]);
    expect(await firedOn(id)).toEqual(['reminded@0.8', 'cardGiven@1', 'escalated@1']);

    // At every level above, again ten limits late.
    for (const level of ['county', 'city']) {
      now += 10 * limit;
      await Promise.allSettled([sweep(late), sweep(late)]);
      expect((await readCase(id)).level).toBe(level);
    }
    expect((await firedOn(id)).filter((fired) => fired === 'escalated@1')).toHaveLength(3);
    const rungs = (await historyOf(id)).flatMap((event) =>
      'rung' in event && event.rung ? [`${event.type} ${event.rung.at}`] : [],
    );
    expect(new Set(rungs).size).toBe(rungs.length);
  });
});

describe('promise 3: no command is lost or applied twice', () => {
  it('lets one of two people win who decide at the same time, and tells the other', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    const answers = await Promise.all([
      person('township-01').post(`/cases/${id}/acknowledge`, {}),
      person('township-01').post(`/cases/${id}/acknowledge`, {}),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await eventsOf(id)).filter(({ type }: CaseEvent) => type === 'acknowledged')).toHaveLength(1);
  });

  it('answers a repeated request with the first answer, also when both come at the same time', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    const key = { 'idempotency-key': `same-key-${id}` };
    const say = () => person('township-01').post(`/cases/${id}/comment`, { text: '已联系。' }, key);
    const [first, second] = await Promise.all([say(), say()]);
    const third = await say();
    expect([first?.status, second?.status, third.status]).toEqual([200, 200, 200]);
    expect(second?.body).toEqual(first?.body);
    expect(third.body).toEqual(first?.body);
    expect((await eventsOf(id)).filter(({ type }: CaseEvent) => type === 'commented')).toHaveLength(1);
    const other = await person('township-01').post(`/cases/${id}/comment`, { text: '另一条。' }, key);
    expect([other.status, other.body.type]).toEqual([422, 'urn:gridward:problem:key-reused']);
  });

  it('takes sixteen comments and eight files that come to one case at the same moment', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    const uploaded = await Promise.all(Array.from({ length: 8 }, () => upload(person('township-01'))));
    const comments = Array.from({ length: 16 }, (_, n) =>
      person('township-01').post(`/cases/${id}/comment`, { text: `第${n}次联系。` }),
    );
    const files = uploaded.map((file) =>
      person('township-01').post(`/cases/${id}/attachments`, { files: [{ id: file }] }),
    );
    const answers = await Promise.all([...comments, ...files]);
    expect(answers.map(({ status }) => status)).toEqual(Array(24).fill(200));
    const types = (await eventsOf(id)).map(({ type }: CaseEvent) => type);
    expect(types.filter((type: string) => type === 'commented')).toHaveLength(16);
    expect((await person('township-01').get(`/cases/${id}/attachments`)).body.items).toHaveLength(8);
  });

  it('files one case for a report that is sent twice at the same time', async () => {
    const key = { 'idempotency-key': `same-report-${Date.now()}` };
    const send = () => person('resident-01').post('/cases', matter(), key);
    const [first, second] = await Promise.all([send(), send()]);
    expect([first?.status, second?.status]).toEqual([201, 201]);
    expect(second?.body).toEqual(first?.body);
  });

  it('refuses a command on a version that has passed', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    const seen = (await person('township-01').get(`/cases/${id}`)).headers.get('etag') ?? '';
    await person('committee-01').post(`/cases/${id}/comment`, { text: '补充情况。' });
    const stale = await person('township-01').post(`/cases/${id}/acknowledge`, {}, { 'if-match': seen });
    expect([stale.status, stale.body.type]).toEqual([412, 'urn:gridward:problem:version-mismatch']);
  });
});

describe('promise 4: the history alone rebuilds the case', () => {
  it('replays to the stored record, and its chain verifies', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    await person('township-01').post(`/cases/${id}/acknowledge`, {});
    await person('township-01').post(`/cases/${id}/whistle`, { template: 'threeOffice', ask: '请协助。' });
    const history = await historyOf(id);
    expect(firstBrokenLink(history)).toBeUndefined();
    expect(replay(caseProcess, history)).toEqual(await readCase(id));
  });
});

/** Delivers what the stream holds until the case's workflow waits at its stage, dying once at every call on the way. */
const deliverDying = async (stream: HeldStream, id: string, stage: string): Promise<void> => {
  await until(
    async () => {
      for (const record of await stream.next()) await deliverOne(record);
      const { state } = await readCase(id);
      return { stage: state.stage, entered: await statesEntered(id) };
    },
    ({ stage: at, entered }) => at === stage && entered.at(-1) === WAITS[stage],
    60,
  );
};

const WAITS: Record<string, string> = {
  acknowledgement: 'Wait for acknowledgement',
  handling: 'Wait for the result',
  verification: 'Wait for verification',
  followUp: 'Wait for follow-up',
  closed: 'Case is closed',
};

/** One record, delivered as often as the relay makes calls for it, dying after each in turn; then twice in peace. */
const deliverOne = async (record: DynamoDBRecord): Promise<void> => {
  const records = recordsOf({ Records: [record] }, DEFINITIONS);
  for (let lastCall = 1; lastCall <= MAX_CALLS; lastCall++) {
    const died = await relay(records, relayDyingAfter(lastCall)).then(
      () => false,
      () => true,
    );
    if (!died) break;
  }
  await relay(records, relayDyingAfter(Number.POSITIVE_INFINITY));
};

/** More calls than the relay ever makes for one record. */
const MAX_CALLS = 6;

/** The relay's services, whose n-th call takes effect but never answers, as when the function dies right after it. */
const relayDyingAfter = (lastCall: number): RelayServices => {
  let calls = 0;
  const dying = <C extends Client>(client: C): C => {
    addMiddleware(client, 'dying', (send) => async (args) => {
      const answer = await send(args);
      calls += 1;
      if (calls === lastCall) throw new Error('the function died');
      return answer;
    });
    return client;
  };
  const config = awsClientConfig(local.endpoint);
  return {
    ...services,
    store: storeOn(dying(openClient(config))),
    workflow: deployedWorkflow(dying(stepFunctions())),
    bus: openBus(local.eventBusName, dying(new EventBridgeClient(config))),
  };
};

const executionsOf = async (id: string): Promise<string[]> => {
  const { executions = [] } = await stepFunctions().send(
    new ListExecutionsCommand({ stateMachineArn: local.lifecycleArn, maxResults: 1000 }),
  );
  return executions
    .map(({ name }) => name ?? '')
    .filter((name) => name.startsWith(id))
    .sort();
};

const readCase = (id: string): Promise<Case> => services.store.read(caseProcess, id);

const historyOf = async (id: string): Promise<CaseEvent[]> =>
  (await services.store.history(caseProcess, id, { limit: 1000 })).events;

const firedOn = async (id: string): Promise<string[]> =>
  (await historyOf(id)).flatMap((event) =>
    'rung' in event && event.rung ? [`${event.type}@${event.rung.share}`] : [],
  );
