import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Row } from '#domain/statistics/count.ts';
import { VersionConflict } from '../errors.ts';
import {
  type CountedOn,
  FIRST_TALLIES,
  keptTallies,
  type Span,
  type Statistics,
  type Tallies,
} from '../statistics.ts';
import { batchWrite, contentOf, getItem, nameOf, readKeys, transactWrite } from './database.ts';
import { type Item, openClient, openDocuments, queryAll, scan, type Write } from './documents.ts';
import { isConditionFailed, isConflict, reasonsOf } from './errors.ts';
import type { Key } from './grids-table.ts';
import {
  areaRowOf,
  belowPartition,
  countedKey,
  lastOf,
  rowKey,
  talliesKey,
  tallyOf,
  unitRowOf,
  unitsPartition,
} from './statistics-table.ts';

export interface StatisticsOptions {
  statisticsTable: string;
  /** How long a reader takes the same tally for the one in use. @default 60 */
  keepSeconds?: number;
  /** @default - a client as the environment configures it */
  client?: DynamoDBClient;
  /** Milliseconds since 1970. @default Date.now */
  clock?: () => number;
}

/** The statistics in DynamoDB's table. */
export const openDynamoStatistics = ({
  statisticsTable: table,
  keepSeconds = 60,
  client = openClient(),
  clock = Date.now,
}: StatisticsOptions): Statistics => {
  const documents = openDocuments(client);
  let known: { tallies: Tallies; until: number } = { tallies: FIRST_TALLIES, until: 0 };

  const note = (tallies: Tallies): Tallies => {
    known = { tallies, until: clock() + keepSeconds * 1000 };
    return tallies;
  };
  const tallies = async (): Promise<Tallies> =>
    note(talliesOf(await getItem(documents, table, talliesKey, { consistent: true })));
  const inUse = async (): Promise<number> => (clock() < known.until ? known.tallies : await tallies()).inUse;

  const rowsIn = (pk: string, { from, to }: Span<string>): Promise<Item[]> =>
    queryAll(documents, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': lastOf(to) },
    });

  return {
    counted: async (processes) => {
      for (;;) {
        // The tallies are read together with what they name: it has hardly ever changed since.
        const kept = keptTallies(known.tallies);
        const keys = kept.flatMap((tally) => processes.map((process) => countedKey(tally, process)));
        const found = await readKeys(documents, table, [talliesKey, ...keys]);
        const read = note(talliesOf(found.get(nameOf(talliesKey))));
        if (keptTallies(read).some((tally) => !kept.includes(tally))) continue;
        return {
          tallies: read,
          upTo: (tally, process) => Number(found.get(nameOf(countedKey(tally, process)))?.seq ?? 0),
        };
      }
    },
    count: async (tally, histories, rows) => {
      const writes = [
        ...histories.map((history) => noteWrite(table, tally, history)),
        ...rows.map((row) => addition(table, tally, row)),
      ];
      try {
        await transactWrite(documents, writes);
      } catch (error) {
        throw reasonsOf(error)?.some(isConflict) ? new VersionConflict() : error;
      }
    },
    areasBelow: async (parent, days) =>
      (await rowsIn(belowPartition(await inUse(), parent), days)).map(areaRowOf),
    unitsAt: async (area, months) =>
      (await rowsIn(unitsPartition(await inUse(), area), months)).map(unitRowOf),
    tallies,
    saveTallies: async (next) => {
      const saved = { ...next, revision: next.revision + 1 };
      try {
        await documents.put({
          TableName: table,
          Item: { ...talliesKey, ...saved },
          ConditionExpression: next.revision === 0 ? 'attribute_not_exists(pk)' : 'revision = :revision',
          ...(next.revision > 0 && { ExpressionAttributeValues: { ':revision': next.revision } }),
        });
      } catch (error) {
        throw isConditionFailed(error) ? new VersionConflict() : error;
      }
      return note(saved);
    },
    discardBefore: async (tally) => {
      for await (const items of scan(client, { TableName: table, ProjectionExpression: 'pk, sk' })) {
        const requests = items
          .filter(({ pk }) => (tallyOf(pk) ?? tally) < tally)
          .map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } as Key } }));
        await batchWrite(documents, table, requests, DISCARD_ATTEMPTS);
      }
    },
  };
};

/** Some 50 s for a batch: see `batchWrite`. */
const DISCARD_ATTEMPTS = 12;

const talliesOf = (item: Item | undefined): Tallies => (item ? contentOf<Tallies>(item) : FIRST_TALLIES);

/** That a history is counted up to an event; it fails where it is counted further, or not yet so far. */
const noteWrite = (TableName: string, tally: number, { process, from, to }: CountedOn): Write => ({
  Put: {
    TableName,
    Item: { ...countedKey(tally, process), seq: to },
    ConditionExpression: from === 0 ? 'attribute_not_exists(pk)' : 'seq = :from',
    ...(from > 0 && { ExpressionAttributeValues: { ':from': from } }),
  },
});

const addition = (TableName: string, tally: number, row: Row): Write => {
  const counters = Object.entries(row.counters);
  return {
    Update: {
      TableName,
      Key: rowKey(tally, row),
      UpdateExpression: `ADD ${counters.map((_, i) => `#c${i} :c${i}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(counters.map(([name], i) => [`#c${i}`, name])),
      ExpressionAttributeValues: Object.fromEntries(counters.map(([, by], i) => [`:c${i}`, by])),
    },
  };
};
