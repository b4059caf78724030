import { setTimeout } from 'node:timers/promises';
import { COUNTINGS } from '#shared/countings.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { environment, text } from '#shared/environment.ts';
import { openDynamoHistories } from '#shared/store/dynamodb/dynamo-store.ts';
import { openDynamoStatistics } from '#shared/store/dynamodb/statistics.ts';
import type { CountingServices } from '#shared/use-cases/count-histories.ts';

/** The projector reads histories and nothing else of a case. */
export const openCountingServices = (): CountingServices => {
  const { CASES_TABLE, STATISTICS_TABLE } = environment({ CASES_TABLE: text, STATISTICS_TABLE: text });
  return {
    store: openDynamoHistories({ casesTable: CASES_TABLE }),
    statistics: openDynamoStatistics({ statisticsTable: STATISTICS_TABLE }),
    countings: COUNTINGS,
    definitions: DEFINITIONS,
    pause: setTimeout,
  };
};
