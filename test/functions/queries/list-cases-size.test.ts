import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { caseProcess } from '#domain/case/definition.ts';
import { nextDueAt } from '#domain/process/ladder.ts';
import { instantAt, plusSeconds } from '#domain/time/instant.ts';
import { commitMark, eventItem, INDEXES, recordItem } from '#shared/store/dynamodb/cases-table.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { MOST_READ } from '#shared/store/orders.ts';
import { listCases } from '../../../functions/queries/list-cases.ts';
import { addMiddleware } from '../../bench/counting.ts';
import { openDatabase } from '../../bench/dynamo/database.ts';
import { filed, Life, MONDAY } from '../../domain/builders.ts';
import { CITY, COMMUNITY, gridOf } from '../../infra/small-city.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, served } from '../http/request.ts';
import { cityWith } from '../store/contract-city.ts';
import { openUnderTest } from '../store/dynamo-under-test.ts';

recordLog();

/** What a page costs, by the requests to DynamoDB as they are sent, however many cases there are. */

const TOWNSHIP = COMMUNITY.slice(0, 9);
const [FEW, MANY] = [1_000, 100_000];
/** One case in so many lies in the grid that is asked for. */
const SELDOM = 100;

const cityOf = async (size: number) => {
  const database = openDatabase([
    { name: 'Cases', indexes: Object.values(INDEXES) },
    { name: 'Grids', indexes: [] },
  ]);
  const client = openClient({
    region: 'cn-north-1',
    credentials: { accessKeyId: 'counted', secretAccessKey: 'counted' },
  });
  const asked: { requests: string[]; read: number } = { requests: [], read: 0 };
  addMiddleware(client, 'answer', (_, command) => async ({ input }) => {
    const answer = database(command.replace('Command', ''), input) as { ScannedCount?: number };
    asked.requests.push(command);
    asked.read += answer.ScannedCount ?? 0;
    return { output: { ...answer, $metadata: {} }, response: {} };
  });
  const clock = () => Date.parse(MONDAY);
  const { store, imports } = openUnderTest({ client, casesTable: 'Cases', gridsTable: 'Grids' }, clock);
  await imports.bringIn(cityWith(), 'g-1');

  // One case as it is written, under many ids, here and in the next grid.
  const written = [1, 2].map((grid) => {
    const life = new Life(filed({ grid: gridOf(grid), reporter: 'town' }));
    life.sweep(nextDueAt(caseProcess, life.current)!);
    const named = { kind: 'case', id: life.current.id };
    const [first] = life.history;
    return {
      record: marshall(recordItem(caseProcess, life.current), { removeUndefinedValues: true }),
      event: marshall(
        { ...eventItem(named, first!), ...commitMark(caseProcess, life.current) },
        { removeUndefinedValues: true },
      ),
    };
  });
  for (let n = 0; n < size; n++) {
    const id = String(n).padStart(26, '0');
    const { record, event } = written[n % SELDOM === 0 ? 1 : 0]!;
    const pk = { S: `CASE#${id}` };
    const at = plusSeconds(MONDAY, n);
    const sort = { S: `${at}#${id}` };
    const own = { pk, id: { S: id }, filedSort: sort, worklistSort: sort };
    database('PutItem', { TableName: 'Cases', Item: { ...record, ...own } });
    database('PutItem', { TableName: 'Cases', Item: { ...event, pk, at: { S: at } } });
  }
  const services = { store, now: () => instantAt(clock()) };
  // What governs the city is at hand, as it is in a function that has answered before.
  await store.city.policy((await store.city.current()).policyVersion);
  return async (subject: string, query: Record<string, string>) => {
    Object.assign(asked, { requests: [], read: 0 });
    const { status, body } = await served(
      [listCases],
      services as never,
      eventFor(listCases, { query, claims: { sub: subject } }),
    );
    expect(status, JSON.stringify(body)).toBe(200);
    return { ...asked, shown: body.items.length as number, more: body.cursor !== undefined };
  };
};

const QUERIES: [subject: string, query: Record<string, string>][] = [
  ['town', {}],
  ['town', { limit: '100' }],
  ['town', { area: COMMUNITY }],
  ['town', { area: gridOf(2), limit: '5' }],
  ['town', { area: gridOf(2), category: 'dispute' }],
  ['town', { overdue: 'true' }],
  ['town', { sort: 'filed' }],
  ['town', { reporter: 'me' }],
  ['town', { stage: 'closed' }],
  ['town', { unit: `${COMMUNITY}-committee` }],
  ['operator', {}],
  ['operator', { flags: 'pressing' }],
  ['operator', { flags: 'pressing', area: gridOf(2).slice(0, 6) }],
  ['operator', { area: TOWNSHIP, category: 'dispute' }],
  ['operator', { changedSince: MONDAY, area: CITY }],
  ['operator', { filedFrom: MONDAY, area: COMMUNITY }],
];

describe('a page of the list of cases', () => {
  it(`costs the same of ${MANY} cases as of ${FEW}: three requests, and ${MOST_READ} entries at most`, async () => {
    const [few, many] = [await cityOf(FEW), await cityOf(MANY)];
    for (const [subject, query] of QUERIES) {
      const [before, after] = [await few(subject, query), await many(subject, query)];
      const which = JSON.stringify([subject, query]);
      expect(after.requests, which).toEqual(before.requests);
      expect(after.requests.length, which).toBeLessThanOrEqual(3);
      expect(after.read, which).toBe(before.read);
      expect(after.read, which).toBeLessThanOrEqual(MOST_READ);
      expect(after.shown, which).toBe(before.shown);
    }
    expect(await many('town', { limit: '100' })).toEqual({
      requests: ['BatchGetItemCommand', 'QueryCommand', 'BatchGetItemCommand'],
      read: 100,
      shown: 100,
      more: true,
    });
    expect(await many('town', { area: gridOf(2), limit: '5' })).toMatchObject({ read: MOST_READ, shown: 5 });
  });
});
