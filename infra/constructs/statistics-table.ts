import { Operation } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { City } from '../city.ts';
import { EncryptedTable } from './encrypted-table.ts';

/** Counters of areas and units, and how far each history is counted in them. All of it can be made again of the histories. */
export class StatisticsTable extends EncryptedTable {
  constructor(scope: Construct, id: string, { city }: { city: City }) {
    super(scope, id, {
      content: 'statistics',
      title: 'Statistics',
      vitalOperations: [Operation.TRANSACT_WRITE_ITEMS],
      protect: city.protect,
      variable: 'STATISTICS_TABLE',
    });
  }
}
