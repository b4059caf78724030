import { type DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterEach, expect, it } from 'vitest';
import { AREA_COUNTERS } from '#domain/statistics/counters.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { openDynamoStatistics } from '#shared/store/dynamodb/statistics.ts';
import { rowKey } from '#shared/store/dynamodb/statistics-table.ts';
import { VersionConflict } from '#shared/store/errors.ts';
import { openDatabase } from '../../bench/dynamo/database.ts';
import { type Item, sizeOf } from '../../bench/dynamo/item.ts';
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

it('a month of thirty areas, each with every counter of a busy day, comes in one page', () => {
  const MEGABYTE = 1024 * 1024;
  const [dailyClosures, busy] = [8, 99];
  const names = [
    ...AREA_COUNTERS,
    ...Array.from({ length: dailyClosures }, (_, days) => `closedAfter${days}`),
  ];
  const counters = Object.fromEntries(names.map((name) => [name, busy]));
  const row = marshall({
    ...rowKey(1, { area: '320613001', day: '2025-03-03' }),
    ...counters,
  }) as unknown as Item;
  expect(sizeOf(row)).toBeGreaterThan(500);
  expect(30 * 31 * sizeOf(row)).toBeLessThan(MEGABYTE);
});

it.each([
  ['TransactionConflict', VersionConflict],
  ['ConditionalCheckFailed', VersionConflict],
  ['ValidationError', TransactionCanceledException],
])('a transaction that %s cancels is counted anew, or is an error', async (Code, expected) => {
  const send = async () => {
    throw new TransactionCanceledException({
      $metadata: {},
      message: 'cancelled',
      CancellationReasons: [{ Code: 'None' }, { Code }],
    });
  };
  const statistics = openDynamoStatistics({ statisticsTable, client: { send } as unknown as DynamoDBClient });
  const history = { process: { kind: 'case', id: 'case-1' }, from: 0, to: 1 };
  const row = { area: '320613', day: '2025-03-03', counters: { filed: 1 } };
  await expect(statistics.count(1, [history], [row])).rejects.toBeInstanceOf(expected);
});
