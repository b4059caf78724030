import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnyOperation } from '#shared/http/operation.ts';
import { serve } from '#shared/http/serve.ts';
import { project } from '../../../functions/projector/project.ts';
import {
  getAreaStatistics,
  getUnitStatistics,
  listUnitStatistics,
} from '../../../functions/queries/statistics.ts';
import { at, GRID, police, township } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, type Received, served } from '../http/request.ts';
import { counting } from '../use-cases/counting.ts';
import { STAFF, World } from '../world/world.ts';

recordLog();

/** Two cases of Monday, of which one was closed on Tuesday, and two that were settled on the spot on Wednesday. */
let world: World;
beforeAll(async () => {
  world = new World();
  const { id } = await world.report('reporter', 'one');
  await world.report('neighbour', 'other');
  await world.settle();
  await world.give(STAFF.townshipOfficer, id, { type: 'acknowledge' }, 'k1');
  await world.give(STAFF.townshipOfficer, id, { type: 'submitResult', result: 'Settled.' }, 'k2');
  await world.settle();
  world.moveTo(at('2025-03-04 09:00'));
  await world.give(STAFF.county, id, { type: 'verify', passed: true, note: 'Seen.', instead: 'Ill.' }, 'k3');
  await world.settle();
  await world.give(
    { subject: 'reporter', role: 'resident' },
    id,
    { type: 'followUp', satisfied: true },
    'k4',
  );
  await world.settle();
  world.moveTo(at('2025-03-05 09:00'));
  for (const spot of ['a', 'b']) await world.settleOnTheSpot(STAFF.gridWorker.subject, spot);
  await world.settle();
  await project(world.store.stream, world.countingServices());
});

let counted = counting();
beforeEach(() => {
  counted = counting();
});
const ask = (
  operation: AnyOperation,
  params: Record<string, string>,
  query: Record<string, string>,
  as: string = STAFF.county.subject,
): Promise<Received> =>
  served(
    [operation],
    world.apiServices(counted.gate),
    eventFor(operation, { params, query, claims: { sub: as }, headers: { 'accept-language': 'en' } }),
  );
const ofArea = (code: string, query: Record<string, string>, as?: string) =>
  ask(getAreaStatistics, { code }, query, as);
const MARCH = { from: '2025-03-01', to: '2025-03-31' };

