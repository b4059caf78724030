import { setTimeout } from 'node:timers/promises';
import type { Documents, Item, Wanted, Write, WriteRequest } from './documents.ts';
import { isThrottled } from './errors.ts';
import type { Key } from './grids-table.ts';

/** A city's reference data and the client that reaches it. */
export interface GridsDatabase {
  documents: Documents;
  gridsTable: string;
}

export interface CasesDatabase {
  documents: Documents;
  casesTable: string;
}

/** Both tables of a city. */
export interface Database extends GridsDatabase, CasesDatabase {}

/** Items found, by the name of their key; what does not exist is absent. */
export type Found = ReadonlyMap<string, Item>;
export interface FoundTogether {
  cases: Found;
  grids: Found;
}

export const nameOf = ({ pk, sk }: Key): string => `${pk}|${sk}`;

/** What an item says, without its key. */
export const contentOf = <Content>({ pk, sk, ...content }: Item): Content => content as Content;

export const getItem = (
  documents: Documents,
  TableName: string,
  key: Key,
  { consistent = false } = {},
): Promise<Item | undefined> => documents.get({ TableName, Key: key, ConsistentRead: consistent });

/**
 * Reads up to 100 items of both tables in one request. Processes are read consistently: a decision never rests on
 * an old version.
 */
export const readTogether = async (
  { documents, casesTable, gridsTable }: Database,
  { cases = [], grids = [] }: { cases?: readonly Key[]; grids?: readonly Key[] },
): Promise<FoundTogether> => {
  const found = await batchRead(documents, {
    [casesTable]: { Keys: distinct(cases), ConsistentRead: true },
    [gridsTable]: { Keys: distinct(grids) },
  });
  return { cases: byName(found, casesTable), grids: byName(found, gridsTable) };
};

/** Reads up to 100 items of reference data in one request. */
export const readGrids = async (
  { documents, gridsTable }: GridsDatabase,
  keys: readonly Key[],
): Promise<Found> =>
  byName(await batchRead(documents, { [gridsTable]: { Keys: distinct(keys) } }), gridsTable);

/** Reads up to 100 items of one table in one request, consistently. */
export const readKeys = async (documents: Documents, table: string, keys: readonly Key[]): Promise<Found> =>
  byName(await batchRead(documents, { [table]: { Keys: distinct(keys), ConsistentRead: true } }), table);

/** A batch that names a key twice is refused. */
const distinct = (keys: readonly Key[]): Key[] => [
  ...new Map(keys.map((key) => [nameOf(key), key])).values(),
];

/** Keys that a throttled table left unread are asked for again. */
const batchRead = async (documents: Documents, asked: Wanted): Promise<Map<string, Item[]>> => {
  const found = new Map<string, Item[]>();
  let wanted: Wanted = Object.fromEntries(Object.entries(asked).filter(([, { Keys }]) => Keys.length > 0));
  for (let attempt = 0; Object.keys(wanted).length > 0; attempt++) {
    if (attempt === READS) throw new Error(`the tables left keys unread after ${READS} requests`);
    await pauseBefore(attempt);
    const read = await documents.batchGet(wanted);
    for (const [table, items] of Object.entries(read.found))
      found.set(table, [...(found.get(table) ?? []), ...items]);
    wanted = read.unread;
  }
  return found;
};

/** Unprocessed keys come back only while a table is throttled, in an answer that the client does not repeat. */
const READS = 5;

const byName = (found: Map<string, Item[]>, table: string): Found =>
  new Map((found.get(table) ?? []).map((item) => [nameOf(item as unknown as Key), item]));

/**
 * Writes all or nothing. A transaction that was cancelled for want of capacity has written nothing and is sent again: the
 * client itself repeats only requests that DynamoDB did not take at all.
 * @throws TransactionCanceledException for any other reason at once, for want of capacity after `TRANSACTIONS` tries
 */
export const transactWrite = async (documents: Documents, writes: readonly Write[]): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await documents.transactWrite(writes);
    } catch (error) {
      if (!isThrottled(error) || attempt === TRANSACTIONS) throw error;
      await pauseBefore(attempt);
    }
  }
};

/** With the pauses between, 1.5 s at most: a person waits for the answer. */
const TRANSACTIONS = 5;

/** The most that BatchWriteItem takes. */
const BATCH = 25;
/** Requests under way at once. */
const WRITERS = 8;

/**
 * Writes any number of items, in no particular order.
 * @param attempts how often a batch is sent before it is given up; with the pauses between, 8 take some 5 s, 12 some 50 s
 * @throws Error when the table leaves items unprocessed again and again
 */
export const batchWrite = async (
  documents: Documents,
  table: string,
  requests: readonly WriteRequest[],
  attempts: number,
): Promise<void> => {
  const batches = Array.from({ length: Math.ceil(requests.length / BATCH) }, (_, i) =>
    requests.slice(i * BATCH, (i + 1) * BATCH),
  ).values();
  // Every writer takes the next batch from the one iterator.
  const writer = async () => {
    for (const batch of batches) await writeBatch(documents, table, batch, attempts);
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
};

/** DynamoDB answers 200 and hands back what it had no capacity for. */
const writeBatch = async (
  documents: Documents,
  table: string,
  batch: readonly WriteRequest[],
  attempts: number,
): Promise<void> => {
  let left: Record<string, WriteRequest[]> = { [table]: [...batch] };
  for (let attempt = 0; attempt < attempts; attempt++) {
    await pauseBefore(attempt);
    left = await documents.batchWrite(left);
    if (Object.keys(left).length === 0) return;
  }
  throw new Error(
    `${table} left items unprocessed ${attempts} times; what was written so far stays, so try again`,
  );
};

/** Growing pauses, drawn anew each time so that throttled writers do not come back together. */
const pauseBefore = async (attempt: number): Promise<void> => {
  if (attempt > 0) await setTimeout(Math.random() * Math.min(10_000, 50 * 2 ** attempt));
};
