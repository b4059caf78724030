import { environment, listInJson, text } from '#shared/environment.ts';
import { openServices, type Services } from '#shared/services.ts';
import { openDynamoStatistics } from '#shared/store/dynamodb/statistics.ts';
import type { Statistics } from '#shared/store/statistics.ts';

/** What queries work with. Tests pass their own. */
export interface QueriesServices extends Services {
  statistics: Pick<Statistics, 'areasBelow' | 'unitsAt'>;
  /** The ends of the names of all alarms that the city has. */
  alarmNames: readonly string[];
}

export const openQueriesServices = (): QueriesServices => {
  const { STATISTICS_TABLE, ALARM_NAMES } = environment({ STATISTICS_TABLE: text, ALARM_NAMES: listInJson });
  return {
    ...openServices(),
    statistics: openDynamoStatistics({ statisticsTable: STATISTICS_TABLE }),
    alarmNames: ALARM_NAMES,
  };
};
