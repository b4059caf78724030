import { setTimeout } from 'node:timers/promises';
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { Key } from '#shared/persistence/grids-table.ts';
import type { Item } from './items.ts';

export type WriteRequest = { PutRequest: { Item: Item } } | { DeleteRequest: { Key: Key } };
type RequestItems = NonNullable<BatchWriteCommandInput['RequestItems']>;

/** The most that BatchWriteItem takes. */
const BATCH = 25;
/** Requests under way at once. */
const CONCURRENCY = 8;
/** With the pauses below, some 50 s: long enough for a new on-demand table to grow. */
const ATTEMPTS = 12;

/**
 * Writes any number of items, in no particular order.
 * @throws when the table leaves items unprocessed again and again
 */
export const batchWrite = async (
  client: DynamoDBDocumentClient,
  table: string,
  requests: WriteRequest[],
): Promise<void> => {
  const batches = Array.from({ length: Math.ceil(requests.length / BATCH) }, (_, i) =>
    requests.slice(i * BATCH, (i + 1) * BATCH),
  ).values();
  // Every writer takes the next batch from the one iterator.
  const writer = async () => {
    for (const batch of batches) await writeBatch(client, table, batch);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, writer));
};

/** DynamoDB answers 200 and hands back what it had no capacity for. */
const writeBatch = async (
  client: DynamoDBDocumentClient,
  table: string,
  batch: WriteRequest[],
): Promise<void> => {
  let left: RequestItems = { [table]: batch };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await setTimeout(Math.random() * Math.min(10_000, 50 * 2 ** attempt));
    const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems: left }));
    if (Object.keys(UnprocessedItems).length === 0) return;
    left = UnprocessedItems;
  }
  throw new Error(
    `${table} left items unprocessed ${ATTEMPTS} times; run the import again to go on from here`,
  );
};
