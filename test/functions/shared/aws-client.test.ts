import { globSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { caseProcess } from '#domain/case/definition.ts';
import { openServices } from '#shared/services.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { openDynamoStore } from '#shared/store/dynamodb/dynamo-store.ts';
import { openExecutionList } from '#shared/workflow/execution-list.ts';
import { openStepFunctions } from '#shared/workflow/step-functions.ts';
import { getCase } from '../../../functions/queries/get-case.ts';
import { openBus } from '../../../functions/relay/bus.ts';
import { lifeAt } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { CASE_ID, eventFor, served } from '../http/request.ts';

const TABLES = { casesTable: 'Cases', gridsTable: 'Grids' };
const log = recordLog();

let server: Server;
let requests: number;

/** AWS, as the environment of a function names it. */
const startServer = async (listener: RequestListener): Promise<void> => {
  requests = 0;
  server = createServer((request, response) => {
    requests++;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`);
};
const silent: RequestListener = () => undefined;

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'cn-north-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('CASES_TABLE', TABLES.casesTable);
  vi.stubEnv('GRIDS_TABLE', TABLES.gridsTable);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

/** How many milliseconds a call takes by a clock that runs fast; sockets have their own time. */
const timed = async (call: () => Promise<unknown>): Promise<{ took: number; error: unknown }> => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const began = Date.now();
  let ended: { took: number; error: unknown } | undefined;
  const end = (error?: unknown) => {
    ended = { took: Date.now() - began, error };
  };
  void call().then(() => end(), end);
  while (!ended) {
    await vi.advanceTimersByTimeAsync(50);
    await sleep(2);
  }
  return ended;
};

const arns = { 'case-lifecycle': 'arn:aws-cn:states:cn-north-1:000000000000:stateMachine:case-lifecycle' };
const [event] = lifeAt('reported').history;

describe('a client of AWS that gets no answer', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['DynamoDB', () => openServices().store.read(caseProcess, CASE_ID)],
    ['Step Functions', () => openStepFunctions(arns).isRunning('execution')],
    [
      'Step Functions as operators see them',
      () => openExecutionList(arns).list('case-lifecycle', { limit: 1 }),
    ],
    [
      'EventBridge',
      () => openBus('bus').publish([{ process: { kind: 'case', id: CASE_ID }, event: event! }]),
    ],
  ])('gives %s up after three attempts, before the function is ended', async (_, call) => {
    await startServer(silent);
    const { took, error } = await timed(call);
    expect(error).toMatchObject({ name: 'TimeoutError' });
    expect(requests).toBe(3);
    expect(took).toBeGreaterThanOrEqual(9_000);
    expect(took).toBeLessThan(10_000);
  });

  it('has the caller told that the fault is ours', async () => {
    await startServer(silent);
    const asked = eventFor(getCase, { params: { id: CASE_ID } });
    let told: Awaited<ReturnType<typeof served>> | undefined;
    await timed(async () => {
      told = await served([getCase], openServices(), asked);
    });
    expect(told).toMatchObject({ status: 500, body: { type: 'urn:gridward:problem:internal-error' } });
    expect(log.entries()).toMatchObject([{ message: 'failed', error: { name: 'TimeoutError' } }]);
  });

  it('gives up an answer that breaks off', async () => {
    await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': 100 });
      response.write('{');
    });
    const store = openDynamoStore({
      ...TABLES,
      definitions: [caseProcess],
      client: openClient({ maxAttempts: 1 }),
    });
    const began = performance.now();
    await expect(store.read(caseProcess, CASE_ID)).rejects.toThrow(/timed out after 6000 ms/);
    // Before Lambda ends a function of the API.
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('a client of AWS that is asked by many at once', () => {
  it('has a sweep’s 200 cases wait for its 50 connections, and gives none of them up', async () => {
    // 25 cases of each of the eight shards. A request that waits two seconds for a connection is given up like one that
    // cannot connect: with three turns before the last, if an answer takes two thirds of a second.
    await startServer((_, response) => {
      setTimeout(() => response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}'), 100);
    });
    const connected = vi.fn();
    server.on('connection', connected);
    const { store } = openServices();
    // AWS answers that it has no such case.
    const read = Array.from({ length: 8 * 25 }, () =>
      store.read(caseProcess, CASE_ID).catch(({ message }) => message),
    );
    expect(await Promise.all(read)).toEqual(Array(200).fill(`case ${CASE_ID} is not in the table`));
    expect(requests).toBe(200);
    expect(connected).toHaveBeenCalledTimes(50);
  });
});

describe('the code of the functions', () => {
  it('opens no client of AWS without these times', () => {
    const opened = globSync('functions/**/*.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/new (\w+Client)\(([^)]*)\)/g)].map(
        ([, client, config]) => `${client} ${/^(\{ \.\.\.)?AWS_CLIENT\b/.test(config!) ? 'timed' : file}`,
      ),
    );
    expect(opened.sort()).toEqual([
      'DynamoDBClient timed',
      'EventBridgeClient timed',
      'SFNClient timed',
      'SFNClient timed',
      'SQSClient timed',
      'SecretsManagerClient timed',
      'SecretsManagerClient timed',
    ]);
  });
});
