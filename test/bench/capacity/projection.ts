import { marshall } from '@aws-sdk/util-dynamodb';
import type { CaseEvent } from '#domain/case/event.ts';
import { COUNTINGS } from '#shared/countings.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { eventItem } from '#shared/store/dynamodb/cases-table.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { openDynamoHistories } from '#shared/store/dynamodb/dynamo-store.ts';
import { openDynamoStatistics } from '#shared/store/dynamodb/statistics.ts';
import type { StreamRecord } from '#shared/store/store.ts';
import { project } from '../../../functions/projector/project.ts';
import { tableDefinitions } from '../city.ts';
import { addMiddleware } from '../counting.ts';
import { openDatabase } from '../dynamo/database.ts';
import { metered } from '../dynamo/metered.ts';
import { TABLES } from '../functions.ts';
import { newRun, type Run } from './counted-city.ts';
import type { Deployment } from './deployment.ts';
import { loggedRun } from './function-log.ts';

/** What counting costs depends on what else happens in the same minute: cases of one place share their rows. */

type History = readonly CaseEvent[];

/** Runs of the projector, and how many cases they are for. */
export interface Projection {
  cases: number;
  runs: readonly Run[];
}

/** Events that a run takes: see `infra/constructs/projector.ts`. */
const A_BATCH = 1_000;
const REQUEST_ID = '8f507cfc-0000-4697-b07a-ac58fc914c95';
const AWS = { region: 'us-east-1', credentials: { accessKeyId: 'counted', secretAccessKey: 'counted' } };

/** One case, and nothing else in any minute of its life. */
export const projectedAlone = (history: History, deployed: Deployment): Promise<Projection> =>
  projected([history], { each: 1, deployed });

/**
 * Minute after minute of a city in which so many cases begin in each, until as many lives end as begin; and of these minutes
 * the last.
 */
export const projectedInARush = (
  lives: readonly { history: History; share: number }[],
  each: number,
  deployed: Deployment,
): Promise<Projection> => {
  const some = lives.filter(({ share }) => share > 0);
  const minutes = Math.max(...some.map(({ history }) => stepsOf(history).length));
  const histories = Array.from({ length: minutes * each }, (_, number) => {
    // Spread evenly over the minutes, as they come in a day.
    let left = (number * GOLDEN) % 1;
    const life = some.find(({ share }) => {
      left -= share;
      return left < 0;
    });
    return (life ?? some[0]!).history;
  });
  return projected(histories, { each, last: minutes - 1, deployed });
};

/** Multiples of it fall evenly, however many there are. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** A prime that divides no number of places here. */
const SPREAD = 7_919;

const projected = async (
  histories: readonly History[],
  {
    each,
    last,
    deployed,
  }: { each: number /** @default - all are counted */; last?: number; deployed: Deployment },
): Promise<Projection> => {
  const definitions = tableDefinitions();
  let running: Run | undefined;
  const database = metered(openDatabase(definitions), definitions, (used) => {
    if (!running) return;
    running.requests.push(used.operation);
    running.readUnits += used.readUnits;
    running.writeUnits += used.writeUnits;
  });
  const client = openClient(AWS);
  addMiddleware(client, 'answer', (_, command) => async ({ input }) => ({
    output: { ...database(command.replace('Command', ''), input), $metadata: {} },
    response: {},
  }));
  const services = {
    store: openDynamoHistories({ casesTable: TABLES.cases, client }),
    statistics: openDynamoStatistics({ statisticsTable: TABLES.statistics, client }),
    countings: COUNTINGS,
    definitions: DEFINITIONS,
    pause: () => Promise.resolve(),
  };

  const minutes: StreamRecord[][] = [];
  for (const [number, history] of histories.entries()) {
    const id = `01KJP0QZ0G${String(number).padStart(16, '0')}`;
    for (const [step, events] of stepsOf(elsewhere(history, number)).entries()) {
      const minute = Math.floor(number / each) + step;
      const told = events.map(
        (event): StreamRecord => ({ kind: 'event', process: { kind: 'case', id }, event }),
      );
      minutes[minute] = [...(minutes[minute] ?? []), ...told];
    }
  }
  const runs: Run[] = [];
  for (const [minute, records] of minutes.entries()) {
    for (const record of records)
      if (record.kind === 'event')
        database('PutItem', {
          TableName: TABLES.cases,
          Item: marshall(eventItem(record.process, record.event), { removeUndefinedValues: true }),
        });
    for (let from = 0; from < records.length; from += A_BATCH) {
      const run: Run = newRun('projector', 'projector');
      running = run;
      const { bytes } = await loggedRun(REQUEST_ID, deployed.memory.projector, () =>
        project(records.slice(from, from + A_BATCH), services),
      );
      running = undefined;
      run.logBytes = bytes;
      if (last === undefined || minute === last) runs.push(run);
    }
  }
  return { cases: each, runs };
};

/** The events of a history by the minute in which they happen. */
const stepsOf = (history: History): CaseEvent[][] => [
  ...Map.groupBy(history, ({ at }) => at.slice(0, 16)).values(),
];

/** Counties, townships of each, communities of each, grids of each: 11,500 grids, as many as Nantong has. */
const [COUNTIES, TOWNSHIPS, COMMUNITIES, GRIDS] = [10, 10, 23, 5];

/** The same history in another grid of a city, with the units of that place. */
const elsewhere = (history: History, number: number): History => {
  const grid = (history[0] as Extract<CaseEvent, { type: 'reported' }>).matter.grid;
  const place = (number * SPREAD) % (COUNTIES * TOWNSHIPS * COMMUNITIES * GRIDS);
  const digits = (value: number, of: number) => String(value + 1).padStart(of, '0');
  const town = Math.floor(place / (COMMUNITIES * GRIDS));
  const township = `3206${digits(Math.floor(town / TOWNSHIPS), 2)}${digits(town % TOWNSHIPS, 3)}`;
  const community = `${township}${digits(Math.floor(place / GRIDS) % COMMUNITIES, 3)}`;
  const there = `${community}${digits(place % GRIDS, 3)}`;
  return JSON.parse(
    JSON.stringify(history)
      .replaceAll(grid, there)
      .replaceAll(grid.slice(0, 12), community)
      .replaceAll(grid.slice(0, 9), township),
  );
};
