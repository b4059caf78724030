import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamo } from './city.ts';

/**
 * What DynamoDB refuses on AWS, asked of the emulator in use. Rules are those of the API Reference and the Developer
 * Guide (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html). Which error a transaction
 * gives where these leave it open is as https://github.com/paritysuite/dynamodb-conformance has seen it on AWS.
 */

/**
 * What the emulator accepts all the same, in the order of the rows. When an upgrade makes it stricter or laxer, this
 * list changes; for each entry `test/infra/expressions.test.ts` sees to it that the store never asks for it.
 */
const LENIENT = ['a key condition with OR', 'a filter on a key attribute', 'an update of overlapping paths'];

const TableName = `refusals-${randomUUID()}`;
const IndexName = 'ByList';
const client = dynamo();

const keySchema = (partitionKey: string, sortKey: string) => [
  { AttributeName: partitionKey, KeyType: 'HASH' as const },
  { AttributeName: sortKey, KeyType: 'RANGE' as const },
];

beforeAll(async () => {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema('pk', 'sk'),
      AttributeDefinitions: ['pk', 'sk', 'onList', 'place'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      GlobalSecondaryIndexes: [
        { IndexName, KeySchema: keySchema('onList', 'place'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  );
});
afterAll(async () => {
  await client.send(new DeleteTableCommand({ TableName }));
  client.destroy();
});

type Attributes = Record<string, AttributeValue>;

/** A key in the partition of the tests, or in another. */
const key = (sk: string, pk = 'A'): Attributes => ({ pk: { S: pk }, sk: { S: sk } });
const text = (bytes: number): AttributeValue => ({ S: 'x'.repeat(bytes) });
const many = <Part>(count: number, part: (number: number) => Part): Part[] =>
  Array.from({ length: count }, (_, number) => part(number));

const put = (Item: Attributes) => client.send(new PutItemCommand({ TableName, Item }));
const get = (Key: Attributes) => client.send(new GetItemCommand({ TableName, Key }));
const update = (sk: string, input: Partial<UpdateItemCommandInput>) =>
  client.send(new UpdateItemCommand({ TableName, Key: key(sk), ...input }));
const query = (input: Partial<QueryCommandInput>) => client.send(new QueryCommand({ TableName, ...input }));
const queryPartition = (input: Partial<QueryCommandInput>) =>
  query({ KeyConditionExpression: 'pk = :a', ExpressionAttributeValues: { ':a': { S: 'A' } }, ...input });
const batchPut = (items: Attributes[]) =>
  client.send(
    new BatchWriteItemCommand({
      RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) },
    }),
  );
const batchGet = (Keys: Attributes[]) =>
  client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }));
const transact = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
  client.send(
    new TransactWriteItemsCommand({ TransactItems, ...(ClientRequestToken && { ClientRequestToken }) }),
  );
const putPart = (Item: Attributes, ConditionExpression?: string): TransactWriteItem => ({
  Put: { TableName, Item, ...(ConditionExpression && { ConditionExpression }) },
});
/** A check that fails: nothing has this key. */
const failing = (sk: string): TransactWriteItem => ({
  ConditionCheck: { TableName, Key: key(sk), ConditionExpression: 'attribute_exists(pk)' },
});

interface Row {
  what: string;
  /** The name of AWS's error; of a cancelled transaction also the reasons, in the order of its parts. */
  refusal: string;
  ask: () => Promise<unknown>;
}