describe('the statistics of an area', () => {
  it('are counts, and rates with numerator and denominator, in two reads', async () => {
    const { status, body } = await ofArea('320613', MARCH);
    expect(status).toBe(200);
    expect(body).toMatchObject({ area: '320613', from: '2025-03-01', to: '2025-03-31' });
    const [{ of, before, counts, rates }] = body.items;
    expect(body.items).toHaveLength(1);
    expect([of, before]).toEqual([undefined, undefined]);
    expect(counts).toMatchObject({ filed: 4, selfHandled: 2, closed: 3, satisfied: 1, declined: 0 });
    expect(rates).toMatchObject({
      selfHandling: { numerator: 2, denominator: 4 },
      closedFinally: { numerator: 3, denominator: 4 },
      satisfaction: { numerator: 1, denominator: 1 },
      handlingOnTime: { numerator: 1, denominator: 1 },
      rework: { numerator: 0, denominator: 0 },
    });
    expect(counted.calls()).toEqual(['actor', 'areasBelow']);
  });

  it('tell what stood closed at the end of the period apart from what is closed now', async () => {
    const { body } = await ofArea('320613', { from: '2025-03-03', to: '2025-03-03' });
    expect(body.items[0].rates).toMatchObject({
      closedAtReport: { numerator: 0, denominator: 2 },
      closedFinally: { numerator: 1, denominator: 2 },
    });
  });

  it('come by day, by month and by the areas below, each as of its own end', async () => {
    const filed = async (code: string, by: string) =>
      (await ofArea(code, { ...MARCH, by })).body.items.map(
        ({
          of,
          counts,
          rates,
        }: {
          of: string;
          counts: { filed: number };
          rates: { closedAtReport: object };
        }) => [of, counts.filed, rates.closedAtReport],
      );
    expect(await filed('320613', 'day')).toEqual([
      ['2025-03-03', 2, { numerator: 0, denominator: 2 }],
      ['2025-03-04', 0, { numerator: 0, denominator: 0 }],
      ['2025-03-05', 2, { numerator: 2, denominator: 2 }],
    ]);
    expect(await filed('320613', 'month')).toEqual([['2025-03', 4, { numerator: 3, denominator: 4 }]]);
    const upToMonday = await ofArea('320613', { from: '2025-03-01', to: '2025-03-03', by: 'month' });
    expect(upToMonday.body.items[0].rates.closedAtReport).toEqual({ numerator: 0, denominator: 2 });
    expect(await filed('320613', 'area')).toEqual([['320613001', 4, { numerator: 3, denominator: 4 }]]);
    expect(await filed('320613001001', 'area')).toEqual([[GRID, 4, { numerator: 3, denominator: 4 }]]);
  });

  it('are the same at every level', async () => {
    const asCity = STAFF.city.subject;
    const [city, ...below] = await Promise.all(
      ['3206', '320613', '320613001', '320613001001', GRID].map(
        async (code) => (await ofArea(code, MARCH, asCity)).body.items,
      ),
    );
    expect(city).toHaveLength(1);
    for (const items of below) expect(items).toEqual(city);
  });

  it('name an area that had something in the period before only, too', async () => {
    const { body } = await ofArea('320613001001', {
      from: '2025-03-06',
      to: '2025-03-07',
      by: 'area',
      compare: 'before',
    });
    expect(body.items).toHaveLength(1);
    const [{ of, counts, before }] = body.items;
    expect([of, counts.filed, before.counts.filed]).toEqual([GRID, 0, 2]);
  });

  it('stand beside the same number of days before', async () => {
    const { body } = await ofArea('320613', { from: '2025-03-05', to: '2025-03-06', compare: 'before' });
    const [{ counts, before }] = body.items;
    expect([counts.filed, before.counts.filed, before.rates.closedAtReport]).toEqual([
      2,
      2,
      { numerator: 1, denominator: 2 },
    ]);
    expect(counted.calls()).toEqual(['actor', 'areasBelow']);
  });

  it('are zeros where nothing happened, and unknown where there is no such area', async () => {
    const { status, body } = await ofArea('320612', MARCH, STAFF.city.subject);
    expect([status, body.items[0].counts.filed]).toEqual([200, 0]);
    const unknown = await ofArea('320699', MARCH, STAFF.city.subject);
    expect([unknown.status, unknown.body.type]).toEqual([404, 'urn:gridward:problem:unknown-area']);
  });

  it.each([
    ['the dispatcher of a centre above', '320613001', STAFF.city.subject, 200],
    ['a grid worker, of their grid', GRID, STAFF.gridWorker.subject, 200],
    ['a grid worker, of their community', '320613001001', STAFF.gridWorker.subject, 403],
    ['an operator', '3206', STAFF.operator.subject, 200],
    ['the dispatcher of a centre, of an area above', '320613', STAFF.township.subject, 403],
    ['an officer', '320613001', STAFF.police.subject, 403],
    ['a resident', '320613001', 'reporter', 403],
  ])('are told to who may see every case there: %s', async (_, code, as, status) => {
    expect((await ofArea(code, MARCH, as)).status).toBe(status);
  });

  it.each([
    ['a year', { from: '2025-01-01', to: '2025-12-31' }, 'period-too-long', 'to', 'at most 92 days'],
    ['a day too much', { from: '2025-03-01', to: '2025-06-01' }, 'period-too-long', 'to', 'at most 92 days'],
    [
      'an end before the beginning',
      { from: '2025-03-02', to: '2025-03-01' },
      'empty-window',
      'to',
      'not lie before',
    ],
    ['no beginning', { to: '2025-03-01' }, 'malformed-request', 'from', 'is missing'],
    ['no day', { from: '2025-02-30', to: '2025-03-01' }, 'malformed-request', 'from', 'YYYY-MM-DD'],
    [
      'an unknown parameter',
      { ...MARCH, groupBy: 'day' },
      'malformed-request',
      'groupBy',
      'is an unknown field',
    ],
    ['another division', { ...MARCH, by: 'week' }, 'malformed-request', 'by', 'total, day, month, area'],
    [
      'a comparison by day',
      { ...MARCH, by: 'day', compare: 'before' },
      'not-comparable',
      'compare',
      'by=total',
    ],
  ])('are not told of %s, and why', async (_, query, code, field, message) => {
    const { status, body } = await ofArea('320613', query as Record<string, string>);
    expect(status).toBe(code === 'malformed-request' ? 400 : 422);
    expect([body.type, body.field]).toEqual([`urn:gridward:problem:${code}`, field]);
    expect(body.detail).toContain(message);
  });

  it('are told of a whole quarter', async () => {
    expect((await ofArea('320613', { from: '2025-03-01', to: '2025-05-31' })).status).toBe(200);
  });
});

