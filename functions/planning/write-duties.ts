import { setTimeout } from 'node:timers/promises';
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type BatchWriteCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import type { DutyEntry } from '#domain/policy/routing.ts';
import type { GridsDatabase } from '#shared/persistence/database.ts';
import { dutyKey } from '#shared/persistence/grids-table.ts';

/** The most that BatchWriteItem takes. */
const BATCH = 25;
/** Requests under way at once: Nantong's 6,500 duties take a few seconds. */
const CONCURRENCY = 8;
/** With the pauses below some five seconds, of the half minute that the API waits. */
const ATTEMPTS = 8;

/** Lays out the duties of a policy beside those in use. Nobody sees them before the city's pointer names the policy. */
export const writeDuties = async (
  db: GridsDatabase,
  generation: string,
  policyVersion: string,
  duties: readonly DutyEntry[],
): Promise<void> => {
  const batches = Array.from({ length: Math.ceil(duties.length / BATCH) }, (_, i) =>
    duties.slice(i * BATCH, (i + 1) * BATCH),
  ).values();
  // Every writer takes the next batch from the one iterator.
  const writer = async () => {
    for (const batch of batches)
      await writeBatch(
        db,
        batch.map((duty) => ({
          PutRequest: { Item: { ...dutyKey(generation, policyVersion, duty), ...duty } },
        })),
      );
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, writer));
};

/** DynamoDB answers 200 and hands back what it had no capacity for. */
const writeBatch = async (
  { documents, gridsTable }: GridsDatabase,
  batch: NonNullable<BatchWriteCommandInput['RequestItems']>[string],
): Promise<void> => {
  let left: NonNullable<BatchWriteCommandInput['RequestItems']> = { [gridsTable]: batch };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await setTimeout(Math.random() * 50 * 2 ** attempt);
    const answer: BatchWriteCommandOutput = await documents.send(
      new BatchWriteCommand({ RequestItems: left }),
    );
    left = answer.UnprocessedItems ?? {};
    if (Object.keys(left).length === 0) return;
  }
  throw new Error(`the Grids table left duties unwritten ${ATTEMPTS} times`);
};
