import { isDeepStrictEqual } from 'node:util';
import { cellOf } from '#domain/place/cells.ts';
import type { ProcessEvent } from '#domain/process/event.ts';
import type { ToldEvent } from '#domain/process/notices.ts';
import {
  type Definition,
  type Entry,
  type FileRef,
  type Notice,
  OPERATORS,
  type Outcome,
  type Process,
} from '#domain/process/process.ts';
import type { Instant } from '#domain/time/instant.ts';
import { dueEntryOf } from '../due-index.ts';
import type { Named } from '../named.ts';
import { type Order, type OrderEntry, partOf, placesOf, type Spot } from '../orders.ts';
import type { Repeatable } from '../remembered.ts';
import type { FileEntry, ListEntry, ListPlace, NoticePlace, ToldNotice, TroubleOf } from '../store.ts';
import type { TroubleKind, TroubleName, TroublePlace } from '../troubles.ts';
import type { Item } from './documents.ts';
import type { Key } from './grids-table.ts';

/**
 * The layout of the Cases table, which holds processes of every kind. Everything of one process shares its partition, so
 * that it commits together and reaches the stream in order. Sparse indexes hold only what somebody or the clock waits for,
 * and what is near. The template of the data stack has the same indexes: a test compares them.
 */

export const INDEXES = {
  /** What is due, spread over shards: one entry for an open process, the earliest instant at which it has something to do. */
  due: { name: 'Due', partitionKey: 'dueShard', sortKey: 'dueSort', projected: [] },
  /** Everything that was filed, by township and instant, kept for good. It is written once, but for what moves to another grid. */
  filed: {
    name: 'Filed',
    partitionKey: 'filedIn',
    sortKey: 'filedSort',
    projected: ['grid', 'category'],
  },
  /** The same by whoever filed it. */
  filedBy: { name: 'FiledBy', partitionKey: 'filedBy', sortKey: 'filedSort', projected: [] },
  /** What is open in a township, by the deadline of its stage. Nothing projected changes between two deadlines. */
  deadlines: {
    name: 'Deadlines',
    partitionKey: 'filedIn',
    sortKey: 'worklistSort',
    projected: ['grid', 'category'],
  },
  /** What presses in the city, by the same: most processes end before they come into it. */
  pressing: {
    name: 'Pressing',
    partitionKey: 'pressingIn',
    sortKey: 'worklistSort',
    projected: ['grid', 'category'],
  },
  /** Every commit in the city, by its first event: an event never moves, so that each costs one entry. */
  changes: { name: 'Changes', partitionKey: 'changedIn', sortKey: 'at', projected: ['place'] },
  /** What somebody was told, by its instant. It never moves, so that each notice costs one entry. */
  told: { name: 'Told', partitionKey: 'toldTo', sortKey: 'at', projected: ['what'] },
  /** What stands on somebody's list. */
  worklist: {
    name: 'Worklist',
    partitionKey: 'worklistUnit',
    sortKey: 'worklistSort',
    projected: [
      'id',
      'number',
      'title',
      'category',
      'severity',
      'level',
      'grid',
      'stage',
      'dueAt',
      'why',
      'unit',
      'unitName',
      'part',
      'reason',
    ],
  },
  /**
   * Open processes by the cell of their point. Nothing projected changes while one is open, so that the index is written
   * when a process comes into it and when it ends, and not in between.
   */
  near: {
    name: 'Nearby',
    partitionKey: 'nearCell',
    sortKey: 'filedSort',
    projected: ['category', 'point'],
  },
} as const;

/** What lies in the partition of a process, by its sort key or the beginning of it. */
export const SORT_KEYS = {
  record: 'RECORD',
  event: 'EVENT#',
  notice: 'NOTICE#',
  file: 'FILE#',
  outcome: 'OUTCOME',
  entry: 'ENTRY#',
  wait: 'WAIT#',
  trouble: 'TROUBLE#',
  redelivery: 'REDELIVERY#',
} as const;
export type ItemKind = keyof typeof SORT_KEYS;

const partitionOf = ({ kind, id }: Named): string => `${kind.toUpperCase()}#${id}`;

/** The process to which an item belongs, by its partition; undefined for what belongs to none of these kinds. */
export const namedBy = (pk: unknown, kinds: readonly string[]): Named | undefined => {
  const [prefix, id] = String(pk).split('#');
  const kind = kinds.find((one) => one.toUpperCase() === prefix);
  return kind !== undefined && id !== undefined ? { kind, id } : undefined;
};

