import { epochSeconds, type Instant } from '#domain/time/instant.ts';
import { RepeatedRequest } from '../errors.ts';
import type { Named } from '../named.ts';
import type { Remembered } from '../remembered.ts';
import type { Redelivery, TroubleOf } from '../store.ts';
import type { Met, Trouble, TroubleKind, TroubleName, TroublePlace } from '../troubles.ts';
import {
  INDEXES,
  redeliveryKey,
  troubleKey,
  troubleLineKey,
  troubleList,
  troubleOf,
  troubleSort,
} from './cases-table.ts';
import {
  type CasesDatabase,
  type Database,
  getItem,
  nameOf,
  readTogether,
  transactWrite,
} from './database.ts';
import type { Page } from './documents.ts';
import { isConflict, reasonsOf } from './errors.ts';
import type { Key } from './grids-table.ts';
import { rememberWrite } from './idempotency.ts';

/** What operators must know of processes. */

/** What was met and then went well is not met again after this. */
const KEEP_UNLISTED_SECONDS = 2 * 86_400;
/** Longer than anything stands on a list. */
const KEEP_LISTED_SECONDS = 400 * 86_400;
/** Who wanted a redelivery, and why, is kept as long as logs are. */
const KEEP_REDELIVERY_SECONDS = 180 * 86_400;

export const noteTrouble = async (
  { documents, casesTable }: CasesDatabase,
  process: Named,
  { listed, cause, since, ...name }: Met,
  now: Instant,
): Promise<Trouble> => {
  const kept = await documents.update({
    TableName: casesTable,
    Key: troubleKey(process, name),
    UpdateExpression: `SET since = if_not_exists(since, :since), cause = :cause, expiresAt = :expiresAt${
      listed ? ', worklistUnit = :list, worklistSort = if_not_exists(worklistSort, :sort)' : ''
    } ADD times :one`,
    ExpressionAttributeValues: {
      ':since': since,
      ':cause': cause,
      ':expiresAt': epochSeconds(now) + (listed ? KEEP_LISTED_SECONDS : KEEP_UNLISTED_SECONDS),
      ':one': 1,
      ...(listed && { ':list': troubleList(name.trouble), ':sort': troubleSort(since, process) }),
    },
    ReturnValues: 'ALL_NEW',
  });
  return contentOf({ ...kept, ...troubleKey(process, name) }, process);
};

export const endTrouble = async (
  { documents, casesTable }: CasesDatabase,
  process: Named,
  name: TroubleName,
): Promise<void> => documents.delete({ TableName: casesTable, Key: troubleKey(process, name) });

export const findTrouble = async (
  { documents, casesTable }: CasesDatabase,
  process: Named,
  name: TroubleName,
): Promise<Trouble | undefined> => {
  const item = await getItem(documents, casesTable, troubleKey(process, name), { consistent: true });
  return item && contentOf(item, process);
};

const contentOf = (item: Parameters<typeof troubleOf>[0], { kind }: Named): Trouble => {
  const { kind: _, id: __, ...trouble } = troubleOf(item, [kind]) as TroubleOf;
  return trouble;
};

/** The index tells which there are, the items what they say: two requests. */
export const readTroubles = async (
  db: Database,
  kinds: readonly string[],
  kind: TroubleKind,
  page: { limit: number; after?: TroublePlace },
): Promise<{ troubles: TroubleOf[]; next?: TroublePlace }> => {
  const { items, lastKey } = await linesOf(db, kind, page);
  const keys = items.map(({ pk, sk }) => ({ pk, sk }) as Key);
  const { cases } = await readTogether(db, { cases: keys });
  const troubles = keys.flatMap((key) => {
    const item = cases.get(nameOf(key));
    return (item && troubleOf(item, kinds)) ?? [];
  });
  const next = lastKey && troubleOf({ ...lastKey, since: sinceIn(lastKey.worklistSort) }, kinds);
  return { troubles, ...(next && { next: placeOf(next) }) };
};

/** The index names them. */
export const readTroubled = async (
  db: CasesDatabase,
  kinds: readonly string[],
  kind: TroubleKind,
  limit: number,
): Promise<{ troubles: (Named & TroubleName)[]; areMore: boolean }> => {
  const { items, lastKey } = await linesOf(db, kind, { limit });
  const troubles = items.flatMap((item) => {
    const found = troubleOf(item, kinds);
    return found ? [{ kind: found.kind, id: found.id, trouble: found.trouble, part: found.part }] : [];
  });
  return { troubles, areMore: lastKey !== undefined };
};

const linesOf = (
  { documents, casesTable }: CasesDatabase,
  kind: TroubleKind,
  { limit, after }: { limit: number; after?: TroublePlace },
): Promise<Page> =>
  documents.query({
    TableName: casesTable,
    IndexName: INDEXES.worklist.name,
    KeyConditionExpression: 'worklistUnit = :list',
    ExpressionAttributeValues: { ':list': troubleList(kind) },
    Limit: limit,
    ...(after && { ExclusiveStartKey: troubleLineKey(kind, after) }),
  });

const sinceIn = (sort: unknown): Instant => String(sort).split('#')[0] as Instant;

const placeOf = ({ kind, id, part, since }: TroubleOf): TroublePlace => ({ kind, id, part, since });

export const askRedelivery = async (
  { documents, casesTable }: CasesDatabase,
  { process, part, by, reason }: Redelivery,
  now: Instant,
  remembered: Remembered,
): Promise<void> => {
  const Item = {
    ...redeliveryKey(process, part),
    by,
    reason,
    at: now,
    expiresAt: epochSeconds(now) + KEEP_REDELIVERY_SECONDS,
  };
  try {
    await transactWrite(documents, [
      rememberWrite(casesTable, remembered, now),
      { Put: { TableName: casesTable, Item } },
    ]);
  } catch (error) {
    if (!reasonsOf(error)?.some(isConflict)) throw error;
    throw new RepeatedRequest();
  }
};
