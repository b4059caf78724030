import type { Database } from './database.ts';
import { type Item, sizeOf } from './item.ts';
import { type IndexDefinition, only, type TableDefinition } from './table.ts';

/** What a request used, in the units of on-demand billing. */
export interface Used {
  operation: string;
  readUnits: number;
  writeUnits: number;
  /** Items as they were before and after, in the order of the request. */
  changes: Change[];
}

export interface Change {
  table: string;
  key: Item;
  before?: Item;
  after?: Item;
}

interface Part {
  TableName: string;
  Key?: Item;
  Item?: Item;
  ConsistentRead?: boolean;
  IndexName?: string;
}
interface Request extends Part {
  RequestItems: Record<string, unknown>;
  TransactItems: Record<string, Part>[];
}

/**
 * A database that tells what each request uses. Capacity units: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html;
 * those of indexes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
 */
export const metered = (
  database: Database,
  definitions: readonly TableDefinition[],
  note: (used: Used) => void,
): Database => {
  const indexesOf = (table: string) => definitions.find(({ name }) => name === table)?.indexes ?? [];
  const itemAt = (TableName: string, Key: Item): Item | undefined =>
    (database('GetItem', { TableName, Key }) as { Item?: Item }).Item;

  const readUnitsOf = (operation: string, request: Request): number => {
    switch (operation) {
      case 'GetItem':
        return readUnits(itemAt(request.TableName, request.Key!), request);
      case 'BatchGetItem':
        return Object.entries(request.RequestItems as Record<string, { Keys: Item[] } & Part>)
          .flatMap(([table, wanted]) => wanted.Keys.map((key) => readUnits(itemAt(table, key), wanted)))
          .reduce(sum, 0);
      case 'Query':
        return queryUnits(database, request);
      default:
        return 0;
    }
  };

  return (operation, given) => {
    const request = given as Request;
    const used: Used = { operation, readUnits: readUnitsOf(operation, request), writeUnits: 0, changes: [] };
    const writes = writesOf(operation, request).map(({ TableName: table, Key, Item: item }) => {
      const key = Key ?? only(item!, ['pk', 'sk']);
      return { table, key, before: itemAt(table, key) };
    });
    const answer = database(operation, given);
    for (const { table, key, before } of writes) {
      const after = itemAt(table, key);
      used.changes.push({ table, key, ...(before && { before }), ...(after && { after }) });
      used.writeUnits += writeUnits(before, after, operation === 'TransactWriteItems', indexesOf(table));
    }
    note(used);
    return answer;
  };
};

const writesOf = (operation: string, request: Request): Part[] => {
  switch (operation) {
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [request];
    case 'TransactWriteItems':
      return request.TransactItems.flatMap((item) => Object.values(item));
    case 'BatchWriteItem':
      return Object.entries(request.RequestItems as Record<string, Record<string, Part>[]>).flatMap(
        ([TableName, writes]) =>
          writes.flatMap((write) => Object.values(write).map((part) => ({ ...part, TableName }))),
      );
    default:
      return [];
  }
};

const sum = (a: number, b: number): number => a + b;

/** A started unit is a whole one, and a request for what does not exist takes one, too. */
const startedUnits = (bytes: number, size: number): number => Math.max(1, Math.ceil(bytes / size));

const readUnits = (item: Item | undefined, { ConsistentRead }: Pick<Part, 'ConsistentRead'>): number =>
  startedUnits(item ? sizeOf(item) : 0, 4096) * (ConsistentRead ? 1 : 0.5);

/** A query pays for what it reads, together, before it leaves anything out. */
const queryUnits = (database: Database, request: Request): number => {
  const { Items } = database('Query', {
    ...request,
    FilterExpression: undefined,
    ProjectionExpression: undefined,
  }) as { Items: Item[] };
  return startedUnits(Items.map(sizeOf).reduce(sum, 0), 4096) * (request.ConsistentRead ? 1 : 0.5);
};

/** The larger of both sizes counts, twice in a transaction. An index is written later and alone, so once. */
const writeUnits = (
  before: Item | undefined,
  after: Item | undefined,
  inTransaction: boolean,
  indexes: readonly IndexDefinition[],
): number => {
  const larger = Math.max(...[before, after].map((item) => (item ? sizeOf(item) : 0)));
  return (
    startedUnits(larger, 1024) * (inTransaction ? 2 : 1) +
    indexes.map((index) => entryUnits(index, entryOf(before, index), entryOf(after, index))).reduce(sum, 0)
  );
};

/** What an index holds of an item: nothing unless the item has both of its keys. */
export const entryOf = (
  item: Item | undefined,
  { partitionKey, sortKey, projected }: IndexDefinition,
): Item | undefined => {
  if (!item?.[partitionKey] || !item[sortKey]) return undefined;
  return projected ? only(item, ['pk', 'sk', partitionKey, sortKey, ...projected]) : item;
};

/** An entry that stays where it is, is written when something in it changes; one whose key changes goes and comes. */
const entryUnits = (
  { partitionKey, sortKey }: IndexDefinition,
  before: Item | undefined,
  after: Item | undefined,
): number => {
  const units = (item: Item | undefined) => (item ? startedUnits(sizeOf(item), 1024) : 0);
  const isSame = (name: string) => JSON.stringify(before?.[name]) === JSON.stringify(after?.[name]);
  if (!before || !after || !isSame(partitionKey) || !isSame(sortKey)) return units(before) + units(after);
  return Object.keys({ ...before, ...after }).every(isSame) ? 0 : Math.max(units(before), units(after));
};
