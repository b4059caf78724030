import { type Instant, instantAt } from '#domain/time/instant.ts';
import type { Named } from '../named.ts';
import { type Order, type OrderPage, orderPage, partOf, toRead, type Wanted } from '../orders.ts';
import { DUE_A_PAGE, MOST_IN_CELL } from '../page-sizes.ts';
import type { Due, ListEntry, ListPlace, NearEntry } from '../store.ts';
import {
  INDEXES,
  indexOf,
  lineKey,
  listEntryOf,
  namedBy,
  orderEntryOf,
  placeOf,
  spotKey,
} from './cases-table.ts';
import type { CasesDatabase } from './database.ts';
import type { Item } from './documents.ts';

/** What is found by the table's indexes. They follow a moment after the commit. */

/** Before every instant, and behind every one. */
const BEGINNING = '0';
const END = '~';

/** Behind everything that has an earlier instant, whether an id follows the instant in the key or not. */
const justBefore = (instant: Instant): string => `${instantAt(Date.parse(instant) - 1)}#~`;

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

/** A part of an order, and the page that it makes: one request. */
export const readOrder = async (
  { documents, casesTable }: CasesDatabase,
  kinds: readonly string[],
  order: Order,
  wanted: Wanted,
): Promise<OrderPage> => {
  const { name, partitionKey, sortKey } = indexOf(order);
  const { from = BEGINNING, before, after } = wanted;
  const { items, lastKey } = await documents.query({
    TableName: casesTable,
    IndexName: name,
    KeyConditionExpression: '#part = :part AND #sort BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#part': partitionKey, '#sort': sortKey },
    ExpressionAttributeValues: {
      ':part': partOf(order),
      ':from': from,
      ':to': before ? justBefore(before) : END,
    },
    ScanIndexForward: order.by !== 'filing',
    Limit: toRead(order, wanted),
    ...(after && { ExclusiveStartKey: spotKey(order, after) }),
  });
  const entries = items.flatMap((item) => orderEntryOf(order, item, kinds) ?? []);
  return orderPage({ entries, more: lastKey !== undefined }, wanted);
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
