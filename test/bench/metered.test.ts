import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './dynamo/database.ts';
import { metered, type Used } from './dynamo/metered.ts';
import type { TableDefinition } from './dynamo/table.ts';

const TableName = 'T';
const DEFINITIONS: TableDefinition[] = [
  {
    name: TableName,
    indexes: [{ name: 'Due', partitionKey: 'shard', sortKey: 'due', projected: ['stage'] }],
  },
];
const KEY = { pk: { S: '1' }, sk: { S: 'a' } };
const text = (bytes: number) => ({ S: 'x'.repeat(bytes) });

let used: Used[];
let ask: ReturnType<typeof metered>;
beforeEach(() => {
  used = [];
  ask = metered(openDatabase(DEFINITIONS), DEFINITIONS, (one) => used.push(one));
});
const put = (attributes: object): number => {
  ask('PutItem', { TableName, Item: { ...KEY, ...attributes } });
  return used.at(-1)!.writeUnits;
};

describe('the units of a request', () => {
  it('are one for each started kilobyte of the larger of an item before and after', () => {
    expect(put({ text: text(1_000) })).toBe(1);
    expect(put({ text: text(2_000) })).toBe(2);
    expect(put({ text: text(10) })).toBe(2);
    expect(put({ text: text(10) })).toBe(1);
    ask('DeleteItem', { TableName, Key: KEY });
    expect(used.at(-1)).toMatchObject({ writeUnits: 1, changes: [{ key: KEY, before: { text: text(10) } }] });
  });

  it('are two in a transaction, and one for what an index gets', () => {
    const Item = { ...KEY, text: text(1_500), shard: { S: '0' }, due: { S: 'now' } };
    ask('TransactWriteItems', { TransactItems: [{ Put: { TableName, Item } }] });
    expect(used.at(-1)).toMatchObject({ writeUnits: 5, readUnits: 0 });
  });

  it('are one for an entry that comes, changes or goes, two where its key changes, none where nothing projected does', () => {
    const entry = { shard: { S: '0' }, due: { S: '1' }, stage: { S: 'a' } };
    expect(put({})).toBe(1);
    expect(put(entry)).toBe(1 + 1);
    expect(put({ ...entry, text: text(10) })).toBe(1);
    expect(put({ ...entry, stage: { S: 'b' } })).toBe(1 + 1);
    expect(put({ ...entry, due: { S: '2' } })).toBe(1 + 2);
    expect(put({})).toBe(1 + 1);
  });

  it('are one for each started four kilobytes that are read consistently, and half of one otherwise', () => {
    put({ text: text(5_000) });
    const get = (request: object): number => {
      ask('GetItem', { TableName, Key: KEY, ...request });
      return used.at(-1)!.readUnits;
    };
    expect(get({ ConsistentRead: true })).toBe(2);
    expect(get({})).toBe(1);
    expect(get({ Key: { pk: { S: 'nobody' }, sk: { S: 'a' } } })).toBe(0.5);
    ask('BatchGetItem', { RequestItems: { [TableName]: { Keys: [KEY], ConsistentRead: true } } });
    expect(used.at(-1)!.readUnits).toBe(2);
  });

  it('are those of all that a query reads together, whatever it leaves out', () => {
    put({ text: text(3_000) });
    ask('PutItem', { TableName, Item: { pk: { S: '1' }, sk: { S: 'b' }, text: text(3_000) } });
    ask('Query', {
      TableName,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'sk = :none',
      ExpressionAttributeValues: { ':pk': { S: '1' }, ':none': { S: 'z' } },
      ConsistentRead: true,
    });
    expect(used.at(-1)!.readUnits).toBe(2);
  });
});
