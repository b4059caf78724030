import type { Construct } from 'constructs';
import { ApiFunction } from './api-function.ts';
import {
  CHANGES_INDEX,
  DEADLINES_INDEX,
  FILED_BY_INDEX,
  FILED_INDEX,
  NEARBY_INDEX,
  PRESSING_INDEX,
  TOLD_INDEX,
  WORKLIST_INDEX,
} from './cases-table.ts';
import type { CityTables } from './city-tables.ts';
import { GET, QUERY, READ_TOGETHER } from './encrypted-table.ts';
import type { StatisticsTable } from './statistics-table.ts';

export interface QueriesProps extends CityTables {
  statistics: StatisticsTable;
}

/** Shows cases, their histories, what is to be done, and what was counted. */
export class Queries extends ApiFunction {
  constructor(scope: Construct, id: string, { statistics, ...tables }: QueriesProps) {
    super(scope, id, {
      ...tables,
      name: 'queries',
      description: 'Cases, histories, worklists and statistics',
    });
    statistics.allow(this, [GET, QUERY]);
    tables.cases.allow(
      this,
      [READ_TOGETHER, QUERY],
      [
        WORKLIST_INDEX,
        NEARBY_INDEX,
        DEADLINES_INDEX,
        PRESSING_INDEX,
        FILED_INDEX,
        FILED_BY_INDEX,
        CHANGES_INDEX,
        TOLD_INDEX,
      ],
    );
  }

  /** Tells it which alarms the city has, by the ends of their names: others are not shown. */
  knowAlarms(names: readonly string[]): void {
    this.tell({ ALARM_NAMES: JSON.stringify(names) });
  }
}
