import { randomUUID } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { ulid } from 'ulid';
import type { Case } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { caseNumberOf } from '#domain/case/number.ts';
import { instantAt } from '#domain/time/instant.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { openMemoryFileStore } from '#shared/files/memory-file-store.ts';
import { openDynamoStore } from '#shared/store/dynamodb/dynamo-store.ts';
import type { StreamRecord } from '#shared/store/store.ts';
import { fileCase } from '#shared/use-cases/file-case.ts';
import { openStepFunctions } from '#shared/workflow/step-functions.ts';
import { openBus } from '../../functions/relay/bus.ts';
import { relay } from '../../functions/relay/relay.ts';
import { runTask } from '../../functions/tasks/run-task.ts';
import { gridOf } from '../infra/small-city.ts';
import { clientOf, importSmallCity, openTables, tableDefinitions } from './city.ts';
import { addMiddleware, type Client, type Count, counted } from './counting.ts';
import { startDynamo } from './dynamo/server.ts';
import { functionEnvironment, TABLES } from './functions.ts';

const CLIENT = { region: 'cn-north-1', credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } };

/** A client whose requests nobody gets: whatever was wanted is granted. What counts them is added first, and so outside. */
const granted = <C extends Client>(client: C): C => {
  addMiddleware(client, 'grant', () => async () => ({ output: { $metadata: {} }, response: {} }));
  return client;
};

/**
 * What AWS is asked for from a report until its execution waits: by intake, relay and tasks, once policy and calendar are
 * at hand. DynamoDB is the bench's; Step Functions and EventBridge grant everything.
 */
export const measureFirstWait = async (): Promise<Count> => {
  const definitions = tableDefinitions();
  const dynamo = await startDynamo(openTables(definitions));
  try {
    await importSmallCity(dynamo.endpoint);
    const count: Count = { requests: [], writeUnits: 0 };
    const indexes = definitions.flatMap((table) =>
      table.indexes.map(({ partitionKey, sortKey }) => [partitionKey, sortKey]),
    );
    const store = storeOn(counted(clientOf(dynamo.endpoint), count, indexes));
    const { policyVersion, calendarVersion } = await store.city.current();
    await Promise.all([store.city.policy(policyVersion), store.city.calendar(calendarVersion)]);
    const services = {
      store,
      definitions: DEFINITIONS,
      now: () => instantAt(Date.now()),
      newId: ulid,
      newNumber: () => caseNumberOf(Math.random()),
      draw: () => 1,
      newSeed: randomUUID,
      pause: () => Promise.resolve(),
      files: openMemoryFileStore({ clock: Date.now }),
      workflow: openStepFunctions(
        JSON.parse(functionEnvironment().WORKFLOW_ARNS ?? ''),
        granted(counted(new SFNClient(CLIENT), count)),
      ),
      bus: openBus('bench', granted(counted(new EventBridgeClient(CLIENT), count))),
    };
    const stream = streamOf(storeOn(clientOf(dynamo.endpoint)));
    Object.assign(count, { requests: [], writeUnits: 0 });

    const { answer: filed } = await fileCase({
      services,
      account: {
        title: '楼上夜间装修噪声扰民',
        description: '三号楼二单元五楼每晚十点后施工。',
        category: 'dispute.neighbour',
        place: { grid: gridOf(1) },
      },
      request: { subject: 'resident', key: 'key-00000001', fingerprint: 'once' },
    });
    const { id } = filed;
    await relay(await stream(id), services);
    const payload = { kind: caseProcess.kind, id };
    const { wait } = (await runTask({ task: 'takeUp', ...payload }, services)) as { wait: string };
    await runTask({ task: 'openWait', ...payload, wait, taskToken: 'of-nobody' }, services);
    await relay(await stream(id), services);
    return count;
  } finally {
    dynamo.stop();
  }
};

const storeOn = (client: ReturnType<typeof clientOf>) =>
  openDynamoStore({
    casesTable: TABLES.cases,
    gridsTable: TABLES.grids,
    definitions: DEFINITIONS,
    client,
    referenceSeconds: 60,
  });

/** The records of a case since they were last asked for, as the table's stream would bring them; nobody counts these reads. */
const streamOf = (store: ReturnType<typeof storeOn>) => {
  let before: Case | undefined;
  return async (id: string): Promise<StreamRecord[]> => {
    const after = await store.read(caseProcess, id);
    const { events } = await store.history(caseProcess, id, { after: before?.version ?? 0, limit: 100 });
    const changed: StreamRecord[] =
      after.version === before?.version
        ? []
        : [{ kind: 'changed', definition: caseProcess, ...(before && { before }), after }];
    before = after;
    return [
      ...changed,
      ...events.map(
        (event): StreamRecord => ({ kind: 'event', process: { kind: caseProcess.kind, id }, event }),
      ),
    ];
  };
};