export const recordKey = (process: Named): Key => ({ pk: partitionOf(process), sk: SORT_KEYS.record });
export const isRecord = ({ sk }: Item): boolean => sk === SORT_KEYS.record;
export const isEvent = ({ sk }: Item): boolean => String(sk).startsWith(SORT_KEYS.event);
export const isRedelivery = ({ sk }: Item): boolean => String(sk).startsWith(SORT_KEYS.redelivery);

const numbered = (prefix: string, seq: number): string => `${prefix}${String(seq).padStart(6, '0')}`;
export const eventKey = (process: Named, seq: number): Key => ({
  pk: partitionOf(process),
  sk: numbered(SORT_KEYS.event, seq),
});
/** A notice of an event that others besides its first reader were told. */
export const noticeKey = (process: Named, seq: number, nth: number): Key => ({
  pk: partitionOf(process),
  sk: `${numbered(SORT_KEYS.notice, seq)}#${String(nth).padStart(2, '0')}`,
});
/** By the number of the event that told of it, so that files are listed in their order. */
export const fileKey = (process: Named, seq: number): Key => ({
  pk: partitionOf(process),
  sk: numbered(SORT_KEYS.file, seq),
});
/** The last one only: the history has them all. */
export const outcomeKey = (process: Named): Key => ({
  pk: partitionOf(process),
  sk: SORT_KEYS.outcome,
});
export const entryKey = (process: Named, name: string): Key => ({
  pk: partitionOf(process),
  sk: `${SORT_KEYS.entry}${name}`,
});
const nameIn = (sk: unknown): string => String(sk).slice(SORT_KEYS.entry.length);
export const waitKey = (process: Named, wait: string): Key => ({
  pk: partitionOf(process),
  sk: `${SORT_KEYS.wait}${wait}`,
});
export const troubleKey = (process: Named, { trouble, part }: TroubleName): Key => ({
  pk: partitionOf(process),
  sk: `${SORT_KEYS.trouble}${trouble}#${part}`,
});
export const redeliveryKey = (process: Named, part: string): Key => ({
  pk: partitionOf(process),
  sk: `${SORT_KEYS.redelivery}${part}`,
});
export const partToRedeliver = ({ sk }: Item): string => String(sk).slice(SORT_KEYS.redelivery.length);
/** Keys belong to a person: two clients that draw the same idempotency key do not meet. */
export const requestKey = ({ subject, key }: Pick<Repeatable, 'subject' | 'key'>): Key => ({
  pk: `KEY#${subject}#${key}`,
  sk: 'KEY',
});
/** That a file was used; files lie with no process until then. */
export const usedFileKey = (fileId: string): Key => ({ pk: `FILE#${fileId}`, sk: 'USED' });
/** Which process people name by a number: it lies for good, so that no number is given twice. */
export const numberItem = (number: string, { kind, id }: Named): Item => ({ kind, id, ...numberKey(number) });
export const numberKey = (number: string): Key => ({ pk: `NUMBER#${number}`, sk: 'NUMBER' });
/** Until when somebody has read what they were told. */
export const readKey = (subject: string): Key => ({ pk: `READER#${subject}`, sk: 'READ' });
export const jobKey = (kind: string): Key => ({ pk: 'JOB', sk: kind });
/** The states of all alarms. */
export const alarmsKey: Key = { pk: 'ALARMS', sk: 'ALARMS' };
/** All webhooks lie together: they are few, and whoever reads one reads all. */
export const WEBHOOKS_PARTITION = 'WEBHOOK';
export const webhookKey = (id: string): Key => ({ pk: WEBHOOKS_PARTITION, sk: id });

/**
 * The record of a process, with the attributes by which the clock, the unit in charge and the past find it. What it shows
 * on the list of the unit in charge stands on the record itself: a line of its own would be one write more.
 */
export const recordItem = (definition: Definition, current: Process): Item => {
  const named = { kind: definition.kind, id: current.id };
  const due = dueEntryOf(definition, current);
  const { township, city, filedAt, filedBy, inCharge, pressing } = placesOf(definition, current);
  const { point } = definition.filing(current);
  return {
    ...written(definition, current),
    ...(inCharge && shown(inCharge, current.id)),
    ...(due && { dueShard: String(due.shard), dueSort: `${due.at}#${current.id}` }),
    filedIn: township,
    filedSort: sortOf(filedAt, current.id),
    ...(filedBy !== undefined && { filedBy }),
    ...(pressing && { pressingIn: city }),
    ...(point && definition.isOpen(current) && { nearCell: cellOf([point.lon, point.lat]) }),
    ...recordKey(named),
  };
};

