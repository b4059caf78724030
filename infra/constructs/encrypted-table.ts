import { Duration, Stack } from 'aws-cdk-lib';
import { GraphWidget, type IWidget, type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AttributeType,
  BillingMode,
  type GlobalSecondaryIndexProps,
  type ITable,
  type Operation,
  type StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { removalPolicyOfRefusing } from './removal-policy.ts';
import type { ServiceFunction } from './service-function.ts';
import { SUSTAINED, totalOf } from './total-of.ts';
import type { AlarmSpec, Watched } from './watched.ts';

/** One item, and several of one or both tables in one request. */
export const GET = 'dynamodb:GetItem';
export const READ_TOGETHER = 'dynamodb:BatchGetItem';
export const QUERY = 'dynamodb:Query';
/** The actions behind the transaction that commits a command: items put and items deleted, under conditions. */
export const COMMIT = ['dynamodb:PutItem', 'dynamodb:DeleteItem'] as const;

/**
 * What a principal needs of the key of a table that it uses. DynamoDB calls KMS in the principal's name.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
const KEY_ACTIONS = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:DescribeKey',
];

export interface EncryptedTableProps {
  /** What the table holds, for the descriptions of its key and alarms. */
  content: string;
  /** The first words of its alarms' titles. */
  title: string;
  /** The operations whose failing is told: DynamoDB meters its errors by operation. */
  vitalOperations: readonly Operation[];
  /** Whether it outlives its stack and refuses deletion. */
  protect: boolean;
  /** Environment variable by which functions know its name. */
  variable: string;
  /** What else a function that uses it must know, by environment variable. @default - nothing */
  variables?: Record<string, string>;
  /** Attribute of the epoch second after which an item may go. @default - items stay */
  timeToLiveAttribute?: string;
  /** @default - no stream */
  stream?: StreamViewType;
  /** The table that a restore made of this one, and that is used in its place. @default - this one is used */
  restored?: RestoredTable;
}

/** A table made outside the stacks, with the indexes and the key of the one that it was made of. */
export interface RestoredTable {
  name: string;
  /** Tells the stream from those that the table had before. @default - it has none */
  streamLabel?: string;
}

/** A table on demand, keyed by `pk` and `sk`, under a key of its own, restorable to any second of 35 days. */
export class EncryptedTable extends Construct implements Watched {
  /** The table in use. */
  readonly table: ITable;
  /** The table of the stack: it stays as it is while a restored one is in use. */
  readonly own: Table;
  readonly key: Key;
  readonly alarms: AlarmSpec[];
  readonly widgets: readonly IWidget[];
  private readonly content: string;
  private readonly variables: Record<string, string>;

  constructor(scope: Construct, id: string, props: EncryptedTableProps) {
    super(scope, id);
    this.content = props.content;
    // The key stays with its table.
    const removalPolicy = removalPolicyOfRefusing(props.protect);
    this.key = new Key(this, 'Key', {
      description: `Gridward: ${props.content}`,
      enableKeyRotation: true,
      removalPolicy,
    });
    this.own = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.protect,
      removalPolicy,
      ...(props.timeToLiveAttribute && { timeToLiveAttribute: props.timeToLiveAttribute }),
      ...(props.stream && { stream: props.stream }),
    });

    // The CDK's own types disagree under exactOptionalPropertyTypes.
    this.table = props.restored ? this.restoredTable(props.restored) : (this.own as ITable);
    this.variables = { [props.variable]: this.table.tableName, ...props.variables };

    const { content, title } = props;
    // Totals, also where there is one metric only: DynamoDB meters throttling and errors only while there are some, and
    // CloudWatch leaves an alarm on a metric of DynamoDB as it is when nothing is metered, whatever the alarm says of
    // missing data: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    const throttledReads = this.metric('ReadThrottleEvents');
    const throttledWrites = this.metric('WriteThrottleEvents');
    const failures = Object.fromEntries(
      props.vitalOperations.map((Operation) => [
        `of${Operation}`,
        this.metric('SystemErrors', { Operation }),
      ]),
    );
    this.alarms = [
      {
        title: `${title} table reads throttled`,
        impact: `Reads of ${content} are slowed down or refused; people see errors and waits grow.`,
        metric: totalOf('Throttled reads', { throttledReads }),
        threshold: 10,
        ...SUSTAINED,
      },
      {
        title: `${title} table writes throttled`,
        impact: `Writes of ${content} are slowed down or refused; people see errors and waits grow.`,
        metric: totalOf('Throttled writes', { throttledWrites }),
        threshold: 10,
        ...SUSTAINED,
      },
      {
        title: `${title} table failing`,
        impact: `DynamoDB itself fails on ${content}; requests are refused until it recovers.`,
        metric: totalOf('Internal errors', failures),
        threshold: 5,
        ...SUSTAINED,
      },
    ];
    this.widgets = [
      new GraphWidget({
        title: `${title} table`,
        left: [this.metric('ConsumedReadCapacityUnits'), this.metric('ConsumedWriteCapacityUnits')],
        right: [throttledReads, throttledWrites, ...Object.values(failures)],
      }),
    ];
  }

  /** Adds an index, and the alarm for it: an index that is throttled holds up the writes of the whole table. */
  addIndex(index: GlobalSecondaryIndexProps): void {
    this.own.addGlobalSecondaryIndex(index);
    this.alarms.push({
      title: `${index.indexName} index throttled`,
      impact: `The index ${index.indexName} cannot keep up, and holds up writes of ${this.content}.`,
      metric: totalOf('Throttled writes', {
        throttledWrites: this.metric('WriteThrottleEvents', { GlobalSecondaryIndexName: index.indexName }),
      }),
      threshold: 10,
      ...SUSTAINED,
    });
  }

  private restoredTable({ name, streamLabel }: RestoredTable): ITable {
    const tableArn = Stack.of(this).formatArn({ service: 'dynamodb', resource: 'table', resourceName: name });
    return Table.fromTableAttributes(this, 'Restored', {
      tableName: name,
      ...(streamLabel !== undefined && { tableStreamArn: `${tableArn}/stream/${streamLabel}` }),
    });
  }

  /** Write units that the table used, without its indexes; none where nothing was written. */
  metricWrites(period: Duration): Metric {
    return this.metric('ConsumedWriteCapacityUnits').with({ period });
  }

  private metric(metricName: string, dimensions: Record<string, string> = {}): Metric {
    return this.table.metric(metricName, {
      dimensionsMap: { TableName: this.table.tableName, ...dimensions },
      statistic: Stats.SUM,
      period: Duration.minutes(1),
    });
  }

  /**
   * Lets a function know the table, do exactly `actions` on it and `dynamodb:Query` on exactly the named indexes, and
   * use the key for both.
   */
  allow(user: ServiceFunction, actions: readonly string[], indexes: readonly string[] = []): void {
    user.tell(this.variables);
    // Table.grant() would allow the same on every index.
    user.allow(actions, [this.table.tableArn]);
    if (indexes.length > 0)
      user.allow(
        [QUERY],
        indexes.map((index) => `${this.table.tableArn}/index/${index}`),
      );
    user.allow(KEY_ACTIONS, [this.key.keyArn]);
  }
}
