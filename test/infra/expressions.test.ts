import { beforeAll, describe, expect, it } from 'vitest';
import { INDEXES } from '#shared/store/dynamodb/cases-table.ts';
import { type Expressions, expressionsOfCalls } from './adapter-calls.ts';

/** What the emulator accepts although AWS refuses it, see test/local/refusals-of-dynamodb.test.ts: the store never asks for it. */

let asked: readonly Expressions[];
beforeAll(async () => {
  asked = await expressionsOfCalls();
});

const hasOr = ({ KeyConditionExpression = '' }: Expressions): boolean =>
  /\bOR\b/i.test(KeyConditionExpression);

/** Keys of the table and of the index that is read. */
const keysOf = ({ IndexName }: Expressions): string[] => [
  'pk',
  'sk',
  ...Object.values(INDEXES)
    .filter(({ name }) => name === IndexName)
    .flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]),
];

const filtersOnKey = (request: Expressions): boolean =>
  namesIn(request.FilterExpression ?? '', request).some((name) => keysOf(request).includes(name));

/** Names of attributes, functions and operators; values begin with a colon and are left out. */
const namesIn = (expression: string, { ExpressionAttributeNames: names = {} }: Expressions): string[] =>
  [...expression.matchAll(/(?<![\w:#])#?\w+/g)].map(([name]) => names[name] ?? name);

/** What an update writes: the first path of each of its actions, such as "done.cells". */
const pathsOf = ({ UpdateExpression = '', ExpressionAttributeNames: names = {} }: Expressions): string[] =>
  UpdateExpression.replace(/\([^)]*\)/g, '')
    .split(/\b(?:SET|REMOVE|ADD|DELETE)\b|,/i)
    .map((action) => /^[\w#.[\]]+/.exec(action.trim())?.[0] ?? '')
    .filter((path) => path !== '')
    .map((path) => path.replace(/#\w+/g, (name) => names[name] ?? name).replaceAll('[', '.['));

const overlaps = (request: Expressions): boolean => {
  const paths = pathsOf(request);
  return paths.some((path, place) =>
    paths.some((other, its) => its !== place && `${other}.`.startsWith(`${path}.`)),
  );
};

describe('the expressions of the store', () => {
  it('join no key conditions by OR', () => {
    expect(hasOr({ KeyConditionExpression: 'pk = :a or sk = :b' })).toBe(true);
    const conditions = asked.filter(({ KeyConditionExpression }) => KeyConditionExpression !== undefined);
    expect(conditions).toHaveLength(27);
    expect(conditions.filter(hasOr)).toEqual([]);
  });

  it('filter on no key attribute', () => {
    const { name: IndexName, sortKey } = INDEXES.worklist;
    const ExpressionAttributeNames = { '#key': sortKey };
    expect(filtersOnKey({ IndexName, FilterExpression: '#key > :a', ExpressionAttributeNames })).toBe(true);
    expect(filtersOnKey({ FilterExpression: 'grid = :a AND begins_with(sk, :b)' })).toBe(true);
    const filters = asked.filter(({ FilterExpression }) => FilterExpression !== undefined);
    expect(filters.map(({ FilterExpression }) => FilterExpression)).toEqual(['begins_with(grid, :area)']);
    expect(filters.filter(filtersOnKey)).toEqual([]);
  });

  it('update no paths that overlap', () => {
    expect(overlaps({ UpdateExpression: 'SET done = :a, done.part = :b' })).toBe(true);
    expect(overlaps({ UpdateExpression: 'SET parts[0] = if_not_exists(x, :a) REMOVE parts' })).toBe(true);
    expect(overlaps({ UpdateExpression: 'SET done = :a, done2 = :b' })).toBe(false);
    const updates = asked.filter(({ UpdateExpression }) => UpdateExpression !== undefined);
    expect(updates.map(pathsOf)).toEqual([
      ['expiresAt', 'taskToken'],
      ['since', 'cause', 'expiresAt', 'worklistUnit', 'worklistSort', 'times'],
      ['relay-behind'],
      ['filed'],
      ['received', 'returned'],
      ['done.cells'],
    ]);
    expect(updates.filter(overlaps)).toEqual([]);
  });
});
