import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PATIENT_AWS_CLIENT } from '../../aws-client.ts';
import { VersionConflict } from '../errors.ts';
import type { Named } from '../named.ts';
import { type ItemKind, recordKey, SORT_KEYS } from './cases-table.ts';
import { nameOf, transactWrite } from './database.ts';
import { type Documents, type Item, openClient, openDocuments, queryAll, type Write } from './documents.ts';
import { isConflict, reasonsOf } from './errors.ts';
import type { Key } from './grids-table.ts';

/** Brings a process from a restored table, or any other of the same layout, back into the one in use. */

/**
 * What comes back, of all that lies in the partition of a process. The others are no data of it and are left as they are
 * in the table in use: a wait holds the token of an execution, and old tokens answer nobody; a trouble tells operators
 * what is the matter at this moment; a redelivery is an order to the relay that was carried out long ago.
 */
const RETURNS: Record<ItemKind, boolean> = {
  record: true,
  event: true,
  notice: true,
  file: true,
  outcome: true,
  entry: true,
  wait: false,
  trouble: false,
  redelivery: false,
};

/** A process in both tables, without what does not come back. */
export interface Compared {
  process: Named;
  /** What the restored table holds; without a record it has no such process. */
  restored: Held;
  /** What the table in use holds. */
  inUse: Held;
  /** Whether both are the same. */
  isSame: boolean;
  /** Sort keys of what the table in use has instead or beyond: what was decided there, and a restore would take back. */
  lost: string[];
}

/** Items of a process in the order of their keys. */
export interface Held {
  record?: Item;
  events: Item[];
  files: Item[];
  notices: Item[];
  /** What follows from the record alone: lines on lists, and what came of it. */
  entries: Item[];
}

export interface ProcessRestore {
  /** @throws UnknownItem when something lies there of which this version does not know whether it may come back */
  compare(process: Named): Promise<Compared>;
  /**
   * Makes the process in the table in use what it is in the restored one. First the history and the files, then, in one
   * transaction, the record with its lines on lists, and last whatever is beyond. It may be interrupted anywhere and
   * begun anew with another comparison.
   * @throws VersionConflict when the process was changed since it was compared
   */
  restore(compared: Compared): Promise<void>;
}

/** An item of a kind that this version does not know. */
export class UnknownItem extends Error {
  override readonly name = 'UnknownItem';
}

interface ProcessRestoreOptions {
  /** The table in use. */
  casesTable: string;
  restoredTable: string;
  /** @default - a patient client as the environment configures it */
  client?: DynamoDBClient;
}

export const openProcessRestore = ({
  casesTable,
  restoredTable,
  client = openClient(PATIENT_AWS_CLIENT),
}: ProcessRestoreOptions): ProcessRestore => {
  const documents = openDocuments(client);
  return {
    compare: async (process) => {
      const [restored, inUse] = await Promise.all([
        heldIn(documents, restoredTable, process),
        heldIn(documents, casesTable, process),
      ]);
      return { process, restored, inUse, ...difference(restored, inUse) };
    },
    restore: (compared) => restore(documents, casesTable, compared),
  };
};

/** The kind of what lies in the partition of a process; undefined for what this version does not know. */
export const kindOf = (sk: string): ItemKind | undefined =>
  (Object.keys(SORT_KEYS) as ItemKind[]).find((kind) =>
    kind === 'record' ? sk === SORT_KEYS.record : sk.startsWith(SORT_KEYS[kind]),
  );

export const comesBack = (kind: ItemKind): boolean => RETURNS[kind];

const heldIn = async (documents: Documents, TableName: string, process: Named): Promise<Held> => {
  const held: Record<ItemKind, Item[]> = {
    record: [],
    event: [],
    notice: [],
    file: [],
    outcome: [],
    entry: [],
    wait: [],
    trouble: [],
    redelivery: [],
  };
  const items = await queryAll(documents, {
    TableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': recordKey(process).pk },
    ConsistentRead: true,
  });
  for (const item of items) {
    const kind = kindOf(String(item.sk));
    if (!kind) throw new UnknownItem(`${nameOf(keyOf(item))} of ${TableName}`);
    if (comesBack(kind)) held[kind].push(item);
  }
  const [record] = held.record;
  return {
    ...(record && { record }),
    events: held.event,
    files: held.file,
    notices: held.notice,
    entries: [...held.entry, ...held.outcome],
  };
};

