import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { dayOf } from '#domain/statistics/count.ts';
import { instantAt } from '#domain/time/instant.ts';
import { COUNTINGS } from '#shared/countings.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { openDynamoHistories } from '#shared/store/dynamodb/dynamo-store.ts';
import { openEveryFiled } from '#shared/store/dynamodb/every-filed.ts';
import { openDynamoStatistics } from '#shared/store/dynamodb/statistics.ts';
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

it('what happens is in the statistics of its areas and units within a minute or so, and is the same after a rebuild', async () => {
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

  const client = openClient(awsClientConfig(local.endpoint));
  const { done, examined } = await rebuildStatistics({
    store: openDynamoHistories({ casesTable: local.casesTable, client }),
    statistics: openDynamoStatistics({ statisticsTable: local.statisticsTable, client }),
    everyFiled: openEveryFiled({ casesTable: local.casesTable, client, kinds: ['case'] }),
    countings: COUNTINGS,
    definitions: DEFINITIONS,
    now: () => instantAt(Date.now()),
    pause: setTimeout,
    // Nothing else counts here that could not know of it a second later.
    wait: () => setTimeout(1000),
    tell: () => {},
  });
  expect(done).toBe(true);
  expect(examined).toBeGreaterThanOrEqual(2);
  const rebuilt = await until(
    () => countsOf(TOWNSHIP),
    (now) => now.filed! >= counts.filed!,
    70,
  );
  expect(rebuilt.acknowledgementDone).toBeGreaterThanOrEqual(counts.acknowledgementDone!);
}, 300_000);
