import type { Instant } from '#domain/time/instant.ts';
import { DUE_A_PAGE, MOST_IN_CELL } from '../page-sizes.ts';
import type { Due, ListEntry, ListPlace, Named, NearEntry } from '../store.ts';
import { INDEXES, lineKey, listEntryOf, namedBy, placeOf } from './cases-table.ts';
import type { CasesDatabase } from './database.ts';
import type { Item } from './documents.ts';

/** What is found by the table's indexes. They follow a moment after the commit. */

/** Before every instant. */
const BEGINNING = '0';

export const readList = async (
  { documents, casesTable }: CasesDatabase,
  kinds: readonly string[],
  list: string,
  { limit, after, within }: { limit: number; after?: ListPlace; within?: string },
): Promise<{ entries: ListEntry[]; next?: ListPlace }> => {
  const { items, lastKey } = await documents.query({
    TableName: casesTable,
    IndexName: INDEXES.worklist.name,
    KeyConditionExpression: 'worklistUnit = :list',
    ExpressionAttributeValues: { ':list': list, ...(within !== undefined && { ':area': within }) },
    ...(within !== undefined && { FilterExpression: 'begins_with(grid, :area)' }),
    Limit: limit,
    // The list is the caller's, never the place's.
    ...(after && { ExclusiveStartKey: lineKey(list, after) }),
  });
  const next = lastKey && placeOf(lastKey, kinds);
  return { entries: items.flatMap((item) => listEntryOf(item, kinds) ?? []), ...(next && { next }) };
};

/** What is due until an instant in one shard. */
export const readDue = async (
  { documents, casesTable }: CasesDatabase,
  kinds: readonly string[],
  { shard, until, after }: { shard: number; until: Instant; after?: string | undefined },
): Promise<{ due: Due[]; next?: string }> => {
  const { items, lastKey } = await documents.query({
    TableName: casesTable,
    IndexName: INDEXES.due.name,
    // "#~" sorts behind every "#<id>" of the same instant.
    KeyConditionExpression: 'dueShard = :shard AND dueSort <= :until',
    ExpressionAttributeValues: { ':shard': String(shard), ':until': `${until}#~` },
    Limit: DUE_A_PAGE,
    ...(after !== undefined && { ExclusiveStartKey: JSON.parse(after) as Item }),
  });
  return {
    due: items.flatMap(({ pk, dueSort }) => {
      const process = namedBy(pk, kinds);
      const [at] = String(dueSort).split('#');
      return process ? { ...process, at: at as Instant } : [];
    }),
    ...(lastKey && { next: JSON.stringify(lastKey) }),
  };
};

/** Every open process is in the due index, a suspended one by its end. */
export const readOpen = async (
  { documents, casesTable }: CasesDatabase,
  kinds: readonly string[],
  {
    shard,
    after = BEGINNING,
    limit = DUE_A_PAGE,
  }: { shard: number; after?: string | undefined; limit?: number | undefined },
): Promise<{ open: Named[]; next?: string }> => {
  const { items, lastKey } = await documents.query({
    TableName: casesTable,
    IndexName: INDEXES.due.name,
    KeyConditionExpression: 'dueShard = :shard AND dueSort > :after',
    ExpressionAttributeValues: { ':shard': String(shard), ':after': after },
    Limit: limit,
  });
  return {
    open: namedIn(items, kinds),
    ...(lastKey && { next: lastKey.dueSort as string }),
  };
};

export const readFiled = async (
  { documents, casesTable }: CasesDatabase,
  kinds: readonly string[],
  { township, from, to, limit }: { township: string; from: Instant; to: Instant; limit: number },
): Promise<{ process: Named; filedAt: Instant }[]> => {
  const { items } = await documents.query({
    TableName: casesTable,
    IndexName: INDEXES.filed.name,
    KeyConditionExpression: 'filedIn = :township AND filedSort BETWEEN :from AND :to',
    // "#" follows every instant in the key: `to` itself lies behind all that was filed before it.
    ExpressionAttributeValues: { ':township': township, ':from': from, ':to': to },
    Limit: limit,
  });
  return items.flatMap(({ pk, filedSort }) => {
    const process = namedBy(pk, kinds);
    return process ? [{ process, filedAt: String(filedSort).split('#')[0] as Instant }] : [];
  });
};

/** One query for each cell. */
export const readNear = async (
  { documents, casesTable }: CasesDatabase,
  kinds: readonly string[],
  cells: readonly string[],
  since: Instant,
): Promise<NearEntry[]> => {
  const read = await Promise.all(
    cells.map((cell) =>
      documents.query({
        TableName: casesTable,
        IndexName: INDEXES.near.name,
        KeyConditionExpression: 'nearCell = :cell AND filedSort >= :since',
        ExpressionAttributeValues: { ':cell': cell, ':since': since },
        ScanIndexForward: false,
        Limit: MOST_IN_CELL,
      }),
    ),
  );
  return read.flatMap(({ items }) =>
    items.flatMap(({ pk, category, point }) => {
      const process = namedBy(pk, kinds);
      return process ? [{ ...process, category, point } as NearEntry] : [];
    }),
  );
};

const namedIn = (items: readonly Item[], kinds: readonly string[]): Named[] =>
  items.flatMap(({ pk }) => namedBy(pk, kinds) ?? []);
