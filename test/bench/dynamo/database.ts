import { holds } from './condition.ts';
import { compare, type Item, type Placeholders, stepsOf } from './item.ts';
import { only, openTable, type Table, type TableDefinition } from './table.ts';
import { updated } from './update.ts';

/** A request as DynamoDB's JSON protocol has it, by its members that are known here. */
interface Request extends Placeholders {
  TableName: string;
  Key: Item;
  Item: Item;
  ConditionExpression?: string;
  UpdateExpression: string;
  KeyConditionExpression: string;
  FilterExpression?: string;
  ProjectionExpression?: string;
  IndexName?: string;
  ExclusiveStartKey?: Item;
  Limit?: number;
  ScanIndexForward?: boolean;
  ReturnValues?: string;
  /** Keys to read or writes, by table. */
  RequestItems: Record<string, unknown>;
  TransactItems: Partial<Record<Write, Request>>[];
}

interface BatchedWrite {
  PutRequest?: { Item: Item };
  DeleteRequest?: { Key: Item };
}

const WRITES = ['Put', 'Update', 'Delete', 'ConditionCheck'] as const;
type Write = (typeof WRITES)[number];

/** An error that the protocol names. */
export class DynamoError extends Error {
  readonly type: string;
  readonly more: object;
  constructor(type: string, more: object = {}) {
    super(type);
    this.name = 'DynamoError';
    this.type = type;
    this.more = more;
  }
}

/** Answers requests by the name of their operation. */
export type Database = (operation: string, request: unknown) => object;

/** Tables in memory, and as much of DynamoDB as the functions and the import use. */
export const openDatabase = (definitions: readonly TableDefinition[]): Database => {
  const tables = new Map(definitions.map((definition) => [definition.name, openTable(definition)]));
  const table = (name: string): Table =>
    tables.get(name) ?? fail(new DynamoError('ResourceNotFoundException'));

  const isMet = (request: Request, item: Item | undefined): boolean =>
    request.ConditionExpression === undefined || holds(request.ConditionExpression, item, request);

  const keyOf = ({ Key, Item: item }: Request): Item => Key ?? item;

  const write = (kind: Write, request: Request): void => {
    const { put, delete: remove, get } = table(request.TableName);
    if (kind === 'Put') put(request.Item);
    if (kind === 'Delete') remove(request.Key);
    if (kind === 'Update') put(updated(request.UpdateExpression, get(request.Key) ?? request.Key, request));
  };

  const writeAlone =
    (kind: Write) =>
    (request: Request): object => {
      if (!isMet(request, table(request.TableName).get(keyOf(request))))
        throw new DynamoError('ConditionalCheckFailedException');
      write(kind, request);
      const { ReturnValues, TableName, Key } = request;
      return ReturnValues === 'ALL_NEW' ? { Attributes: table(TableName).get(Key) } : {};
    };

  const read = ({ ProjectionExpression, ...request }: Request, items: Item[]): Item[] =>
    ProjectionExpression === undefined
      ? items
      : items.map((item) =>
          only(
            item,
            ProjectionExpression.split(/\s*,\s*/).map((path) => stepsOf(path, request)[0]!),
          ),
        );

  const operations: Record<string, (request: Request) => object> = {
    GetItem: (request) => {
      const item = table(request.TableName).get(request.Key);
      return item ? { Item: read(request, [item])[0] } : {};
    },
    BatchGetItem: ({ RequestItems }) => ({
      Responses: Object.fromEntries(
        Object.entries(RequestItems as Record<string, { Keys: Item[] }>).map(([name, { Keys }]) => [
          name,
          Keys.flatMap((key) => table(name).get(key) ?? []),
        ]),
      ),
      UnprocessedKeys: {},
    }),
    Query: (request) => page(request, queried(table(request.TableName), request), table(request.TableName)),
    Scan: (request) => page(request, table(request.TableName).all(), table(request.TableName)),
    PutItem: writeAlone('Put'),
    UpdateItem: writeAlone('Update'),
    DeleteItem: writeAlone('Delete'),
    BatchWriteItem: ({ RequestItems }) => {
      for (const [name, writes] of Object.entries(RequestItems as Record<string, BatchedWrite[]>))
        for (const { PutRequest, DeleteRequest } of writes) {
          if (PutRequest) table(name).put(PutRequest.Item);
          if (DeleteRequest) table(name).delete(DeleteRequest.Key);
        }
      return { UnprocessedItems: {} };
    },
    TransactWriteItems: ({ TransactItems }) => {
      const writes = TransactItems.flatMap((item) =>
        WRITES.flatMap((kind) => (item[kind] ? [[kind, item[kind]] as const] : [])),
      );
      const reasons = writes.map(([, request]) => ({
        Code: isMet(request, table(request.TableName).get(keyOf(request)))
          ? 'None'
          : 'ConditionalCheckFailed',
      }));
      if (reasons.some(({ Code }) => Code !== 'None'))
        throw new DynamoError('TransactionCanceledException', { CancellationReasons: reasons });
      for (const [kind, request] of writes) write(kind, request);
      return {};
    },
  };

  const queried = (of: Table, request: Request): Item[] => {
    const [partitionKey] = of.keysOf(request.IndexName);
    for (const [, path, value] of request.KeyConditionExpression.matchAll(/(#?\w+) = (:\w+)/g))
      if (stepsOf(path!, request)[0] === partitionKey) {
        const items = of
          .partition(request.ExpressionAttributeValues![value!]!, request.IndexName)
          .filter((item) => holds(request.KeyConditionExpression, item, request));
        return request.ScanIndexForward === false ? items.reverse() : items;
      }
    throw new DynamoError('ValidationException');
  };

  /** As many items as a request reads, those of them that pass its filter, and where to go on. */
  const page = (request: Request, items: Item[], of: Table): object => {
    const { ExclusiveStartKey: start, Limit = items.length, FilterExpression: filter } = request;
    const from = start
      ? items.length - behind(items, start, of.keysOf(request.IndexName), request).length
      : 0;
    const seen = items.slice(from, from + Limit);
    const last = seen.length === Limit && from + Limit < items.length ? seen.at(-1) : undefined;
    const passed = filter === undefined ? seen : seen.filter((item) => holds(filter, item, request));
    return {
      Items: read(request, passed),
      Count: passed.length,
      ScannedCount: seen.length,
      ...(last && { LastEvaluatedKey: only(last, of.keysOf(request.IndexName)) }),
    };
  };

  return (operation, request) =>
    (operations[operation] ?? fail(new DynamoError('UnknownOperationException')))(request as Request);
};

/** The items behind a place in their order, whether an item still stands there or not. */
const behind = (
  items: readonly Item[],
  start: Item,
  [, sortKey = '']: readonly string[],
  { ScanIndexForward, KeyConditionExpression }: Request,
): readonly Item[] => {
  const place = items.findIndex(({ pk, sk }) => pk?.S === start.pk?.S && sk?.S === start.sk?.S);
  // A scan is in no order, and what it names is there.
  if (KeyConditionExpression === undefined || isAt(items[place], start, sortKey))
    return items.slice(place + 1);
  const direction = ScanIndexForward === false ? -1 : 1;
  return items.filter((item) => direction * compare(item[sortKey]!, start[sortKey]!) > 0);
};

const isAt = (item: Item | undefined, start: Item, sortKey: string): boolean =>
  item !== undefined && compare(item[sortKey]!, start[sortKey]!) === 0;

const fail = (error: Error): never => {
  throw error;
};