describe('the statistics of a unit', () => {
  const of = (unitId: string, query: Record<string, string>, as?: string) =>
    ask(getUnitStatistics, { unitId }, query, as);
  const YEAR = { from: '2025-01', to: '2025-12' };

  it('are counts and rates of its months, in two reads', async () => {
    const { status, body } = await of(township.code, YEAR);
    expect(status).toBe(200);
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      counts: { received: 2, satisfied: 1 },
      rates: {
        acknowledgementOnTime: { numerator: 1, denominator: 2 },
        handling: { numerator: 1, denominator: 1 },
        satisfaction: { numerator: 1, denominator: 1 },
      },
    });
    expect(counted.calls()).toEqual(['actor', 'unitsAt']);
    const byMonth = await of(township.code, { ...YEAR, by: 'month' });
    expect(byMonth.body.items.map(({ of }: { of: string }) => of)).toEqual(['2025-03']);
  });

  it.each([
    ['its own staff', STAFF.police.subject, 200],
    ['the centre of its place', STAFF.township.subject, 200],
    ['the staff of another unit', STAFF.judicial.subject, 403],
    ['a grid worker', STAFF.gridWorker.subject, 403],
    ['a resident', 'reporter', 403],
  ])('are told to %s, or not', async (_, as, status) => {
    expect((await of(police.code, YEAR, as)).status).toBe(status);
  });

  it.each([
    ['three years', { from: '2023-01', to: '2025-12' }, 422, 'to', 'at most 24 months'],
    [
      'a month that there is not',
      { from: '2025-13', to: '2025-14' },
      400,
      'from',
      'a month is written YYYY-MM',
    ],
  ])('are not told of %s, and why', async (_, query, expected, field, message) => {
    const { status, body } = await of(police.code, query);
    expect([status, body.field]).toEqual([expected, field]);
    expect(body.detail).toContain(message);
  });
});

describe('the statistics of the units at an area', () => {
  const YEAR = { from: '2025-01', to: '2025-12' };
  const at = (code: string, query: Record<string, string>, as?: string) =>
    ask(listUnitStatistics, { code }, query, as);

  it('come unit by unit, so that they can be compared, in two reads', async () => {
    const { status, body } = await at('320613001', YEAR);
    expect(status).toBe(200);
    expect(
      body.items.map(({ of, counts }: { of: string; counts: { received: number } }) => [of, counts.received]),
    ).toEqual([[township.code, 2]]);
    expect(counted.calls()).toEqual(['actor', 'unitsAt']);
    const committees = await at('320613001001', YEAR);
    expect(committees.body.items[0]).toMatchObject({
      of: '320613001001-committee',
      rates: { dispatchOnTime: { numerator: 2, denominator: 2 } },
    });
  });

  it('are none where no unit has done anything, and unknown where there is no such area', async () => {
    expect((await at('320612', YEAR, STAFF.city.subject)).body.items).toEqual([]);
    expect((await at('320699', YEAR, STAFF.city.subject)).status).toBe(404);
  });

  it('are told to who may see every case of the area, and of no longer period', async () => {
    expect((await at('320613001', YEAR, STAFF.police.subject)).status).toBe(403);
    expect((await at('320613001', { from: '2020-01', to: '2025-12' })).body.type).toBe(
      'urn:gridward:problem:period-too-long',
    );
  });
});