const INVALID = 'ValidationException';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const TRANSACTIONS: Row[] = [
  {
    what: 'a transaction with two writes of one item',
    refusal: INVALID,
    ask: () => transact([putPart(key('twice')), putPart(key('twice'))]),
  },
  {
    what: 'a transaction of 101 writes',
    refusal: INVALID,
    ask: () => transact(many(101, (number) => putPart(key(`long-${number}`)))),
  },
  {
    what: 'a transaction of more than 4 MB',
    refusal: INVALID,
    ask: () => transact(many(12, (number) => putPart({ ...key(`large-${number}`), body: text(360 * 1024) }))),
  },
  {
    what: 'the token of a transaction with another content',
    refusal: 'IdempotentParameterMismatchException',
    ask: async () => {
      const token = randomUUID();
      await transact([putPart(key('token'))], token);
      await transact([putPart({ ...key('token'), other: { BOOL: true } })], token);
    },
  },
  {
    // An empty key is seen before the transaction begins; one of another type would cancel it with ValidationError.
    what: 'an empty index key in a transaction',
    refusal: INVALID,
    ask: () => transact([putPart({ ...key('empty'), onList: { S: '' }, place: { S: '1' } })]),
  },
  {
    what: 'a reserved word in the condition of a transaction',
    refusal: INVALID,
    ask: () => transact([putPart(key('reserved'), 'attribute_not_exists(status)')]),
  },
  {
    what: 'a transaction of which the second and the fourth condition fail',
    refusal: 'TransactionCanceledException: None, ConditionalCheckFailed, None, ConditionalCheckFailed',
    ask: () =>
      transact([
        putPart(key('first'), 'attribute_not_exists(pk)'),
        failing('second'),
        putPart(key('third')),
        failing('fourth'),
      ]),
  },
  {
    what: 'an update of what only a cancelled transaction has put',
    refusal: 'ConditionalCheckFailedException',
    ask: async () => {
      await transact([putPart(key('cancelled')), failing('missing')]).catch(() => undefined);
      await update('cancelled', {
        UpdateExpression: 'SET seen = :seen',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':seen': { BOOL: true } },
      });
    },
  },
];

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
const ITEMS: Row[] = [
  {
    what: 'an item of more than 400 KB',
    refusal: INVALID,
    ask: () => put({ ...key('large'), body: text(400 * 1024) }),
  },
  {
    what: 'an update by which an item outgrows 400 KB',
    refusal: INVALID,
    ask: async () => {
      await put({ ...key('growing'), body: text(300 * 1024) });
      await update('growing', {
        UpdateExpression: 'SET more = :more',
        ExpressionAttributeValues: { ':more': text(200 * 1024) },
      });
    },
  },
  {
    what: 'a number of 39 digits',
    refusal: INVALID,
    ask: () => put({ ...key('digits'), number: { N: '1'.repeat(39) } }),
  },
  {
    what: 'an item with an empty index key',
    refusal: INVALID,
    ask: () => put({ ...key('empty'), onList: { S: '' }, place: { S: '1' } }),
  },
  {
    what: 'an item with an index key of another type',
    refusal: INVALID,
    ask: () => put({ ...key('typed'), onList: { N: '1' }, place: { S: '1' } }),
  },
  { what: 'an item with an empty key', refusal: INVALID, ask: () => put(key('1', '')) },
  { what: 'a key without its sort key', refusal: INVALID, ask: () => get({ pk: { S: 'A' } }) },
];

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
 */