/** What the first event of a commit has besides, so that the commit is found among those of the city. */
export const commitMark = (definition: Definition, current: Process): Item => {
  const { city, grid } = placesOf(definition, current);
  return { changedIn: city, place: grid };
};

const shown = ({ list, dueAt, shows }: Entry, id: string): Item => ({
  ...shows,
  dueAt,
  worklistUnit: list,
  worklistSort: sortOf(dueAt, id),
});

/** The key of a line in a list, in its index. */
export const lineKey = (list: string, { kind, id, name, dueAt }: ListPlace): Item => ({
  ...(name === '' ? recordKey({ kind, id }) : entryKey({ kind, id }, name)),
  worklistUnit: list,
  worklistSort: sortOf(dueAt, id),
});

/** The place of a line, by its key. */
export const placeOf = ({ pk, sk, worklistSort }: Item, kinds: readonly string[]): ListPlace | undefined => {
  const process = namedBy(pk, kinds);
  const [dueAt] = String(worklistSort).split('#');
  return process && { ...process, name: isRecord({ sk }) ? '' : nameIn(sk), dueAt: dueAt as Instant };
};

const sortOf = (dueAt: Instant, id: string): string => `${dueAt}#${id}`;

/** A line of somebody's list besides that of the unit in charge. */
export const entryItem = (process: Named, entry: Entry): Item => ({
  ...shown(entry, process.id),
  ...entryKey(process, entry.name),
});

/** Where operators find a trouble: by its kind, in the index of the lists. */
export const troubleList = (trouble: TroubleKind): string => `${OPERATORS}#${trouble}`;
export const troubleSort = (since: Instant, { id }: { id: string }): string => sortOf(since, id);

/** The key of a trouble in the list of its kind. */
export const troubleLineKey = (trouble: TroubleKind, { kind, id, part, since }: TroublePlace): Item => ({
  ...troubleKey({ kind, id }, { trouble, part }),
  worklistUnit: troubleList(trouble),
  worklistSort: troubleSort(since, { id }),
});

/** A trouble as its item keeps it. */
export const troubleOf = (
  { pk, sk, since, cause, times }: Item,
  kinds: readonly string[],
): TroubleOf | undefined => {
  const process = namedBy(pk, kinds);
  const [, trouble, part = ''] = String(sk).split('#');
  return process && ({ ...process, trouble: trouble as TroubleKind, part, since, cause, times } as TroubleOf);
};

/** Attributes that belong to the indexes alone: no process has fields of these names. */
const OF_INDEXES: ReadonlySet<string> = new Set([
  'pk',
  'sk',
  'dueShard',
  'dueSort',
  'filedIn',
  'filedSort',
  'filedBy',
  'pressingIn',
  'worklistUnit',
  'worklistSort',
  'nearCell',
  'stage',
  'dueAt',
  'why',
  'unit',
  'unitName',
  'part',
  'reason',
]);

/** A process without the fields that stand as they began. */
const written = ({ blank = {} }: Definition, current: Process): Item =>
  Object.fromEntries(
    Object.entries(current).filter(
      ([name, value]) => !isDeepStrictEqual(value, blank[name as keyof Process]),
    ),
  );

/** A process as the domain knows it. */
export const processOf = <P extends Process>({ blank }: Pick<Definition<P>, 'blank'>, item: Item): P =>
  ({
    ...blank,
    ...Object.fromEntries(Object.entries(item).filter(([name]) => !OF_INDEXES.has(name))),
  }) as P;

/** An event, which is also the notice of whoever is told of it first: an item of its own would be two writes more. */
export const eventItem = (process: Named, event: ProcessEvent, first?: Notice): Item => ({
  ...event,
  ...(first && toldTo(first)),
  ...eventKey(process, event.seq),
});

/** The notices of the others who are told of an event. */
export const noticeItems = (process: Named, { event: { seq, at }, notices }: ToldEvent): Item[] =>
  notices.slice(1).map((notice, place) => ({ at, ...toldTo(notice), ...noticeKey(process, seq, place + 1) }));