describe('statistics as a table', () => {
  const table = async (operation: AnyOperation, params: object, query: object, language: string) => {
    const event = eventFor(operation, {
      params: params as Record<string, string>,
      query: { ...query, format: 'csv' },
      claims: { sub: STAFF.city.subject },
      headers: { 'accept-language': language },
    });
    return (await serve(
      [operation],
      world.apiServices(),
      'sub',
    )(event, {} as Context)) as APIGatewayProxyStructuredResultV2;
  };
  const cellsOf = (body = '') => body.split('\r\n').map((line) => line.split(','));

  it('are a file that spreadsheet programs read, with the names of counters and rates in Chinese', async () => {
    const { statusCode, headers, body } = await table(
      getAreaStatistics,
      { code: '320613' },
      { ...MARCH, by: 'day' },
      'zh',
    );
    expect([statusCode, headers?.['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers?.['content-disposition']).toBe('attachment; filename="320613-2025-03-01-2025-03-31.csv"');
    expect(body?.startsWith('\uFEFF分列项,立案,重大事项立案,自行处置,')).toBe(true);
    const [head = [], ...lines] = cellsOf(body);
    expect(lines.map(([of, filed]) => [of, filed])).toEqual([
      ['2025-03-03', '2'],
      ['2025-03-04', '0'],
      ['2025-03-05', '2'],
      ['', undefined],
    ]);
    expect(new Set(lines.slice(0, 3).map(({ length }) => length))).toEqual(new Set([head.length]));
    expect(new Set(head).size).toBe(head.length);
    const rate = head.indexOf('最终结案率（分子）');
    expect([head[rate + 1], lines[0]?.[rate], lines[0]?.[rate + 1]]).toEqual([
      '最终结案率（分母）',
      '1',
      '2',
    ]);
  });

  it('are in English for whoever wants that, of a unit too', async () => {
    const query = { from: '2025-03', to: '2025-03' };
    const { headers, body } = await table(getUnitStatistics, { unitId: township.code }, query, 'en');
    expect(headers?.['content-disposition']).toContain(`${township.code}-2025-03-2025-03.csv`);
    const [head = [], total = []] = cellsOf(body);
    expect(head.slice(0, 2)).toEqual(['\uFEFFof', 'cases received']);
    expect(total.slice(0, 2)).toEqual(['total', '2']);
  });
});

describe('a ranking', () => {
  const DAY = { from: '2025-03-04', to: '2025-03-04' };
  const compared = new World();
  beforeAll(async () => {
    const row = (area: string, day: string, closedOnTime: number, due: number) => ({
      area,
      day,
      counters: { closedOnTime, due, filed: due },
    });
    await compared.statistics.count(
      1,
      [],
      [
        row('320613001', '2025-03-03', 9, 10),
        row('320613002', '2025-03-03', 5, 10),
        row('320613001', '2025-03-04', 6, 10),
        row('320613002', '2025-03-04', 8, 10),
        row('320613003', '2025-03-04', 3, 5),
        row('320613004', '2025-03-04', 4, 4),
        { unit: '320613-a', month: '2025-01', counters: { returned: 9, received: 9 } },
        { unit: '320613-a', month: '2025-02', counters: { returned: 2, received: 10 } },
        { unit: '320613-b', month: '2025-02', counters: { returned: 3, received: 10 } },
        { unit: '320613-a', month: '2025-03', counters: { returned: 1, received: 10 } },
        { unit: '320613-b', month: '2025-03', counters: { returned: 0, received: 10 } },
      ],
    );
  });
  const rank = (operation: AnyOperation, query: Record<string, string>) =>
    served(
      [operation],
      compared.apiServices(),
      eventFor(operation, { params: { code: '320613' }, query, claims: { sub: STAFF.county.subject } }),
    );
  const byRate = { ...DAY, by: 'area', rankBy: 'closureOnTime' };

  it('of the areas below has the best first, with the rank of the period before; too few cases come last', async () => {
    const { status, body } = await rank(getAreaStatistics, { ...byRate, compare: 'before' });
    expect(status, JSON.stringify(body)).toBe(200);
    const told = body.items.map(
      ({ of, rank, before }: { of: string; rank?: number; before: { rank?: number } }) => [
        of,
        rank,
        before.rank,
      ],
    );
    expect(told).toEqual([
      ['320613002', 1, 2],
      ['320613001', 2, 1],
      ['320613003', 2, undefined],
      ['320613004', undefined, undefined],
    ]);
  });

  it('of units has the one first that returns least', async () => {
    const month = { from: '2025-03', to: '2025-03', rankBy: 'return', compare: 'before' };
    const { body } = await rank(listUnitStatistics, month);
    expect(
      body.items.map((item: { of: string; rank: number; before: { rank: number; rates: object } }) => [
        item.of,
        item.rank,
        item.before.rank,
        item.before.rates,
      ]),
    ).toMatchObject([
      ['320613-b', 1, 2, { return: { numerator: 3, denominator: 10 } }],
      ['320613-a', 2, 1, { return: { numerator: 2, denominator: 10 } }],
    ]);
  });

  it('of a unit stands beside as many months before, across the turn of a year', async () => {
    const params = { unitId: '320613-a' };
    const ofUnit = async (query: Record<string, string>) => {
      const sent = eventFor(getUnitStatistics, { params, query, claims: { sub: STAFF.county.subject } });
      return served([getUnitStatistics], compared.apiServices(), sent);
    };
    const two = await ofUnit({ from: '2025-02', to: '2025-03', compare: 'before' });
    expect(two.body.items).toMatchObject([
      { counts: { returned: 3, received: 20 }, before: { counts: { returned: 9, received: 9 } } },
    ]);
    const turn = await ofUnit({ from: '2025-01', to: '2025-01', compare: 'before' });
    expect(turn.body.items).toMatchObject([{ counts: { received: 9 }, before: { counts: { received: 0 } } }]);
    const byMonth = await ofUnit({ from: '2025-01', to: '2025-02', by: 'month', compare: 'before' });
    expect([byMonth.status, byMonth.body.field]).toEqual([422, 'compare']);
  });

  it('is a column of its own in a file', async () => {
    const sent = eventFor(getAreaStatistics, {
      params: { code: '320613' },
      query: { ...byRate, format: 'csv' },
      claims: { sub: STAFF.county.subject },
    });
    const answer = (await serve([getAreaStatistics], compared.apiServices(), 'sub')(sent, {} as Context)) as {
      body: string;
    };
    const rows = answer.body.split('\r\n').map((line) => line.split(',').slice(0, 2).join(' '));
    expect(rows).toEqual([
      '\uFEFF分列项 名次',
      '320613002 1',
      '320613001 2',
      '320613003 2',
      '320613004 ',
      '',
    ]);
  });

  it('is refused of what does not lie beside each other, and by a rate that there is not', async () => {
    const { status, body } = await rank(getAreaStatistics, { ...byRate, by: 'day' });
    expect([status, body.type, body.field]).toEqual([422, 'urn:gridward:problem:not-ranked', 'rankBy']);
    expect((await rank(getAreaStatistics, { ...byRate, rankBy: 'luck' })).status).toBe(400);
  });
});
