import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventBus, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { MILESTONES } from '#domain/case/milestones.ts';
import type { City } from '../city.ts';
import type { CasesTable } from './cases-table.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { QUERY, READ_TOGETHER } from './encrypted-table.ts';
import { ServiceFunction } from './service-function.ts';
import type { AlarmSpec, Watched } from './watched.ts';
import { allowSecrets } from './webhooks.ts';

export interface SenderProps {
  city: City;
  folder: string;
  cases: CasesTable;
  /** Where the relay tells of events. */
  bus: EventBus;
}

/**
 * The way from the event bus to the receivers of webhooks: a queue and a function, in every partition. API destinations of
 * EventBridge would send without one; the China Regions do not have them.
 */
export class Sender extends ServiceFunction implements Watched {
  readonly alarms: readonly AlarmSpec[];
  readonly widgets: readonly IWidget[];

  constructor(scope: Construct, id: string, { city, folder, cases, bus }: SenderProps) {
    super(scope, id, {
      city,
      folder,
      name: 'sender',
      description: 'Tells receivers of milestones',
      // A receiver has ten seconds; the tries of a batch run side by side.
      timeout: Duration.seconds(30),
    });
    // Webhooks are read, and marked when their receiver is gone; what was not taken is noted with its case.
    cases.allow(this, [
      READ_TOGETHER,
      QUERY,
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
    ]);
    allowSecrets(this, { city, folder }, ['secretsmanager:GetSecretValue']);

    const deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's time: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.minutes(3),
      retentionPeriod: Duration.days(4),
      // The sender itself gives up after a day and some dozen tries, where operators see it. This is for what it cannot
      // even note: a run that is killed, a message that nobody can read.
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: 100 },
    });
    this.tell({ QUEUE_URL: queue.queueUrl });
    this.allow(
      [
        'sqs:SendMessage',
        'sqs:ReceiveMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
      ],
      [queue.queueArn],
    );
    new Rule(this, 'Milestones', {
      description: 'Gridward: milestones of cases',
      // The CDK's own types disagree under exactOptionalPropertyTypes.
      eventBus: bus as IEventBus,
      eventPattern: { source: ['gridward.cases'], detailType: [...MILESTONES] },
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters.queue })],
    });
    new EventSourceMapping(this, 'Source', {
      target: this.function,
      eventSourceArn: queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      // Receivers that are slow all at once take no more of the account's concurrency than this.
      maxConcurrency: 5,
    });

    const period = Duration.minutes(5);
    const errors = this.metricErrors(period);
    const age = queue.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM });
    const givenUp = this.metricOfOwn('DeliveriesGivenUp', { period, statistic: Stats.SUM });
    const depth = deadLetters.metricDepth();
    this.alarms = [
      {
        title: 'Webhooks behind',
        impact: 'Other systems are told of milestones more than a quarter of an hour late.',
        // Messages that have come three times without success are not metered, so a receiver that fails rings nothing here:
        // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
        metric: age,
        threshold: 900,
        periods: 3,
      },
      {
        title: 'Webhook sender failing',
        impact:
          'The function that tells other systems of milestones breaks off or times out again and again.',
        metric: errors,
        threshold: 1,
        periods: 3,
      },
      {
        title: 'Webhook gave up',
        impact:
          'A receiver has not taken news of a case for a day, or is gone: its system does not know of it until it is delivered once more.',
        metric: givenUp,
        threshold: 1,
      },
      {
        title: 'Webhook messages skipped',
        impact: 'News for other systems was neither delivered nor listed: nobody but this queue knows of it.',
        metric: depth,
        threshold: 1,
      },
    ];
    this.widgets = [new GraphWidget({ title: 'Webhooks', left: [age], right: [errors, givenUp, depth] })];
  }
}
