import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  type GetItemCommandInput,
  PutItemCommand,
  type PutItemCommandInput,
  paginateScan,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
  type WriteRequest as SdkWriteRequest,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { AWS_CLIENT } from '../../aws-client.ts';
import type { Key } from './grids-table.ts';

/**
 * DynamoDB in plain values. The SDK's document client gives the same, but works out its middlewares anew for every
 * request; here the client does that once a command (docs/adr/0031).
 */
export interface Documents {
  get(input: Plain<GetItemCommandInput>): Promise<Item | undefined>;
  query(input: Plain<QueryCommandInput>): Promise<Page>;
  batchGet(wanted: Wanted): Promise<{ found: Record<string, Item[]>; unread: Wanted }>;
  put(input: Plain<PutItemCommandInput>): Promise<void>;
  /** Returns what `ReturnValues` asks for. */
  update(input: Plain<UpdateItemCommandInput>): Promise<Item | undefined>;
  delete(input: Plain<DeleteItemCommandInput>): Promise<void>;
  transactWrite(writes: readonly Write[]): Promise<void>;
  /** Returns what the table had no capacity for. */
  batchWrite(requests: Record<string, WriteRequest[]>): Promise<Record<string, WriteRequest[]>>;
}

export type Item = Record<string, unknown>;

/** A part of what a query finds, and where the next part begins. */
export interface Page {
  items: Item[];
  lastKey?: Item;
}

/** Keys asked for, by table. */
export type Wanted = Record<string, { Keys: Key[]; ConsistentRead?: boolean }>;
export type WriteRequest = { PutRequest: { Item: Item } } | { DeleteRequest: { Key: Key } };
/** A part of a transaction. */
export type Write = { [Action in keyof TransactWriteItem]: Plain<NonNullable<TransactWriteItem[Action]>> };

/** Where an input of the SDK takes attribute values. */
const VALUES = ['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey'] as const;
type Values = (typeof VALUES)[number];
/** An input of the SDK with plain values. */
export type Plain<Input> = { [Field in keyof Input]: Field extends Values ? object : Input[Field] };

/** @param config what differs from what the environment says and from a function's times */
export const openClient = (config: DynamoDBClientConfig = {}): DynamoDBClient => {
  const client = new DynamoDBClient({ ...AWS_CLIENT, ...config, cacheMiddleware: true });
  // It copies whatever is sent and answered for a logger, and there is none: people's data do not belong in a log.
  client.middlewareStack.remove('loggerMiddleware');
  return client;
};

export const openDocuments = (client: DynamoDBClient): Documents => ({
  get: async (input) => {
    const { Item } = await client.send(new GetItemCommand(written(input)));
    return Item && unmarshall(Item);
  },
  query: async (input) => {
    const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand(written(input)));
    return {
      items: Items.map((item) => unmarshall(item)),
      ...(LastEvaluatedKey && { lastKey: unmarshall(LastEvaluatedKey) }),
    };
  },
  batchGet: async (wanted) => {
    const RequestItems = mapped(wanted, ({ Keys, ...how }) => ({
      ...how,
      Keys: Keys.map((key) => marshall(key)),
    }));
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(
      new BatchGetItemCommand({ RequestItems }),
    );
    return {
      found: mapped(Responses, (items) => items.map((item) => unmarshall(item))),
      unread: mapped(UnprocessedKeys, ({ Keys = [], ConsistentRead }) => ({
        Keys: Keys.map((key) => unmarshall(key) as Key),
        ...(ConsistentRead !== undefined && { ConsistentRead }),
      })),
    };
  },
  put: async (input) => {
    await client.send(new PutItemCommand(written(input)));
  },
  update: async (input) => {
    const { Attributes } = await client.send(new UpdateItemCommand(written(input)));
    return Attributes && unmarshall(Attributes);
  },
  delete: async (input) => {
    await client.send(new DeleteItemCommand(written(input)));
  },
  transactWrite: async (writes) => {
    const TransactItems = writes.map((write): TransactWriteItem => mapped(write, written<object>));
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
  },
  batchWrite: async (requests) => {
    const RequestItems = mapped(requests, (those) =>
      those.map((each): SdkWriteRequest => mapped<object, object>(each, written)),
    );
    const { UnprocessedItems = {} } = await client.send(new BatchWriteItemCommand({ RequestItems }));
    return mapped(UnprocessedItems, (those) => those.map(asAsked));
  },
});

/** Everything that a query finds, page after page: a megabyte a request. */
export const queryAll = async (
  { query }: Pick<Documents, 'query'>,
  input: Plain<QueryCommandInput>,
): Promise<Item[]> => {
  const found: Item[] = [];
  let after: Item | undefined;
  do {
    const { items, lastKey } = await query({ ...input, ...(after && { ExclusiveStartKey: after }) });
    found.push(...items);
    after = lastKey;
  } while (after);
  return found;
};

/** Every page of a table. For commands alone: no request of the API scans. */
export async function* scan(client: DynamoDBClient, input: ScanCommandInput): AsyncGenerator<Item[]> {
  for await (const { Items = [] } of paginateScan({ client }, input))
    yield Items.map((item) => unmarshall(item));
}

/** A page of a table or an index, for commands alone. */
export const scanPage = async (client: DynamoDBClient, input: Plain<ScanCommandInput>): Promise<Page> => {
  const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand(written(input)));
  return {
    items: Items.map((item) => unmarshall(item)),
    ...(LastEvaluatedKey && { lastKey: unmarshall(LastEvaluatedKey) }),
  };
};

const written = <Input extends object>(input: Plain<Input>): Input => {
  const sent: Record<string, unknown> = { ...input };
  for (const field of VALUES)
    if (field in sent) sent[field] = marshall(sent[field], { removeUndefinedValues: true });
  return sent as Input;
};

const asAsked = ({ PutRequest, DeleteRequest }: SdkWriteRequest): WriteRequest =>
  PutRequest
    ? { PutRequest: { Item: unmarshall(PutRequest.Item ?? {}) } }
    : { DeleteRequest: { Key: unmarshall(DeleteRequest?.Key ?? {}) as Key } };

const mapped = <One, Other>(by: Readonly<Record<string, One>>, map: (one: One) => Other) =>
  Object.fromEntries(Object.entries(by).map(([name, one]) => [name, map(one)]));
