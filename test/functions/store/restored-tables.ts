import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { caseProcess } from '#domain/case/definition.ts';
import { INDEXES, usedFileKey } from '#shared/store/dynamodb/cases-table.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { openDynamoStore } from '#shared/store/dynamodb/dynamo-store.ts';
import { openProcessRestore, type ProcessRestore } from '#shared/store/dynamodb/process-restore.ts';
import type { Store } from '#shared/store/store.ts';
import { DynamoError, openDatabase } from '../../bench/dynamo/database.ts';
import { startDynamo } from '../../bench/dynamo/server.ts';
import { file, type Life, officer, police } from '../../domain/builders.ts';

export const IN_USE = 'Cases';
export const RESTORED = 'gridward-restored';

type Item = Record<string, unknown>;

/** A Cases table in use beside a restored one, each with the store that works on it. */
export interface TwoTables {
  endpoint: string;
  client: DynamoDBClient;
  inUse: Store;
  restored: Store;
  restore: ProcessRestore;
  /** Every item of a table in the order of its keys, but for waits, and notes of used files, which belong to no process. */
  itemsOf(table: string): Item[];
  waitsOf(table: string): Item[];
  put(table: string, item: Item): void;
  remove(table: string, key: { pk: unknown; sk: unknown }): void;
  /** Operations asked for since the start. */
  asked: string[];
  /** Lets so many writes pass from now on, and refuses all others; undefined lets all pass. */
  failAfter(writes: number | undefined): void;
  stop(): void;
}

const WRITES = ['TransactWriteItems', 'PutItem', 'DeleteItem', 'UpdateItem', 'BatchWriteItem'];

export const openTwoTables = async (): Promise<TwoTables> => {
  const database = openDatabase([
    ...[IN_USE, RESTORED].map((name) => ({ name, indexes: Object.values(INDEXES) })),
    { name: 'Grids', indexes: [] },
  ]);
  const asked: string[] = [];
  let passing: number | undefined;
  const server = await startDynamo((operation, request) => {
    asked.push(operation);
    if (passing !== undefined && WRITES.includes(operation) && passing-- <= 0)
      throw new DynamoError('AccessDeniedException');
    return database(operation, request);
  });
  const client = openClient({
    endpoint: server.endpoint,
    region: 'cn-north-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const storeOn = (casesTable: string) =>
    openDynamoStore({ casesTable, gridsTable: 'Grids', client, definitions: [caseProcess] });
  const all = (TableName: string): Item[] => {
    const { Items } = database('Scan', { TableName }) as { Items: Parameters<typeof unmarshall>[0][] };
    return Items.map((item) => unmarshall(item)).sort((a, b) =>
      `${a.pk}|${a.sk}` < `${b.pk}|${b.sk}` ? -1 : 1,
    );
  };
  const isWait = ({ sk }: Item) => String(sk).startsWith('WAIT#');
  const tellsOfUse = ({ sk }: Item): boolean => sk === usedFileKey('').sk;
  return {
    endpoint: server.endpoint,
    client,
    inUse: storeOn(IN_USE),
    restored: storeOn(RESTORED),
    restore: openProcessRestore({ casesTable: IN_USE, restoredTable: RESTORED, client }),
    itemsOf: (table) => all(table).filter((item) => !isWait(item) && !tellsOfUse(item)),
    waitsOf: (table) => all(table).filter(isWait),
    put: (TableName, item) => database('PutItem', { TableName, Item: marshall(item) }),
    remove: (TableName, { pk, sk }) => database('DeleteItem', { TableName, Key: marshall({ pk, sk }) }),
    asked,
    failAfter: (writes) => {
      passing = writes;
    },
    stop: () => {
      client.destroy();
      server.stop();
    },
  };
};

/** Commits a life from its beginning. */
export const commitLife = (store: Store, life: Life): Promise<void> =>
  store.commit(
    [{ definition: caseProcess, before: undefined, events: life.history, next: life.current }],
    life.now,
  );

/** Commits what a life adds now. */
export const commitNext = async (
  store: Store,
  life: Life,
  happens: (life: Life) => unknown,
): Promise<void> => {
  const [before, told] = [life.current, life.history.length];
  happens(life);
  const events = life.history.slice(told);
  await store.commit([{ definition: caseProcess, before, events, next: life.current }], life.now);
};

/** Adds attachments as the police station does. */
export const attach = (life: Life, ...ids: string[]): void => {
  for (const id of ids) life.give(officer(police), { type: 'attach', files: [file({ id })] });
};