const QUERIES: Row[] = [
  {
    what: 'a consistent read of an index',
    refusal: INVALID,
    ask: () =>
      query({
        IndexName,
        KeyConditionExpression: 'onList = :list',
        ExpressionAttributeValues: { ':list': { S: 'one' } },
        ConsistentRead: true,
      }),
  },
  {
    what: 'a key condition without the partition key',
    refusal: INVALID,
    ask: () => query({ KeyConditionExpression: 'sk = :a', ExpressionAttributeValues: { ':a': { S: '1' } } }),
  },
  {
    what: 'a key condition with OR',
    refusal: INVALID,
    ask: () =>
      query({
        KeyConditionExpression: 'pk = :a OR sk = :one',
        ExpressionAttributeValues: { ':a': { S: 'A' }, ':one': { S: '1' } },
      }),
  },
  {
    what: 'a key condition on the beginning of the partition key',
    refusal: INVALID,
    ask: () => queryPartition({ KeyConditionExpression: 'begins_with(pk, :a)' }),
  },
  {
    what: 'a key condition between reversed bounds',
    refusal: INVALID,
    ask: () =>
      query({
        KeyConditionExpression: 'pk = :a AND sk BETWEEN :last AND :first',
        ExpressionAttributeValues: { ':a': { S: 'A' }, ':first': { S: '1' }, ':last': { S: '2' } },
      }),
  },
  {
    what: 'a filter on a key attribute',
    refusal: INVALID,
    ask: () =>
      queryPartition({
        FilterExpression: 'sk > :one',
        ExpressionAttributeValues: { ':a': { S: 'A' }, ':one': { S: '1' } },
      }),
  },
  {
    what: 'a start key of another partition',
    refusal: INVALID,
    ask: () => queryPartition({ ExclusiveStartKey: key('1', 'B') }),
  },
  {
    what: 'a start key of an index without the key of the table',
    refusal: INVALID,
    ask: () =>
      query({
        IndexName,
        KeyConditionExpression: 'onList = :list',
        ExpressionAttributeValues: { ':list': { S: 'one' } },
        ExclusiveStartKey: { onList: { S: 'one' }, place: { S: '1' } },
      }),
  },
  { what: 'a page of no items', refusal: INVALID, ask: () => queryPartition({ Limit: 0 }) },
];

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
const EXPRESSIONS: Row[] = [
  {
    what: 'a reserved word as the name of an attribute',
    refusal: INVALID,
    ask: () =>
      update('reserved', {
        UpdateExpression: 'SET status = :new',
        ExpressionAttributeValues: { ':new': { S: 'new' } },
      }),
  },
  {
    what: 'a value that no expression uses',
    refusal: INVALID,
    ask: () =>
      queryPartition({ ExpressionAttributeValues: { ':a': { S: 'A' }, ':unused': { S: 'unused' } } }),
  },
  {
    what: 'an expression with a value that is not given',
    refusal: INVALID,
    ask: () => queryPartition({ KeyConditionExpression: 'pk = :a AND sk = :missing' }),
  },
  {
    what: 'an update of overlapping paths',
    refusal: INVALID,
    ask: async () => {
      await put({ ...key('paths'), done: { M: {} } });
      await update('paths', {
        UpdateExpression: 'SET done = :all, done.part = :part',
        ExpressionAttributeValues: { ':all': { M: {} }, ':part': { N: '1' } },
      });
    },
  },
  {
    what: 'an update below a map that is not there',
    refusal: INVALID,
    ask: async () => {
      await put(key('flat'));
      await update('flat', {
        UpdateExpression: 'SET done.part = :part',
        ExpressionAttributeValues: { ':part': { N: '1' } },
      });
    },
  },
];

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
const BATCHES: Row[] = [
  {
    what: 'a batch of 26 writes',
    refusal: INVALID,
    ask: () => batchPut(many(26, (number) => key(`batch-${number}`))),
  },
  {
    what: 'a batch with two writes of one item',
    refusal: INVALID,
    ask: () => batchPut([key('double'), key('double')]),
  },
  {
    what: 'a batch of 101 keys',
    refusal: INVALID,
    ask: () => batchGet(many(101, (number) => key(`batch-${number}`))),
  },
  { what: 'a batch with one key twice', refusal: INVALID, ask: () => batchGet([key('1'), key('1')]) },
  { what: 'a batch without keys', refusal: INVALID, ask: () => batchGet([]) },
];

const ROWS = [...TRANSACTIONS, ...ITEMS, ...QUERIES, ...EXPRESSIONS, ...BATCHES];

const answerTo = async (ask: Row['ask']): Promise<string> => {
  try {
    await ask();
    return 'accepted';
  } catch (error) {
    const { name } = error as Error;
    if (!(error instanceof TransactionCanceledException)) return name;
    return `${name}: ${error.CancellationReasons?.map(({ Code }) => Code).join(', ')}`;
  }
};

const isLenient = ({ what }: Row): boolean => LENIENT.includes(what);

describe('the emulator', () => {
  it.each(ROWS.filter((row) => !isLenient(row)))('refuses $what', async ({ ask, refusal }) => {
    expect(await answerTo(ask)).toBe(refusal);
  });

  it.each(ROWS.filter(isLenient))('accepts $what, which AWS refuses', async ({ ask }) => {
    expect(await answerTo(ask)).toBe('accepted');
  });

  it('is asked for 34 things, the three that it accepts among them', () => {
    expect(ROWS).toHaveLength(34);
    expect(ROWS.filter(isLenient).map(({ what }) => what)).toEqual(LENIENT);
  });
});