const difference = (restored: Held, inUse: Held): Pick<Compared, 'isSame' | 'lost'> => {
  const lostHistory = othersIn(historyOf(inUse), historyOf(restored));
  const lostNow = othersIn(nowOf(inUse), nowOf(restored));
  const missing = othersIn(
    [...historyOf(restored), ...nowOf(restored)],
    [...historyOf(inUse), ...nowOf(inUse)],
  );
  // A record that is older than the restored one goes on to it. Lines on lists follow their record and decide nothing.
  const goesOn =
    !inUse.record ||
    (restored.record !== undefined && versionOf(inUse.record) < versionOf(restored.record)) ||
    isDeepStrictEqual(inUse.record, restored.record);
  return {
    isSame: lostHistory.length + lostNow.length + missing.length === 0,
    lost: [...lostHistory, ...(goesOn ? [] : lostNow)].map(({ sk }) => String(sk)),
  };
};

/** What is written once. */
const historyOf = ({ events, files, notices }: Held): Item[] => [...events, ...files, ...notices];
/** What is written anew with every change. */
const nowOf = ({ record, entries }: Held): Item[] => [...(record ? [record] : []), ...entries];
const versionOf = ({ version }: Item): number => version as number;
const keyOf = ({ pk, sk }: Item): Key => ({ pk: String(pk), sk: String(sk) });

/** Items that those others lack, or have with another content. */
const othersIn = (items: readonly Item[], those: readonly Item[]): Item[] => {
  const known = new Map(those.map((item) => [item.sk, item]));
  return items.filter((item) => !isDeepStrictEqual(item, known.get(item.sk)));
};

const restore = async (
  documents: Documents,
  TableName: string,
  { process, restored, inUse }: Compared,
): Promise<void> => {
  if (!restored.record) throw new Error(`${process.kind} ${process.id} is not in the restored table`);
  const remove = (item: Item): Write => ({ Delete: { TableName, Key: keyOf(item) } });
  const present = new Set(historyOf(inUse).map(({ sk }) => sk));
  const absent = (items: readonly Item[], from: readonly Item[]): Item[] => {
    const known = new Set(from.map(({ sk }) => sk));
    return items.filter(({ sk }) => !known.has(sk));
  };

  const history = othersIn(historyOf(restored), historyOf(inUse));
  for (const items of inParts(history))
    await write(
      documents,
      items.map((Item) => ({ Put: { TableName, Item, ...(present.has(Item.sk) ? {} : NEW) } })),
    );

  const unchanged = inUse.record
    ? {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': versionOf(inUse.record) },
      }
    : NEW;
  await write(documents, [
    { Put: { TableName, Item: restored.record, ...unchanged } },
    ...restored.entries.map((Item): Write => ({ Put: { TableName, Item } })),
    ...absent(inUse.entries, restored.entries).map(remove),
  ]);

  // The first event of them goes last: while it is there, nobody can go on from the restored record.
  const beyond = [
    ...absent(inUse.events, restored.events),
    ...absent(inUse.files, restored.files),
    ...absent(inUse.notices, restored.notices),
  ];
  for (const items of inParts(beyond.reverse())) await write(documents, items.map(remove));
};

const NEW = { ConditionExpression: 'attribute_not_exists(pk)' };

/** The longest texts of as many events stay below the 4 MB of a transaction. */
const A_TRANSACTION = 25;

const inParts = (items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / A_TRANSACTION) }, (_, i) =>
    items.slice(i * A_TRANSACTION, (i + 1) * A_TRANSACTION),
  );

const write = async (documents: Documents, writes: readonly Write[]): Promise<void> => {
  try {
    await transactWrite(documents, writes);
  } catch (error) {
    throw reasonsOf(error)?.some(isConflict) ? new VersionConflict() : error;
  }
};
