import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { APIGatewayProxyStructuredResultV2, Context, DynamoDBStreamEvent } from 'aws-lambda';
import { caseProcess } from '#domain/case/definition.ts';
import { caseNumberOf } from '#domain/case/number.ts';
import { nextDueAt } from '#domain/process/ladder.ts';
import { type Instant, instantAt, plusSeconds } from '#domain/time/instant.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import type { AnyOperation } from '#shared/http/operation.ts';
import { serve } from '#shared/http/serve.ts';
import { observed } from '#shared/observability/observed.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { openDynamoStore } from '#shared/store/dynamodb/dynamo-store.ts';
import { recordsOf } from '#shared/store/dynamodb/records.ts';
import { type Machine, openMemoryWorkflow } from '#shared/workflow/memory.ts';
import type { Workflow } from '#shared/workflow/workflow.ts';
import { operations as actions } from '../../../functions/actions/operations.ts';
import { operations as attachments } from '../../../functions/attachments/operations.ts';
import { operations as intake } from '../../../functions/intake/operations.ts';
import { operations as operators } from '../../../functions/operators/operations.ts';
import { operations as queries } from '../../../functions/queries/operations.ts';
import { operations as registry } from '../../../functions/registry/operations.ts';
import { openBus } from '../../../functions/relay/bus.ts';
import { relay } from '../../../functions/relay/relay.ts';
import { isQuarterHour } from '../../../functions/sweep/run-round.ts';
import { sweeping } from '../../../functions/sweep/sweeping.ts';
import { runTask } from '../../../functions/tasks/run-task.ts';
import type { FunctionName } from '../../../infra/constructs/service-function.ts';
import { eventFor, type Sent } from '../../functions/http/request.ts';
import { tableDefinitions } from '../city.ts';
import { addMiddleware } from '../counting.ts';
import { openDatabase } from '../dynamo/database.ts';
import { type Item, sizeOf } from '../dynamo/item.ts';
import { type Change, entryOf, metered } from '../dynamo/metered.ts';
import { TABLES } from '../functions.ts';
import { importContent } from './city-content.ts';
import type { Deployment } from './deployment.ts';
import { executionLogOf } from './execution-log.ts';
import { loggedRun } from './function-log.ts';

/** One run of a function, and all that it asked of AWS. */
export interface Run {
  function: FunctionName;
  /** The operation, or the task; `relay` and `sweep` by their names. */
  of: string;
  /** Requests to DynamoDB, by their operations. */
  requests: string[];
  readUnits: number;
  writeUnits: number;
  /** Requests to Step Functions, by their operations. */
  workflowRequests: string[];
  /** PutEvents. */
  busRequests: number;
  busEvents: number;
  /** Requests to S3. */
  fileGets: number;
  filePuts: number;
  logBytes: number;
  /** What API Gateway logs of it, and what it sends to the caller; nothing where it was not asked by one. */
  accessLogBytes: number;
  sentBytes: number;
}

/** A run that has asked for nothing yet. */
export const newRun = (name: FunctionName, of: string): Run => ({
  function: name,
  of,
  requests: [],
  readUnits: 0,
  writeUnits: 0,
  workflowRequests: [],
  busRequests: 0,
  busEvents: 0,
  fileGets: 0,
  filePuts: 0,
  logBytes: 0,
  accessLogBytes: 0,
  sentBytes: 0,
});

const API: Readonly<Partial<Record<FunctionName, readonly AnyOperation[]>>> = {
  intake,
  actions,
  attachments,
  queries,
  registry,
  operators,
};

const WORKFLOWS = ['case-lifecycle', 'joint-handling'] as const;
const machineOf = (name: string): Machine =>
  JSON.parse(
    readFileSync(new URL(`../../../workflows/${name}.asl.json`, import.meta.url), 'utf8').replaceAll(
      /\$\{JointHandlingArn\}/g,
      'joint-handling',
    ),
  );

