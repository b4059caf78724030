import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import type { CaseLifecycle } from './case-lifecycle.ts';
import { arnsByName } from './case-workflow.ts';
import type { CityTables } from './city-tables.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { COMMIT, GET, QUERY, READ_TOGETHER } from './encrypted-table.ts';
import type { JointHandling } from './joint-handling.ts';
import { ServiceFunction } from './service-function.ts';
import { allowStream } from './stream-reader.ts';
import type { AlarmSpec, Watched } from './watched.ts';
import { type Changes, withoutRuns } from './without-runs.ts';

export interface RelayProps extends CityTables {
  lifecycle: CaseLifecycle;
  jointHandling: JointHandling;
}

/** The way from a committed change of a case to its workflow and to the event bus: the stream of the Cases table. */
export class Relay extends ServiceFunction implements Watched {
  readonly bus: EventBus;
  readonly alarms: AlarmSpec[];
  readonly widgets: readonly IWidget[];

  constructor(scope: Construct, id: string, props: RelayProps) {
    const { city, folder, cases, grids, lifecycle, jointHandling } = props;
    super(scope, id, {
      city,
      folder,
      name: 'relay',
      description: 'Passes committed changes on',
      timeout: Duration.minutes(1),
    });
    this.bus = new EventBus(this, 'Events', {
      description: `Gridward, ${city.name.en}: what happened to cases`,
    });
    const lifecycleArn = lifecycle.machine.stateMachineArn;
    this.tell({ WORKFLOW_ARNS: arnsByName(this, [lifecycle]), EVENT_BUS_NAME: this.bus.eventBusName });
    // Waits and troubles are read and marked; a process whose execution has died is handed on by an event; the history
    // tells what is to be delivered once more.
    cases.allow(this, [GET, QUERY, READ_TOGETHER, ...COMMIT, 'dynamodb:UpdateItem']);
    grids.allow(this, [GET, READ_TOGETHER]);
    this.allow(['states:SendTaskSuccess'], [lifecycleArn, jointHandling.machine.stateMachineArn]);
    this.allow(['states:StartExecution'], [lifecycleArn]);
    this.allow(['states:DescribeExecution', 'states:StopExecution'], [lifecycle.executionsArn]);
    this.allow(['events:PutEvents'], [this.bus.eventBusArn]);

    const deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    new EventSourceMapping(this, 'Source', {
      target: this.function,
      eventSourceArn: allowStream(this, cases),
      startingPosition: StartingPosition.TRIM_HORIZON,
      // Small batches: what waits behind a failing record waits for its retries.
      batchSize: 10,
      // Records of one case stay in order, since they share a partition key; lanes of a shard work side by side.
      parallelizationFactor: city.relayLanes ?? 1,
      bisectBatchOnError: true,
      // The relay itself gives up what fails for half an hour, where operators see it. This is for what it cannot even
      // note: a run that is killed. Records wait as long when nothing runs at all, through a night that nobody watches; the
      // stream forgets after 24 hours.
      maxRecordAge: Duration.hours(12),
      onFailure: new SqsDlq(deadLetters.queue),
      // Files, lines of lists, waits and keys of idempotency are of no concern here.
      filters: [
        FilterCriteria.filter({
          dynamodb: { Keys: { sk: { S: ['RECORD', { prefix: 'EVENT#' }, { prefix: 'REDELIVERY#' }] } } },
        }),
      ],
    });

    const age = this.function.metric('IteratorAge', {
      period: Duration.minutes(1),
      statistic: Stats.MAXIMUM,
    });
    const errors = this.metricErrors(Duration.minutes(1));
    const depth = deadLetters.metricDepth();
    this.alarms = [
      {
        title: 'Relay behind',
        impact:
          'Decisions are kept but reach their workflows more than a minute late; cases stand still meanwhile.',
        metric: age,
        threshold: 60_000,
        periods: 3,
      },
      {
        title: 'Relay failing',
        impact: 'Changes of cases cannot be passed on; the cases behind them in the stream stand still.',
        metric: errors,
        threshold: 3,
        periods: 3,
      },
      {
        title: 'Relay skipped records',
        impact:
          'Changes of cases were not passed on and are on no list: workflows stand still until the sweep or a deadline finds them, and the event bus misses events.',
        metric: depth,
        threshold: 1,
      },
    ];
    this.widgets = [new GraphWidget({ title: 'Relay', left: [age], right: [errors, depth] })];
  }

  /** Adds the alarm for a relay that does not run. */
  expectRuns(changes: Changes): void {
    this.alarms.push(
      withoutRuns(this, changes, {
        title: 'Relay not running',
        impact:
          'Decisions are kept but reach no workflow: new cases have no execution, and no wait is answered.',
        label: 'Changes without a run of the relay',
      }),
    );
  }
}
