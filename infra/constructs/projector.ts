import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import type { City } from '../city.ts';
import type { CasesTable } from './cases-table.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { QUERY, READ_TOGETHER } from './encrypted-table.ts';
import { ServiceFunction } from './service-function.ts';
import type { StatisticsTable } from './statistics-table.ts';
import { allowStream } from './stream-reader.ts';
import type { AlarmSpec, Watched } from './watched.ts';
import { type Changes, withoutRuns } from './without-runs.ts';

export interface ProjectorProps {
  city: City;
  folder: string;
  cases: CasesTable;
  statistics: StatisticsTable;
}

/** The way from what happened to cases to the statistics: the stream of the Cases table, beside the relay. */
export class Projector extends ServiceFunction implements Watched {
  readonly alarms: AlarmSpec[];
  readonly widgets: readonly IWidget[];

  constructor(scope: Construct, id: string, { city, folder, cases, statistics }: ProjectorProps) {
    super(scope, id, {
      city,
      folder,
      name: 'projector',
      description: 'Counts what happened',
      timeout: Duration.minutes(1),
    });
    cases.allow(this, [QUERY]);
    statistics.allow(this, [READ_TOGETHER, 'dynamodb:PutItem', 'dynamodb:UpdateItem']);

    const deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    new EventSourceMapping(this, 'Source', {
      target: this.function,
      eventSourceArn: allowStream(this, cases),
      startingPosition: StartingPosition.TRIM_HORIZON,
      // Whatever happens within a minute is counted together: cases of one neighbourhood share their rows, and the events
      // of one case a request.
      maxBatchingWindow: Duration.minutes(1),
      batchSize: 1_000,
      // One lane: two would write the same rows against each other.
      parallelizationFactor: 1,
      bisectBatchOnError: true,
      // The stream forgets after 24 hours. What is given up here is counted with the next event of its case, or by a rebuild.
      maxRecordAge: Duration.hours(12),
      onFailure: new SqsDlq(deadLetters.queue),
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('EVENT#') } } },
        }),
      ],
    });

    const age = this.function.metric('IteratorAge', {
      period: Duration.minutes(1),
      statistic: Stats.MAXIMUM,
    });
    const errors = this.metricErrors(Duration.minutes(5));
    const depth = deadLetters.metricDepth();
    const uncounted = this.metricOfOwn('HistoriesNotCounted', {
      period: Duration.minutes(5),
      statistic: Stats.SUM,
    });
    this.alarms = [
      {
        title: 'Projector behind',
        impact: 'Statistics are more than fifteen minutes old. Cases are driven all the same.',
        metric: age,
        threshold: 900_000,
        periods: 3,
      },
      {
        title: 'Projector failing',
        impact: 'Nothing is counted; statistics grow older. Cases are driven all the same.',
        metric: errors,
        threshold: 3,
        periods: 2,
      },
      {
        title: 'Projector skipped records',
        impact:
          'Events were not counted: the statistics lack them until their cases move on, or are rebuilt.',
        metric: depth,
        threshold: 1,
      },
      {
        title: 'History not counted',
        impact: 'The history of a case cannot be counted by this release: the statistics lack it.',
        metric: uncounted,
        threshold: 1,
      },
    ];
    this.widgets = [new GraphWidget({ title: 'Projector', left: [age], right: [errors, uncounted, depth] })];
  }

  /** Adds the alarm for a projector that does not run. */
  expectRuns(changes: Changes): void {
    this.alarms.push(
      withoutRuns(this, changes, {
        title: 'Projector not running',
        impact: 'Cases change and nothing is counted: statistics stand still.',
        label: 'Changes without a run of the projector',
      }),
    );
  }
}
