import { environment, text } from '#shared/environment.ts';
import { openServices, type Services } from '#shared/services.ts';
import { openDynamoStatistics } from '#shared/store/dynamodb/statistics.ts';
import type { Statistics } from '#shared/store/statistics.ts';

/** What queries work with. Tests pass their own. */
export interface QueriesServices extends Services {
  statistics: Pick<Statistics, 'areasBelow' | 'unitsAt'>;
}

export const openQueriesServices = (): QueriesServices => {
  const { STATISTICS_TABLE } = environment({ STATISTICS_TABLE: text });
  return { ...openServices(), statistics: openDynamoStatistics({ statisticsTable: STATISTICS_TABLE }) };
};
