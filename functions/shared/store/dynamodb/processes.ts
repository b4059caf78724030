import type { EventBody, ProcessEvent } from '#domain/process/event.ts';
import { withNotices } from '#domain/process/notices.ts';
import type { Entry, Process } from '#domain/process/process.ts';
import { epochSeconds, type Instant } from '#domain/time/instant.ts';
import { FileUsed, RepeatedRequest, VersionConflict } from '../errors.ts';
import type { Named } from '../named.ts';
import type { Remembered } from '../remembered.ts';
import type { Committed, FileEntry, Kind } from '../store.ts';
import {
  commitMark,
  entryItem,
  entryKey,
  eventItem,
  eventKey,
  eventOf,
  fileItem,
  fileKey,
  fileOf,
  noticeItems,
  numberItem,
  numberKey,
  outcomeItem,
  processOf,
  recordItem,
  recordKey,
  SORT_KEYS,
  usedFileKey,
} from './cases-table.ts';
import {
  type CasesDatabase,
  type Database,
  type Found,
  nameOf,
  readKeys,
  readTogether,
  transactWrite,
} from './database.ts';
import { queryAll, type Write } from './documents.ts';
import { isConflict, reasonsOf } from './errors.ts';
import { rememberWrite } from './idempotency.ts';

/** Reading and committing processes. */

export const readAll = async <P extends Process, Body extends EventBody>(
  { documents, casesTable }: CasesDatabase,
  definition: Kind<P, Body>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, P>> => {
  const keys = ids.map((id) => recordKey({ kind: definition.kind, id }));
  return processesAmong(await readKeys(documents, casesTable, keys), definition, ids);
};

/** Processes among what was read, by id. */
export const processesAmong = <P extends Process, Body extends EventBody>(
  found: Found,
  definition: Kind<P, Body>,
  ids: readonly string[],
): ReadonlyMap<string, P> =>
  new Map(
    ids.flatMap((id) => {
      const item = found.get(nameOf(recordKey({ kind: definition.kind, id })));
      return item ? [[id, processOf(definition, item)] as const] : [];
    }),
  );

export const readNumbered = async (db: Database, number: string): Promise<Named | undefined> => {
  const { cases } = await readTogether(db, { cases: [numberKey(number)] });
  const item = cases.get(nameOf(numberKey(number)));
  return item && { kind: String(item.kind), id: String(item.id) };
};

export const commit = async (
  { documents, casesTable }: CasesDatabase,
  changes: readonly Committed[],
  now: Instant,
  remembered?: Remembered,
): Promise<void> => {
  const files = changes.flatMap(({ definition, events }) =>
    events.flatMap((one) => definition.file?.(one) ?? []),
  );
  const writes = [
    ...(remembered ? [rememberWrite(casesTable, remembered, now)] : []),
    ...changes.flatMap((change) => writesOf(casesTable, change)),
  ];
  try {
    await transactWrite(documents, [...writes, ...files.map(({ id }) => useWrite(casesTable, id, now))]);
  } catch (error) {
    const reasons = reasonsOf(error);
    if (!reasons) throw error;
    // The order of reasons is the order of items: the key comes first.
    if (remembered && reasons[0] === 'ConditionalCheckFailed') throw new RepeatedRequest();
    // Files come last: only where nothing else was changed meanwhile is one of them to blame.
    if (reasons.slice(0, writes.length).some(isConflict)) throw new VersionConflict();
    if (reasons.slice(writes.length).includes('ConditionalCheckFailed')) throw new FileUsed();
    throw reasons.some(isConflict) ? new VersionConflict() : error;
  }
};

/** A draft can be used for a day; that it was, is known for a week. */
const USED_SECONDS = 7 * 86_400;

/** The note that a file is used; it fails where it was before. */
const useWrite = (table: string, fileId: string, now: Instant): Write =>
  put(table, { ...usedFileKey(fileId), expiresAt: epochSeconds(now) + USED_SECONDS }, NEW);

const writesOf = (table: string, { definition, before, events, next }: Committed): Write[] => {
  const process = { kind: definition.kind, id: next.id };
  const outcome = events.flatMap((event) => definition.outcome?.(event, next) ?? []).at(-1);
  const number = before ? undefined : definition.number?.(next);
  const told = withNotices(definition, before, events);
  return [
    put(
      table,
      recordItem(definition, next),
      before
        ? {
            ConditionExpression: 'version = :version',
            ExpressionAttributeValues: { ':version': before.version },
          }
        : NEW,
    ),
    ...(number === undefined ? [] : [put(table, numberItem(number, process), NEW)]),
    ...told.map(({ event, notices: [first] }, place) =>
      put(
        table,
        { ...eventItem(process, event, first), ...(place === 0 && commitMark(definition, next)) },
        NEW,
      ),
    ),
    ...told.flatMap((one) => noticeItems(process, one)).map((item) => put(table, item, NEW)),
    ...events.flatMap((event) => {
      const file = definition.file?.(event);
      return file ? [put(table, fileItem(process, event, file), NEW)] : [];
    }),
    ...(outcome ? [put(table, outcomeItem(process, outcome))] : []),
    ...lineWrites(table, process, before ? definition.entries(before) : [], definition.entries(next)),
  ];
};

/** The lines on lists that have come, changed or gone; the line of the unit in charge stands on the record itself. */
const lineWrites = (
  TableName: string,
  process: Named,
  before: readonly Entry[],
  after: readonly Entry[],
): Write[] => {
  const stood = new Map(before.map((entry) => [entry.name, JSON.stringify(entry)]));
  const stands = new Set(after.map(({ name }) => name));
  return [
    ...after
      .filter((entry) => entry.name !== '' && stood.get(entry.name) !== JSON.stringify(entry))
      .map((entry) => put(TableName, entryItem(process, entry))),
    ...before
      .filter(({ name }) => name !== '' && !stands.has(name))
      .map(({ name }): Write => ({ Delete: { TableName, Key: entryKey(process, name) } })),
  ];
};

const put = (TableName: string, Item: object, guard = {}): Write => ({ Put: { TableName, Item, ...guard } });

const NEW = { ConditionExpression: 'attribute_not_exists(pk)' };

export const readHistory = async <P extends Process, Body extends EventBody>(
  { documents, casesTable }: CasesDatabase,
  { kind }: Kind<P, Body>,
  id: string,
  { after = 0, limit }: { after?: number; limit: number },
): Promise<{ events: ProcessEvent<Body>[]; more: boolean }> => {
  const { items, lastKey } = await documents.query({
    TableName: casesTable,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: {
      ':pk': eventKey({ kind, id }, 1).pk,
      ':first': eventKey({ kind, id }, after + 1).sk,
      ':last': eventKey({ kind, id }, MOST_EVENTS).sk,
    },
    Limit: limit,
    ConsistentRead: true,
  });
  return {
    events: items.map((item) => eventOf<ProcessEvent<Body>>(item)),
    more: lastKey !== undefined,
  };
};

/** Events are six digits wide in the table; no process has more. */
const MOST_EVENTS = 999_999;

/** One request for all but a case of hundreds of reporters, whose files fill several pages. */
export const readFiles = async (
  { documents, casesTable }: CasesDatabase,
  process: Named,
): Promise<FileEntry[]> => {
  const items = await queryAll(documents, {
    TableName: casesTable,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :file)',
    ExpressionAttributeValues: { ':pk': fileKey(process, 1).pk, ':file': SORT_KEYS.file },
    ConsistentRead: true,
  });
  return items.map(fileOf);
};
