import { hash32 } from '#domain/hash32.ts';
import { nextDueAt } from '#domain/process/ladder.ts';
import type { Definition, Process } from '#domain/process/process.ts';
import type { Instant } from '#domain/time/instant.ts';

/** The index of what is due: one entry for an open process, at the earliest instant at which it has something to do. */

/** Its shards: one takes 1,000 writes a second in DynamoDB, a city's burst is 15 new cases a second. */
export const DUE_SHARDS = 8;

const shardOf = (id: string): number => hash32(id) % DUE_SHARDS;

/** Where a process stands in the index; nowhere when no clock of it runs. */
export const dueEntryOf = (
  definition: Definition,
  current: Process,
): { shard: number; at: Instant } | undefined => {
  const at = nextDueAt(definition, current);
  return at && { shard: shardOf(current.id), at };
};
