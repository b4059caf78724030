import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deployCity } from '../../tools/local/deploy.ts';
import { type Emulator, startEmulator } from '../../tools/local/emulator.ts';
import { createDemoUsers } from '../../tools/local/users.ts';
import { awsClientConfig, localDirectory } from '../../tools/local/workplace.ts';

const started: Emulator[] = [];
const start = async (...options: Parameters<typeof startEmulator>): Promise<Emulator> => {
  const emulator = await startEmulator(...options);
  started.push(emulator);
  return emulator;
};

// These tests are about emulators of their own, whichever the others run against.
beforeEach(() => void vi.stubEnv('AWS_ENDPOINT_URL', undefined));
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(started.splice(0).map(({ stop }) => stop()));
});

const answers = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/_ministack/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

describe('startEmulator', () => {
  it('starts any number side by side and stops each alone', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.endpoint).not.toBe(other.endpoint);
    await one.stop();
    expect(await answers(one.endpoint)).toBe(false);
    expect(await answers(other.endpoint)).toBe(true);
  });

  it('says what to do when the port is taken', async () => {
    const { port } = new URL((await start()).endpoint);
    await expect(startEmulator({ port: Number(port) })).rejects.toThrow(
      new RegExp(`^Port ${port} is taken.*npm start -- --port ${Number(port) + 1}$`),
    );
  });

  it('uses the emulator that AWS_ENDPOINT_URL names, and leaves it running', async () => {
    const { endpoint } = await start();
    vi.stubEnv('AWS_ENDPOINT_URL', `${endpoint}/`);
    const given = await startEmulator();
    expect(given.endpoint).toBe(endpoint);
    await given.stop();
    expect(await answers(endpoint)).toBe(true);
  });
});

describe('an emulator that keeps its state', () => {
  it('has stacks, items and users after a restart, deploys nothing anew, and passes on what is written then', async () => {
    const directory = mkdtempSync(join(localDirectory('emulators'), 'kept-'));
    const city = 'nantong-demo';
    const onProgress = vi.fn();
    try {
      const first = await start({ directory, keepState: true });
      const deployed = await deployCity({ city, emulator: first, onProgress });
      expect(onProgress).toHaveBeenCalled();
      await createDemoUsers({ city, emulator: first, deployed });
      await file(first.endpoint, deployed.casesTable, 'before');
      await vi.waitFor(() => expect(relayed(first)).toBe(1), { timeout: 20_000, interval: 200 });
      await first.stop();

      onProgress.mockClear();
      const second = await start({ directory, keepState: true });
      const again = await deployCity({ city, emulator: second, onProgress });
      expect(onProgress).not.toHaveBeenCalled();
      expect(again).toEqual({
        ...deployed,
        apiUrl: deployed.apiUrl.replace(first.endpoint, second.endpoint),
      });

      const client = new DynamoDBClient(awsClientConfig(second.endpoint));
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: again.casesTable,
          Key: { pk: { S: 'CASE#before' }, sk: { S: 'EVENT#000001' } },
        }),
      );
      expect(Item).toBeDefined();
      const [user] = await createDemoUsers({ city, emulator: second, deployed: again });
      const asked = (token: string) =>
        fetch(`${again.apiUrl}/me`, { headers: { authorization: `Bearer ${token}` } }).then(
          ({ status }) => status,
        );
      expect(await asked(user!.token)).not.toBe(401);
      expect(await asked(`${user!.token}x`)).toBe(401);
      const swept = await new LambdaClient(awsClientConfig(second.endpoint)).send(
        new InvokeCommand({ FunctionName: again.sweepFunctionName }),
      );
      expect(swept).toMatchObject({ StatusCode: 200 });
      expect(swept.FunctionError).toBeUndefined();

      await file(second.endpoint, again.casesTable, 'after');
      await vi.waitFor(() => expect(relayed(second)).toBe(1), { timeout: 20_000, interval: 200 });
    } finally {
      await Promise.all(started.splice(0).map(({ stop }) => stop()));
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

/** Adds an event to the history of a case, as the relay would be told of it. */
const file = async (endpoint: string, table: string, caseId: string): Promise<void> => {
  const client = new DynamoDBClient(awsClientConfig(endpoint));
  await client.send(
    new PutItemCommand({
      TableName: table,
      Item: {
        pk: { S: `CASE#${caseId}` },
        sk: { S: 'EVENT#000001' },
        type: { S: 'commented' },
        seq: { N: '1' },
        at: { S: '2026-11-24T00:00:00.000Z' },
      },
    }),
  );
};

/** How many batches of the stream have reached the relay, well or badly. */
const relayed = ({ directory }: Emulator): number =>
  readFileSync(join(directory, 'emulator.log'), 'utf8').match(/ESM: Lambda \S*Relay\S* (processed|failed)/g)
    ?.length ?? 0;
