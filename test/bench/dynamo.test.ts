import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './dynamo/database.ts';
import { type DynamoServer, type Exchange, startDynamo } from './dynamo/server.ts';
import { replayed } from './replay.ts';

let dynamo: DynamoServer;
let client: DynamoDBClient;
let documents: DynamoDBDocumentClient;
let exchanges: Exchange[];

const TableName = 'T';
const put = (Item: object, guard = {}) => documents.send(new PutCommand({ TableName, Item, ...guard }));
const get = async (pk: string, sk = 'a') =>
  (await documents.send(new GetCommand({ TableName, Key: { pk, sk } }))).Item;
const query = async (input: object) => {
  const { Items, LastEvaluatedKey } = await documents.send(new QueryCommand({ TableName, ...input }));
  return { sks: (Items ?? []).map(({ sk }) => sk), last: LastEvaluatedKey };
};

beforeEach(async () => {
  const database = openDatabase([
    {
      name: TableName,
      indexes: [{ name: 'Due', partitionKey: 'shard', sortKey: 'due', projected: ['stage'] }],
    },
  ]);
  dynamo = await startDynamo(database);
  exchanges = dynamo.record();
  client = new DynamoDBClient({
    endpoint: dynamo.endpoint,
    region: 'cn-north-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
});
afterEach(() => {
  client.destroy();
  dynamo.stop();
});

describe("the bench's DynamoDB", () => {
  it('gives back what was put, alone and in batches', async () => {
    await put({ pk: '1', sk: 'a', text: '网格', list: [1, { deep: true }] });
    expect(await get('1')).toEqual({ pk: '1', sk: 'a', text: '网格', list: [1, { deep: true }] });
    expect(await get('2')).toBeUndefined();
    await documents.send(
      new BatchWriteCommand({
        RequestItems: {
          [TableName]: [
            { PutRequest: { Item: { pk: '2', sk: 'a' } } },
            { DeleteRequest: { Key: { pk: '1', sk: 'a' } } },
          ],
        },
      }),
    );
    const { Responses } = await documents.send(
      new BatchGetCommand({
        RequestItems: {
          [TableName]: {
            Keys: [
              { pk: '1', sk: 'a' },
              { pk: '2', sk: 'a' },
            ],
          },
        },
      }),
    );
    expect(Responses).toEqual({ [TableName]: [{ pk: '2', sk: 'a' }] });
    expect((await documents.send(new ScanCommand({ TableName }))).Items).toEqual([{ pk: '2', sk: 'a' }]);
  });

  it.each<[string, Record<string, unknown>, boolean]>([
    ['attribute_exists(pk)', {}, true],
    ['attribute_not_exists(pk)', {}, false],
    ['attribute_not_exists(pk) OR #n < :n', { ':n': 3 }, true],
    ['attribute_not_exists(pk) OR #n < :n', { ':n': 2 }, false],
    ['NOT #n = :n AND text <> :n', { ':n': 3 }, true],
    ['#n BETWEEN :a AND :b AND begins_with(text, :t)', { ':a': 1, ':b': 2, ':t': 'wh' }, true],
    ['(#n >= :a OR text = :t) AND #n <= :b', { ':a': 5, ':b': 2, ':t': 'what' }, true],
    ['nested.inner = :t', { ':t': 'in' }, true],
    ['absent < :n', { ':n': 3 }, false],
  ])('judges %s with %j: %s', async (ConditionExpression, ExpressionAttributeValues, met) => {
    await put({ pk: '1', sk: 'a', n: 2, text: 'what', nested: { inner: 'in' } });
    const names = ConditionExpression.includes('#n') && { ExpressionAttributeNames: { '#n': 'n' } };
    const values = Object.keys(ExpressionAttributeValues).length > 0 && { ExpressionAttributeValues };
    const deleted = documents.send(
      new DeleteCommand({
        TableName,
        Key: { pk: '1', sk: 'a' },
        ConditionExpression,
        ...names,
        ...values,
      }),
    );
    if (met) await deleted;
    else await expect(deleted).rejects.toThrow('ConditionalCheckFailedException');
    expect(await get('1')).toEqual(met ? undefined : expect.objectContaining({ n: 2 }));
  });

  it('refuses what it does not know, instead of guessing', async () => {
    await expect(
      put(
        { pk: '1', sk: 'a' },
        { ConditionExpression: 'size(pk) > :n', ExpressionAttributeValues: { ':n': 1 } },
      ),
    ).rejects.toThrow('no function size');
    await expect(documents.send(new GetCommand({ TableName: 'Other', Key: { pk: '1' } }))).rejects.toThrow(
      'ResourceNotFoundException',
    );
  });

  it('updates with SET, REMOVE and ADD', async () => {
    await put({ pk: '1', sk: 'a', done: { areas: 0 }, token: 'x', count: 1 });
    await documents.send(
      new UpdateCommand({
        TableName,
        Key: { pk: '1', sk: 'a' },
        UpdateExpression:
          'SET done.#s = :n, kept = if_not_exists(count, :n), tries = if_not_exists(tries, :z) + :n REMOVE token ADD count :n',
        ExpressionAttributeNames: { '#s': 'areas' },
        ExpressionAttributeValues: { ':n': 5, ':z': 0 },
      }),
    );
    expect(await get('1')).toEqual({ pk: '1', sk: 'a', done: { areas: 5 }, kept: 1, tries: 5, count: 6 });
  });

  it('writes a transaction whole, or says which part stood in the way', async () => {
    await put({ pk: '1', sk: 'a', version: 1 });
    const transaction = (version: number) =>
      documents.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName, Item: { pk: '2', sk: 'a' } } },
            {
              Update: {
                TableName,
                Key: { pk: '1', sk: 'a' },
                UpdateExpression: 'SET version = :next',
                ConditionExpression: 'version = :version',
                ExpressionAttributeValues: { ':version': version, ':next': version + 1 },
              },
            },
          ],
        }),
      );
    const refused: TransactionCanceledException = await transaction(7).catch((error) => error);
    expect(refused).toBeInstanceOf(TransactionCanceledException);
    expect(refused.CancellationReasons?.map(({ Code }) => Code)).toEqual(['None', 'ConditionalCheckFailed']);
    expect(await get('2')).toBeUndefined();
    await transaction(1);
    expect([await get('1'), await get('2')]).toEqual([
      { pk: '1', sk: 'a', version: 2 },
      { pk: '2', sk: 'a' },
    ]);
  });

  it('reads a partition in order, page by page, forwards and backwards', async () => {
    for (const sk of ['e#3', 'e#1', 'x', 'e#2']) await put({ pk: '1', sk, odd: sk === 'e#1' });
    const events = {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :e)',
      ExpressionAttributeValues: { ':pk': '1', ':e': 'e#' },
    };
    expect((await query(events)).sks).toEqual(['e#1', 'e#2', 'e#3']);
    expect((await query({ ...events, ScanIndexForward: false })).sks).toEqual(['e#3', 'e#2', 'e#1']);
    const first = await query({ ...events, Limit: 2 });
    expect(first).toEqual({ sks: ['e#1', 'e#2'], last: { pk: '1', sk: 'e#2' } });
    expect(await query({ ...events, Limit: 2, ExclusiveStartKey: first.last })).toEqual({
      sks: ['e#3'],
      last: undefined,
    });
    // A filter passes over what was read, as DynamoDB does.
    expect(
      await query({
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'odd = :yes',
        ExpressionAttributeValues: { ':pk': '1', ':yes': true },
        Limit: 2,
      }),
    ).toEqual({ sks: ['e#1'], last: { pk: '1', sk: 'e#2' } });
  });

  it('holds in an index what has its keys, as it is projected, and lets it go', async () => {
    await put({ pk: '1', sk: 'a', shard: 's', due: '2', stage: 'handling', text: 'long' });
    await put({ pk: '2', sk: 'a', shard: 's', due: '1' });
    await put({ pk: '3', sk: 'a', shard: 's' });
    const due = () =>
      documents.send(
        new QueryCommand({
          TableName,
          IndexName: 'Due',
          KeyConditionExpression: 'shard = :s AND due <= :now',
          ExpressionAttributeValues: { ':s': 's', ':now': '2' },
        }),
      );
    expect((await due()).Items).toEqual([
      { pk: '2', sk: 'a', shard: 's', due: '1' },
      { pk: '1', sk: 'a', shard: 's', due: '2', stage: 'handling' },
    ]);
    await put({ pk: '2', sk: 'a' });
    await put({ pk: '1', sk: 'a', shard: 's', due: '3' });
    expect((await due()).Items).toEqual([]);
  });

  it('answers a request as before when it is replayed, and refuses another', async () => {
    await put({ pk: '1', sk: 'a', n: 1 }, { ConditionExpression: 'attribute_not_exists(pk)' });
    await get('1');
    const [putting, getting] = [...exchanges];
    expect([putting, getting].map((exchange) => replayed(exchange!))).toEqual([
      {
        operation: 'PutItem',
        input: {
          TableName,
          Item: { pk: '1', sk: 'a', n: 1 },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
      { operation: 'GetItem', input: { TableName, Key: { pk: '1', sk: 'a' } } },
    ]);
    dynamo.replay(exchanges);
    await put({ pk: '1', sk: 'a', n: 1 }, { ConditionExpression: 'attribute_not_exists(pk)' });
    expect(await get('1')).toEqual({ pk: '1', sk: 'a', n: 1 });
    await expect(get('1')).rejects.toThrow('did not come before');
    await expect(get('2')).rejects.toThrow('did not come before');
  });
});