const AWS = { region: 'us-east-1', credentials: { accessKeyId: 'counted', secretAccessKey: 'counted' } };
/** Within this a job of the sweep may wait for functions to know what is in force. */
const SETTLED_SECONDS = 300;
/** A Monday in March at nine. */
const BEGINNING: Instant = '2026-03-02T01:00:00.000Z';

/** A whole city in memory: the functions' own operations, relay, tasks, sweep and workflow files over a DynamoDB that meters. */
export const openCountedCity = async (deployment: Deployment) => {
  const definitions = tableDefinitions();
  const runs: Run[] = [];
  const running = new AsyncLocalStorage<Run>();
  const stream: Change[] = [];
  let now = Date.parse(BEGINNING);
  let ids = 0;
  const number = (digits: number): string => String(++ids).padStart(digits, '0');

  const database = metered(openDatabase(definitions), definitions, (used) => {
    const run = running.getStore();
    if (run) {
      run.requests.push(used.operation);
      run.readUnits += used.readUnits;
      run.writeUnits += used.writeUnits;
    }
    // The relay's filter: see `infra/constructs/relay.ts`.
    stream.push(
      ...used.changes.filter(
        ({ table, key }) => table === TABLES.cases && /^(RECORD$|EVENT#)/.test(String(key.sk?.S)),
      ),
    );
  });
  const client = openClient(AWS);
  addMiddleware(client, 'answer', (_, command) => async ({ input }) => ({
    output: { ...database(command.replace('Command', ''), input), $metadata: {} },
    response: {},
  }));
  await importContent(client);
  const store = openDynamoStore({
    casesTable: TABLES.cases,
    gridsTable: TABLES.grids,
    definitions: DEFINITIONS,
    client,
    // Policy and calendar stay at hand, as they do in a function that is asked more often than once a minute.
    referenceSeconds: 1_000_000_000,
    clock: () => now,
  });

  const eventBridge = new EventBridgeClient(AWS);
  addMiddleware(eventBridge, 'answer', () => async ({ input }) => {
    const run = running.getStore()!;
    run.busRequests += 1;
    run.busEvents += (input as { Entries: object[] }).Entries.length;
    return { output: { $metadata: {} }, response: {} };
  });

  const memory = openMemoryWorkflow({
    files: Object.fromEntries(WORKFLOWS.map((name) => [name, machineOf(name)])),
    clock: () => now,
    runTask: (payload) =>
      run('tasks', String(payload.task), () =>
        observed<unknown, unknown>().handler((event) => runTask(event, services))(
          lengthened(payload),
          contextOf('tasks'),
        ),
      ),
  });
  const asked =
    <Args extends unknown[], Answer>(operation: string, call: (...args: Args) => Answer) =>
    (...args: Args): Answer => {
      running.getStore()?.workflowRequests.push(operation);
      return call(...args);
    };
  const workflow: Workflow = {
    ...memory,
    start: asked('StartExecution', memory.start),
    answer: asked('SendTaskSuccess', (token: string, standing: object) =>
      memory.answer(tokenIn(token), standing),
    ),
    isRunning: asked('DescribeExecution', memory.isRunning),
    list: asked('ListExecutions', memory.list),
  };

  let drawn = 1;
  const services = {
    store,
    definitions: DEFINITIONS,
    now: () => instantAt(now),
    newId: () => `01KJP0QZ0G${number(16)}`,
    newNumber: () => caseNumberOf(Number(number(9)) / 10 ** 9),
    draw: () => drawn,
    newSeed: () => number(72),
    pause: () => Promise.resolve(),
    workflow,
    bus: openBus('gridward-nantong', eventBridge),
    files: {
      slot: async () => ({ url: LINK, headers: UPLOAD_HEADERS, expiresAt: instantAt(now) }),
      look: async (_owner: string, id: string) => {
        running.getStore()!.fileGets += 1;
        return { ...PHOTOGRAPH, id, uploadedAt: instantAt(now) };
      },
      keep: async () => {
        running.getStore()!.filePuts += 1;
      },
      download: async () => ({ url: LINK, expiresAt: instantAt(now) }),
    },
  };

  const contextOf = (name: FunctionName): Context =>
    ({
      functionName: `Gridward-nantong-Service-${name}Function0A1B2C3D-AbCdEfGhIjKl`,
      invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:Gridward-nantong-Service-${name}Function0A1B2C3D-AbCdEfGhIjKl`,
      memoryLimitInMB: String(deployment.memory[name]),
      awsRequestId: REQUEST_ID,
      getRemainingTimeInMillis: () => 50_000,
    }) as Context;

  const run = async <T>(name: FunctionName, of: string, work: () => Promise<T>): Promise<T> => {
    const done = newRun(name, of);
    runs.push(done);
    const { answer, bytes } = await loggedRun(REQUEST_ID, deployment.memory[name], () =>
      running.run(done, work),
    );
    done.logBytes = bytes;
    return answer;
  };

  /** Somebody asks for an operation. */
  const send = async (
    id: string,
    { as, ...sent }: { as: string } & Omit<Sent, 'claims'>,
  ): Promise<{ status: number; etag: string; body: Record<string, unknown> }> => {
    const [name, operations] = Object.entries(API).find(([, some]) => some.some((one) => one.id === id))! as [
      FunctionName,
      readonly AnyOperation[],
    ];
    const operation = operations.find((one) => one.id === id)!;
    const event = eventFor(operation, {
      ...sent,
      headers: {
        ...sent.headers,
        ...(operation.method === 'POST' && {
          'idempotency-key': `6f1c2a34-0000-4000-8000-${number(12)}`,
        }),
      },
      claims: { sub: as },
    });
    event.requestContext.requestId = 'JKJaXmPLvHcESHA=';
    const answer = (await run(name, id, () =>
      serve(operations, services, 'sub')(event, contextOf(name)),
    )) as APIGatewayProxyStructuredResultV2;
    const { statusCode: status = 0, headers, body = '{}' } = answer;
    if (status !== operation.status && status !== 304) throw new Error(`${id} answered ${status}: ${body}`);
    const { accessLogBytes, sentBytes } = deployment.ofRequest(event.routeKey, answer);
    Object.assign(runs.findLast((one) => one.of === id)!, { accessLogBytes, sentBytes });
    return { status, etag: String(headers?.etag), body: JSON.parse(body) };
  };
  /** The same, and what it answers. */
  const ask = async (...asked: Parameters<typeof send>): Promise<Record<string, unknown>> =>
    (await send(...asked)).body;

  let relayed = 0;
  /** Everything comes to rest. Each record of the stream is a run of the relay's own: more are never needed. */
  const settle = async (): Promise<void> => {
    for (;;) {
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
      const change = stream[relayed];
      if (!change) {
        if (memory.busy() === 0) return;
        continue;
      }
      relayed += 1;
      const event = { Records: [recordOf(change)] } as DynamoDBStreamEvent;
      await run('relay', 'relay', () =>
        observed<DynamoDBStreamEvent, void>().handler((records) =>
          relay(recordsOf(records, DEFINITIONS), services),
        )(event, contextOf('relay')),
      );
    }
  };

  const moveTo = (instant: Instant): void => {
    now = Date.parse(instant);
    memory.elapse(now);
  };

  /** A minute's run of the sweep; `all` in the first minute of a quarter of an hour, with its look at all that is open. */
  const sweepOnce = async ({ all }: { all: boolean }): Promise<Run> => {
    const from = runs.length;
    while (isQuarterHour(instantAt(now)) !== all) moveTo(plusSeconds(instantAt(now), 60));
    await run('sweep', 'sweep', () => sweeping(services)({}, contextOf('sweep')));
    return runs[from]!;
  };

  /** After the first runs of functions: policy and calendar are at hand, and the first calendar's job is done. */
  const warmUp = async (): Promise<void> => {
    const { policyVersion, calendarVersion } = await store.city.current();
    await Promise.all([store.city.policy(policyVersion), store.city.calendar(calendarVersion)]);
    for (;;) {
      const { writeUnits } = await sweepOnce({ all: false });
      if (writeUnits === 0) return;
      moveTo(plusSeconds(instantAt(now), SETTLED_SECONDS));
    }
  };

  return {
    runs,
    warmUp,
    send,
    ask,
    settle,
    moveTo,
    now: () => instantAt(now),
    /** What is drawn next: 0 takes a case into the sample of what is verified, 1 into none. */
    draw: (next: 0 | 1): void => {
      drawn = next;
    },
    case: (id: string) => store.read(caseProcess, id),
    nextDue: async (id: string) => nextDueAt(caseProcess, await store.read(caseProcess, id)),
    history: async (id: string) => (await store.history(caseProcess, id, { limit: 1000 })).events,
    sweep: sweepOnce,
    executions: () =>
      memory.executions().map((execution) => ({
        ...execution,
        log: executionLogOf(machineOf(execution.workflow), execution),
      })),
    /** Bytes that stay of a case, with the 100 that AWS adds to each item and entry. */
    kept: (id: string): { table: number; indexes: number } => {
      const { Items } = database('Scan', { TableName: TABLES.cases }) as { Items: Item[] };
      const own = Items.filter(({ pk, expiresAt }) => pk?.S === `CASE#${id}` && !expiresAt);
      const { indexes } = definitions.find(({ name }) => name === TABLES.cases)!;
      const entries = own.flatMap((item) =>
        indexes.map((index) => entryOf(item, index)).filter((entry) => entry !== undefined),
      );
      const bytesOf = (items: readonly Item[]) => items.reduce((sum, item) => sum + sizeOf(item) + 100, 0);
      return { table: bytesOf(own), indexes: bytesOf(entries) };
    },
  };
};
export type CountedCity = Awaited<ReturnType<typeof openCountedCity>>;

/** A task token may be so long: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
const TOKEN_LENGTH = 2048;
const lengthened = ({ taskToken, ...payload }: Record<string, unknown>): Record<string, unknown> => ({
  ...payload,
  ...(typeof taskToken === 'string' && { taskToken: lengthenedToken(taskToken) }),
});
/** A token of Step Functions is base64: here of the short one that the workflow in memory gives, and blanks behind it. */
const lengthenedToken = (token: string): string =>
  Buffer.from(token.padEnd((TOKEN_LENGTH * 3) / 4)).toString('base64');
const tokenIn = (lengthened: string): string => Buffer.from(lengthened, 'base64').toString().trimEnd();

const REQUEST_ID = '8f507cfc-0000-4697-b07a-ac58fc914c95';
/** As long as a link that a role's credentials have signed. */
const LINK = `https://gridward-nantong-data-attachmentsbucket.s3.us-east-1.amazonaws.com/cases/${'x'.repeat(1_500)}`;
const PHOTOGRAPH = {
  contentType: 'image/jpeg',
  bytes: 1_048_576,
  sha256: 'f'.repeat(64),
  head: new Uint8Array([0xff, 0xd8, 0xff, 0xe0]),
};
const UPLOAD_HEADERS = {
  'content-type': 'image/jpeg',
  'content-length': '1048576',
  'if-none-match': '*',
  'x-amz-checksum-sha256': Buffer.from(PHOTOGRAPH.sha256, 'hex').toString('base64'),
  'x-amz-meta-sha256': PHOTOGRAPH.sha256,
};

const recordOf = ({ key, before, after }: Change) => ({
  eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
  dynamodb: {
    Keys: key,
    ...(before && { OldImage: before }),
    ...(after && { NewImage: after }),
  },
});
