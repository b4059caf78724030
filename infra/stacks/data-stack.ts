import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, Operation, ProjectionType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { City } from '../city.ts';
import { EncryptedTable } from '../constructs/encrypted-table.ts';

export interface DataStackProps extends StackProps {
  city: City;
}

/** Sparse index of what is due, spread over shards: the sweep's reading list. */
export const DUE_INDEX = 'Due';
/** Sparse index of what a unit has before it: its worklist. */
export const WORKLIST_INDEX = 'Worklist';

/** What must survive: reference data of the city, and its cases. */
export class DataStack extends Stack {
  readonly grids: EncryptedTable;
  readonly cases: EncryptedTable;

  constructor(scope: Construct, id: string, { city, ...props }: DataStackProps) {
    super(scope, id, props);
    this.grids = new EncryptedTable(this, 'Grids', {
      content: 'areas, units, duties, policies and calendars',
      title: 'Grids',
      vitalOperation: Operation.GET_ITEM,
      protect: city.protect,
    });
    this.cases = new EncryptedTable(this, 'Cases', {
      content: 'cases and their histories',
      title: 'Cases',
      vitalOperation: Operation.TRANSACT_WRITE_ITEMS,
      protect: city.protect,
      timeToLiveAttribute: 'expiresAt',
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
    });
    this.cases.addIndex({
      indexName: DUE_INDEX,
      partitionKey: { name: 'dueShard', type: AttributeType.STRING },
      sortKey: { name: 'dueSort', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.cases.addIndex({
      indexName: WORKLIST_INDEX,
      partitionKey: { name: 'worklistUnit', type: AttributeType.STRING },
      sortKey: { name: 'worklistSort', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      // What a worklist shows: functions/shared/persistence/cases-table.ts, WorklistEntry.
      nonKeyAttributes: [
        'id',
        'title',
        'category',
        'severity',
        'level',
        'grid',
        'stage',
        'dueAt',
        'part',
        'reason',
      ],
    });
    new CfnOutput(this, 'GridsTableName', { value: this.grids.table.tableName });
    new CfnOutput(this, 'CasesTableName', { value: this.cases.table.tableName });
  }
}
