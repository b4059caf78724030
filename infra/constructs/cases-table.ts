import { AttributeType, Operation, ProjectionType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { City } from '../city.ts';
import { EncryptedTable } from './encrypted-table.ts';

/** Sparse index of what is due, spread over shards: the sweep's reading list. */
export const DUE_INDEX = 'Due';
/** Index of everything that was filed, by township and instant: windows of the past. */
export const FILED_INDEX = 'Filed';
/** The same by whoever filed it. */
export const FILED_BY_INDEX = 'FiledBy';
/** Sparse index of what is open in a township, by the deadline of its stage. */
export const DEADLINES_INDEX = 'Deadlines';
/** Sparse index of what presses in the city, by the same. */
export const PRESSING_INDEX = 'Pressing';
/** Index of every commit in the city, by its instant. */
export const CHANGES_INDEX = 'Changes';
/** Sparse index of what units and people were told, by its instant. */
export const TOLD_INDEX = 'Told';
/** Sparse index of what a unit has before it: its worklist. */
export const WORKLIST_INDEX = 'Worklist';
/** Sparse index of open cases by the cell of their point: what may be the same matter. */
export const NEARBY_INDEX = 'Nearby';

/** What hardly ever changes of a case, so that an index with no more of it is written only where its key moves. */
const OF_A_MATTER = ['grid', 'category'];

/** The city's cases and their histories, with the stream that the relay reads and the indexes by which cases are found. */
export class CasesTable extends EncryptedTable {
  constructor(scope: Construct, id: string, { city }: { city: City }) {
    super(scope, id, {
      content: 'cases and their histories',
      title: 'Cases',
      vitalOperations: [Operation.TRANSACT_WRITE_ITEMS],
      protect: city.protect,
      variable: 'CASES_TABLE',
      timeToLiveAttribute: 'expiresAt',
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      ...(city.restoredCasesTable && { restored: city.restoredCasesTable }),
    });
    this.addIndex({
      indexName: DUE_INDEX,
      partitionKey: { name: 'dueShard', type: AttributeType.STRING },
      sortKey: { name: 'dueSort', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.addIndex({
      indexName: FILED_INDEX,
      partitionKey: { name: 'filedIn', type: AttributeType.STRING },
      sortKey: { name: 'filedSort', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: OF_A_MATTER,
    });
    this.addIndex({
      indexName: FILED_BY_INDEX,
      partitionKey: { name: 'filedBy', type: AttributeType.STRING },
      sortKey: { name: 'filedSort', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.addIndex({
      indexName: DEADLINES_INDEX,
      partitionKey: { name: 'filedIn', type: AttributeType.STRING },
      sortKey: { name: 'worklistSort', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: OF_A_MATTER,
    });
    this.addIndex({
      indexName: PRESSING_INDEX,
      partitionKey: { name: 'pressingIn', type: AttributeType.STRING },
      sortKey: { name: 'worklistSort', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: OF_A_MATTER,
    });
    this.addIndex({
      indexName: CHANGES_INDEX,
      partitionKey: { name: 'changedIn', type: AttributeType.STRING },
      sortKey: { name: 'at', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['place'],
    });
    this.addIndex({
      indexName: TOLD_INDEX,
      partitionKey: { name: 'toldTo', type: AttributeType.STRING },
      sortKey: { name: 'at', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['what'],
    });
    this.addIndex({
      indexName: WORKLIST_INDEX,
      partitionKey: { name: 'worklistUnit', type: AttributeType.STRING },
      sortKey: { name: 'worklistSort', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      // What a worklist shows.
      nonKeyAttributes: [
        'id',
        'number',
        'title',
        'category',
        'severity',
        'level',
        'grid',
        'stage',
        'dueAt',
        'why',
        'unit',
        'unitName',
        'part',
        'reason',
      ],
    });
    this.addIndex({
      indexName: NEARBY_INDEX,
      partitionKey: { name: 'nearCell', type: AttributeType.STRING },
      sortKey: { name: 'filedSort', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      // Nothing here changes while a case is open, so that the index is written when a case comes into it and when it
      // ends, and not in between.
      nonKeyAttributes: ['category', 'point'],
    });
  }
}
