import { Operation } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { City } from '../city.ts';
import { EncryptedTable } from './encrypted-table.ts';

/** The city's reference data. */
export class GridsTable extends EncryptedTable {
  constructor(scope: Construct, id: string, { city }: { city: City }) {
    super(scope, id, {
      content: 'areas, units, duties, policies and calendars',
      title: 'Grids',
      // What is in force, and everything that is read of it together.
      vitalOperations: [Operation.GET_ITEM, Operation.BATCH_GET_ITEM],
      protect: city.protect,
      variable: 'GRIDS_TABLE',
      ...(city.restoredGridsTable && { restored: city.restoredGridsTable }),
      ...(city.referenceSeconds !== undefined && {
        variables: { REFERENCE_SECONDS: String(city.referenceSeconds) },
      }),
    });
  }
}