const toldTo = ({ to, what }: Notice): Item => ({ toldTo: to, what });

export const eventOf = <E extends ProcessEvent>({
  pk,
  sk,
  changedIn,
  place,
  toldTo,
  what,
  ...event
}: Item): E => event as unknown as E;

/** The key of a notice in the index of its readers. */
export const noticeLineKey = (box: string, { kind, id, at, seq, nth }: NoticePlace): Item => ({
  ...(nth === 0 ? eventKey({ kind, id }, seq) : noticeKey({ kind, id }, seq, nth)),
  toldTo: box,
  at,
});

/** A notice, as the index projects it. */
export const noticeOf = (item: Item, kinds: readonly string[]): ToldNotice | undefined => {
  const place = noticePlaceOf(item, kinds);
  return place && { place, what: String(item.what) };
};

/** The place of a notice, by its key. */
export const noticePlaceOf = ({ pk, sk, at }: Item, kinds: readonly string[]): NoticePlace | undefined => {
  const process = namedBy(pk, kinds);
  const [, seq, nth = 0] = String(sk).split('#');
  return process && { ...process, at: at as Instant, seq: Number(seq), nth: Number(nth) };
};

/** A file of a process, listed without reading the history in which it stands. */
export const fileItem = (process: Named, { seq, at, by }: ProcessEvent, file: FileRef): Item => ({
  ...file,
  at,
  by,
  ...fileKey(process, seq),
});

export const fileOf = ({ pk, sk, ...file }: Item): FileEntry => ({
  ...(file as unknown as Omit<FileEntry, 'seq'>),
  seq: Number(String(sk).slice(SORT_KEYS.file.length)),
});

export const outcomeItem = (process: Named, outcome: Outcome): Item => ({
  ...outcome,
  ...outcomeKey(process),
});

export const outcomeOf = ({ pk, sk, ...outcome }: Item): Outcome => outcome as unknown as Outcome;

/** A line of a list, as the index projects it. */
export const listEntryOf = (item: Item, kinds: readonly string[]): ListEntry | undefined => {
  const { pk, sk, worklistUnit, worklistSort, ...shows } = item;
  const place = placeOf(item, kinds);
  return place && ({ ...shows, place } as ListEntry);
};

type OrderIndex = (typeof INDEXES)['deadlines' | 'pressing' | 'worklist' | 'filed' | 'filedBy' | 'changes'];

/** The index in which an order is kept; what was filed in a city, by the first events of its commits. */
export const indexOf = (order: Order): OrderIndex => {
  switch (order.by) {
    case 'deadline':
      return INDEXES.deadlines;
    case 'pressing':
      return INDEXES.pressing;
    case 'charge':
      return INDEXES.worklist;
    case 'change':
      return INDEXES.changes;
    case 'filing':
      if ('city' in order) return INDEXES.changes;
      return 'subject' in order ? INDEXES.filedBy : INDEXES.filed;
  }
};

/** The key of an entry in the index of its order. */
export const spotKey = (order: Order, { kind, id, at, seq }: Spot): Item => {
  const { partitionKey, sortKey } = indexOf(order);
  return {
    ...(seq === undefined ? recordKey({ kind, id }) : eventKey({ kind, id }, seq)),
    [partitionKey]: partOf(order),
    [sortKey]: seq === undefined ? sortOf(at, id) : at,
  };
};

/** An entry of an order, as its index holds it; undefined for what is of none of these kinds. */
export const orderEntryOf = (order: Order, item: Item, kinds: readonly string[]): OrderEntry | undefined => {
  const process = namedBy(item.pk, kinds);
  const { sortKey } = indexOf(order);
  if (!process) return undefined;
  const seq = isEvent(item) ? Number(String(item.sk).slice(SORT_KEYS.event.length)) : undefined;
  const isStray = seq === undefined ? !isRecord(item) : order.by === 'filing' && seq > 1;
  const [at] = String(item[sortKey]).split('#');
  return {
    spot: { ...process, at: at as Instant, ...(seq !== undefined && { seq }) },
    ...placeIn(item),
    ...(isStray && { stray: true }),
  };
};

const placeIn = ({ grid, place = grid, category }: Item): Pick<OrderEntry, 'grid' | 'category'> => ({
  ...(place !== undefined && { grid: String(place) }),
  ...(category !== undefined && { category: String(category) }),
});
