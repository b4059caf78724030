import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Case, openParts } from '#domain/case/case.ts';
import type { Change } from '#domain/case/decide.ts';
import { epochSeconds, type Instant } from '#domain/time/instant.ts';
import {
  attachmentItem,
  caseItem,
  eventItem,
  parkedItem,
  parkedKey,
  workOrderItem,
  workOrderKey,
} from './cases-table.ts';
import type { Database } from './database.ts';
import type { KeyItem } from './idempotency.ts';

/** Somebody else's change came first: read the case again and decide anew. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
}

/** The same request is being answered, or has been, a moment ago. */
export class RepeatedRequest extends Error {
  override readonly name = 'RepeatedRequest';
}

/** A change of a case: the case before it, and what it adds. */
export interface CaseChange extends Change {
  /** Undefined for a case that is filed. */
  before?: Case | undefined;
}

/**
 * Commits what a command adds to a case, whole or not at all: the record at its next version, the events, the
 * work orders of assistant units, the operators' list, and the key that lets a repeated request be recognised.
 * @throws VersionConflict when the case is no longer at `before`'s version; RepeatedRequest when the key is taken.
 */
export const commit = (
  db: Database,
  before: Case | undefined,
  change: Change,
  key?: KeyItem,
  now?: Instant,
): Promise<void> => commitTogether(db, [{ ...change, before }], key, now);

/** Commits changes of several cases in one transaction, under one key: all of them or none. */
export const commitTogether = async (
  db: Database,
  changes: readonly CaseChange[],
  key?: KeyItem,
  now?: Instant,
): Promise<void> => {
  const TransactItems = [
    ...(key
      ? [
          put(db.casesTable, key, {
            // A key lives a day; the table's clean-up may come later than that.
            ConditionExpression: 'attribute_not_exists(pk) OR expiresAt < :now',
            ExpressionAttributeValues: { ':now': epochSeconds(now ?? '') },
          }),
        ]
      : []),
    ...changes.flatMap((change) => writesOf(db.casesTable, change)),
  ];
  try {
    await db.documents.send(new TransactWriteCommand({ TransactItems }));
  } catch (error) {
    throw translated(error, key !== undefined);
  }
};

const writesOf = (table: string, { before, events, next }: CaseChange): Write[] => [
  put(
    table,
    caseItem(next),
    before
      ? {
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': before.version },
        }
      : NEW,
  ),
  ...events.map((event) => put(table, eventItem(next.id, event), NEW)),
  ...events.flatMap((event) =>
    event.type === 'attached' ? [put(table, attachmentItem(next.id, event), NEW)] : [],
  ),
  ...workOrders(before, next).map((change) => change(table)),
];

const put = (TableName: string, Item: object, guard = {}): Write => ({ Put: { TableName, Item, ...guard } });

const NEW = { ConditionExpression: 'attribute_not_exists(pk)' };

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** What else is on somebody's list because of this case, changed to match the case after the command. */
const workOrders = (before: Case | undefined, next: Case): ((table: string) => Write)[] => {
  const wanted = new Map(openParts(next).map((part) => [part.unit.code, part]));
  const stood = new Map(before ? openParts(before).map((part) => [part.unit.code, part]) : []);
  return [
    ...[...wanted.values()]
      .filter((part) => stood.get(part.unit.code) !== part)
      .map((part) => (TableName: string) => ({ Put: { TableName, Item: workOrderItem(next, part) } })),
    ...[...stood.keys()]
      .filter((unit) => !wanted.has(unit))
      .map((unit) => (TableName: string) => ({ Delete: { TableName, Key: workOrderKey(next.id, unit) } })),
    ...(next.parked && !before?.parked
      ? [
          ((parked) => (TableName: string) => ({ Put: { TableName, Item: parkedItem(next, parked) } }))(
            next.parked,
          ),
        ]
      : []),
    ...(before?.parked && !next.parked
      ? [(TableName: string) => ({ Delete: { TableName, Key: parkedKey(next.id) } })]
      : []),
  ];
};

/** The order of reasons is the order of items: the key comes first. */
const translated = (error: unknown, keyed: boolean): unknown => {
  if (!(error instanceof TransactionCanceledException)) return error;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
  if (keyed && codes[0] === 'ConditionalCheckFailed') return new RepeatedRequest();
  return codes.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict')
    ? new VersionConflict()
    : error;
};
