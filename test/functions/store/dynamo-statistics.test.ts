import { afterEach, expect, it } from 'vitest';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { openDynamoStatistics } from '#shared/store/dynamodb/statistics.ts';
import { openDatabase } from '../../bench/dynamo/database.ts';
import { type DynamoServer, startDynamo } from '../../bench/dynamo/server.ts';
import { KEEP_TALLY_SECONDS, statisticsContract } from './statistics-contract.ts';

/** The adapter's requests as they go over the wire, answered by the bench's DynamoDB; the emulator's tests ask the same. */

const statisticsTable = 'Statistics';
let server: DynamoServer | undefined;
afterEach(() => server?.stop());

const client = () =>
  openClient({
    endpoint: server!.endpoint,
    region: 'cn-north-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
const opened = (clock: () => number) =>
  openDynamoStatistics({ statisticsTable, client: client(), keepSeconds: KEEP_TALLY_SECONDS, clock });

statisticsContract(async (clock) => {
  server = await startDynamo(openDatabase([{ name: statisticsTable, indexes: [] }]));
  return opened(clock);
});

it('a tally that another function has noted is counted in from the next read on', async () => {
  server = await startDynamo(openDatabase([{ name: statisticsTable, indexes: [] }]));
  const [one, other] = [opened(Date.now), opened(Date.now)];
  const process = { kind: 'case', id: 'case-1' };
  await one.counted([process]);
  await other.saveTallies({
    inUse: 1,
    rebuild: { tally: 2, startedAt: '2025-03-03T01:00:00.000Z', examined: 0, failed: 0 },
    revision: 0,
  });
  await other.count(2, [{ process, from: 0, to: 5 }], []);
  const { tallies, upTo } = await one.counted([process]);
  expect([tallies.rebuild?.tally, upTo(1, process), upTo(2, process)]).toEqual([2, 0, 5]);
});
