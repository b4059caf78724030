import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { countsOfCase } from '#domain/case/count.ts';
import { caseProcess } from '#domain/case/definition.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { type Count, type Counters, dayOf, nameOfRow, type Row, rowsOf } from '#domain/statistics/count.ts';
import { instantAt } from '#domain/time/instant.ts';
import { COUNTINGS } from '#shared/countings.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { openClient, scanPage } from '#shared/store/dynamodb/documents.ts';
import { openDynamoHistories } from '#shared/store/dynamodb/dynamo-store.ts';
import { openEveryFiled } from '#shared/store/dynamodb/every-filed.ts';
import { openDynamoStatistics } from '#shared/store/dynamodb/statistics.ts';
import { areaRowOf, tallyOf, unitRowOf } from '#shared/store/dynamodb/statistics-table.ts';
import type { StreamRecord } from '#shared/store/store.ts';
import { wholeHistory } from '#shared/use-cases/whole-history.ts';
import { project } from '../../functions/projector/project.ts';
import { awsClientConfig } from '../../tools/local/workplace.ts';
import { rebuildStatistics } from '../../tools/statistics/rebuild.ts';
import { atStage, GRID, local, matter, person, reportAs, TOWNSHIP, TOWNSHIP_CENTRE, until } from './city.ts';

const today = dayOf(instantAt(Date.now()));

const countsOf = async (code: string): Promise<Record<string, number>> => {
  const { status, body } = await person('township-01').get(
    `/areas/${code}/statistics?from=${today}&to=${today}`,
  );
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items[0].counts;
};

it('what happens is in the statistics of its areas and units within a minute or so', async () => {
  const before = await countsOf(TOWNSHIP);
  const settled = await person('grid-worker-01').post('/cases/self-handled', {
    ...matter(),
    result: '已清理。',
  });
  expect(settled.status, JSON.stringify(settled.body)).toBe(201);
  const id = await reportAs('resident-01');
  await atStage(id, 'acknowledgement');
  expect((await person('township-01').post(`/cases/${id}/acknowledge`, {})).status).toBe(200);

  const counts = await until(
    () => countsOf(TOWNSHIP),
    (now) => now.filed! >= before.filed! + 2 && now.acknowledgementDone! > before.acknowledgementDone!,
    100,
  );
  expect(counts.selfHandled).toBeGreaterThan(before.selfHandled!);
  const months = { from: today.slice(0, 7), to: today.slice(0, 7) };
  const unit = await person('township-01').get(
    `/units/${TOWNSHIP_CENTRE}/statistics?from=${months.from}&to=${months.to}`,
  );
  expect(unit.body.items[0].counts.received).toBeGreaterThan(0);
  expect(
    (await person('resident-01').get(`/areas/${GRID}/statistics?from=${today}&to=${today}`)).status,
  ).toBe(403);
}, 300_000);

describe('the statistics of everything that happened here so far', () => {
  const client = openClient(awsClientConfig(local.endpoint));
  const store = openDynamoHistories({ casesTable: local.casesTable, client });
  const statistics = openDynamoStatistics({
    statisticsTable: local.statisticsTable,
    client,
    keepSeconds: 0,
  });
  const everyFiled = openEveryFiled({ casesTable: local.casesTable, client, kinds: ['case'] });
  const counting = { store, statistics, countings: COUNTINGS, definitions: DEFINITIONS, pause: setTimeout };
  afterAll(() => client.destroy());

  const histories = async (): Promise<Map<string, CaseEvent[]>> => {
    const { processes, next } = await everyFiled();
    expect(next).toBeUndefined();
    const found = new Map<string, CaseEvent[]>();
    for (const { id } of processes) found.set(id, await wholeHistory(store, caseProcess, id));
    return found;
  };
  /** What the histories say, row by row. */
  const recounted = async (): Promise<Record<string, Counters>> => {
    const counts: Count[] = [...(await histories()).values()].flatMap((history) =>
      countsOfCase(history).flatMap((one) => one.counts),
    );
    return byName(rowsOf(counts));
  };
  /** What the tally in use says. */
  const told = async (): Promise<Record<string, Counters>> => {
    const { inUse } = await statistics.tallies();
    const rows: Row[] = [];
    let after: Record<string, unknown> | undefined;
    do {
      const { items, lastKey } = await scanPage(client, {
        TableName: local.statisticsTable,
        ...(after && { ExclusiveStartKey: after }),
      });
      for (const item of items)
        if (tallyOf(item.pk) === inUse && item.sk !== 'COUNTED')
          rows.push(String(item.pk).includes('#UNITS#') ? unitRowOf(item) : areaRowOf(item));
      after = lastKey;
    } while (after);
    return byName(rows);
  };
  const byName = (rows: readonly Row[]): Record<string, Counters> =>
    Object.fromEntries(
      rows.flatMap((row) => {
        const left = Object.entries(row.counters).filter(([, by]) => by !== 0);
        return left.length > 0 ? [[nameOfRow(row), Object.fromEntries(left)]] : [];
      }),
    );
  /** The deployed projector counts what it has not heard of yet within a minute. */
  const settled = async (): Promise<void> => {
    const differing = await until(
      async () => {
        const [asTold, asRecounted] = [await told(), await recounted()];
        const names = new Set([...Object.keys(asTold), ...Object.keys(asRecounted)]);
        return [...names].filter((name) => !isDeepStrictEqual(asTold[name], asRecounted[name]));
      },
      (names) => names.length === 0,
      100,
    );
    expect(differing).toEqual([]);
    expect(Object.keys(await told()).length).toBeGreaterThan(3);
  };

  /** The emulator's stream forgets what everybody has read; its records of events are made of the histories. */
  const everyRecord = async (): Promise<StreamRecord[]> =>
    [...(await histories())].flatMap(([id, history]) =>
      history.map((event): StreamRecord => ({ kind: 'event', process: { kind: 'case', id }, event })),
    );
  const deliver = async (records: readonly StreamRecord[]): Promise<void> => {
    for (let from = 0; from < records.length; from += 1_000)
      expect(await project(records.slice(from, from + 1_000), counting)).toEqual({ failed: 0 });
  };

  // Other tests take records away from the projector, and put a case back to what it was.
  it('are a recount of the histories after a rebuild while the city works', async () => {
    const before = (await statistics.tallies()).inUse;
    let isBuilding = true;
    const work = async (): Promise<number> => {
      let filed = 0;
      for (; isBuilding; filed++) await reportAs('resident-01');
      return filed;
    };
    const working = work();
    const { done, examined } = await rebuildStatistics({
      ...counting,
      everyFiled,
      now: () => instantAt(Date.now()),
      // Runs of the projector take less than a second here.
      wait: () => setTimeout(1000),
      tell: () => {},
    });
    isBuilding = false;
    expect(await working).toBeGreaterThan(2);
    expect([done, (await statistics.tallies()).inUse]).toEqual([true, before + 1]);
    expect(examined).toBeGreaterThanOrEqual(2);
    await settled();
  }, 400_000);

  it('stay so when every record comes twice more, in any order', async () => {
    const records = await everyRecord();
    expect(records.length).toBeGreaterThan(5);
    await deliver(records);
    await deliver(records.toReversed());
    await settled();
  }, 400_000);
});
