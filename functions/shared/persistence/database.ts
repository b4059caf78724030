import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Key } from './grids-table.ts';

/** A city's reference data and the client that reaches it. */
export interface GridsDatabase {
  documents: DynamoDBDocumentClient;
  gridsTable: string;
}

/** Both tables of a city. */
export interface Database extends GridsDatabase {
  casesTable: string;
}

export type Item = Record<string, unknown>;

export const openDocuments = (client = new DynamoDBClient()): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

/** Items found, by the name of their key; what does not exist is absent. */
export type Found = ReadonlyMap<string, Item>;
export interface FoundTogether {
  cases: Found;
  grids: Found;
}

export const nameOf = ({ pk, sk }: Key): string => `${pk}|${sk}`;

/**
 * Reads up to 100 items of both tables in one request. Cases are read consistently: a decision never rests on
 * an old version.
 */
export const readTogether = async (
  { documents, casesTable, gridsTable }: Database,
  { cases = [], grids = [] }: { cases?: readonly Key[]; grids?: readonly Key[] },
): Promise<FoundTogether> => {
  const found = await batchRead(documents, {
    [casesTable]: { Keys: [...cases], ConsistentRead: true },
    [gridsTable]: { Keys: [...grids] },
  });
  return { cases: byName(found, casesTable), grids: byName(found, gridsTable) };
};

/** Reads up to 100 items of reference data in one request. */
export const readGrids = async (
  { documents, gridsTable }: GridsDatabase,
  keys: readonly Key[],
): Promise<Found> => byName(await batchRead(documents, { [gridsTable]: { Keys: [...keys] } }), gridsTable);

type Wanted = Record<string, { Keys: Key[]; ConsistentRead?: boolean }>;

/** Keys that a throttled table left unread are asked for again. */
const batchRead = async (documents: DynamoDBDocumentClient, asked: Wanted): Promise<Map<string, Item[]>> => {
  const found = new Map<string, Item[]>();
  let wanted = Object.fromEntries(Object.entries(asked).filter(([, { Keys }]) => Keys.length > 0));
  for (let attempt = 1; Object.keys(wanted).length > 0; attempt++) {
    if (attempt > MAX_ATTEMPTS) throw new Error(`the tables left keys unread after ${MAX_ATTEMPTS} requests`);
    const answer = await documents.send(new BatchGetCommand({ RequestItems: wanted }));
    for (const [table, items] of Object.entries(answer.Responses ?? {}))
      found.set(table, [...(found.get(table) ?? []), ...items]);
    wanted = (answer.UnprocessedKeys ?? {}) as Wanted;
  }
  return found;
};

/** Unprocessed keys come back only while a table is throttled; the client's own back-off has waited before. */
const MAX_ATTEMPTS = 5;

const byName = (found: Map<string, Item[]>, table: string): Found =>
  new Map((found.get(table) ?? []).map((item) => [nameOf(item as unknown as Key), item]));
