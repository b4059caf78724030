import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, Operation, ProjectionType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { City } from '../city.ts';
import { AttachmentBucket } from '../constructs/attachment-bucket.ts';
import { EncryptedTable } from '../constructs/encrypted-table.ts';

export interface DataStackProps extends StackProps {
  city: City;
}

/** Sparse index of what is due, spread over shards: the sweep's reading list. */
export const DUE_INDEX = 'Due';
/** Index of all cases by the township and instant of their report: windows of the past. */
export const FILED_INDEX = 'Filed';
/** Sparse index of what a unit has before it: its worklist. */
export const WORKLIST_INDEX = 'Worklist';
/** Sparse index of open cases by the cell of their point: what may be the same matter. */
export const NEARBY_INDEX = 'Nearby';

/** What must survive: reference data of the city, its cases and their files. */
export class DataStack extends Stack {
  readonly grids: EncryptedTable;
  readonly cases: EncryptedTable;
  readonly attachments: AttachmentBucket;

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
      indexName: FILED_INDEX,
      partitionKey: { name: 'filedIn', type: AttributeType.STRING },
      sortKey: { name: 'filedSort', type: AttributeType.STRING },
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
    this.attachments = new AttachmentBucket(this, 'Attachments', { city });
    this.cases.addIndex({
      indexName: NEARBY_INDEX,
      partitionKey: { name: 'nearCell', type: AttributeType.STRING },
      sortKey: { name: 'reportedAt', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      // functions/shared/persistence/cases-table.ts, NearbyEntry. Nothing here changes while a case is open, so that
      // the index is written when a case comes into it and when it ends, and not in between.
      nonKeyAttributes: ['id', 'category', 'point'],
    });
    new CfnOutput(this, 'GridsTableName', { value: this.grids.table.tableName });
    new CfnOutput(this, 'CasesTableName', { value: this.cases.table.tableName });
  }
}
