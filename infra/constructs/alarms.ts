import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Construct } from 'constructs';
import type { City } from '../city.ts';
import type { CasesTable } from './cases-table.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { ServiceFunction } from './service-function.ts';
import { type AlarmSpec, alarmPrefix, type Watched } from './watched.ts';

export interface AlarmsProps {
  city: City;
  /** City folder: with it the names of its alarms begin. */
  folder: string;
  cases: CasesTable;
}

/**
 * The way from CloudWatch to the overview: which alarms ring. It knows alarms by the beginning of their names alone, so
 * that this stack needs nothing of the one that makes them. Should it fail, its own alarms go out by e-mail as all others do.
 */
export class Alarms extends ServiceFunction implements Watched {
  readonly alarms: readonly AlarmSpec[];
  readonly widgets: readonly IWidget[];

  constructor(scope: Construct, id: string, { city, folder, cases }: AlarmsProps) {
    super(scope, id, {
      city,
      folder,
      name: 'alarms',
      description: 'Notes which alarms ring',
      timeout: Duration.seconds(30),
    });
    cases.allow(this, ['dynamodb:UpdateItem']);
    const prefix = alarmPrefix(folder);
    this.tell({ ALARM_PREFIX: prefix });

    const deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    // Tried at once, a minute and three minutes later. An event may wait as long as Lambda lets it: it tells when it was.
    this.function.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(deadLetters.queue),
    });
    // AWS tells of alarms on the account's default bus.
    const rule = (name: string, description: string, { detail, ...pattern }: EventPattern) =>
      new Rule(this, name, {
        description: `Gridward: ${description}`,
        eventPattern: {
          source: ['aws.cloudwatch'],
          ...pattern,
          detail: { alarmName: [{ prefix }], ...detail },
        },
        targets: [new LambdaFunction(this.function, { deadLetterQueue: deadLetters.queue })],
      });
    rule('Changes', 'alarms that change their state', { detailType: ['CloudWatch Alarm State Change'] });
    rule('Deletions', 'alarms that are deleted', {
      detailType: ['CloudWatch Alarm Configuration Change'],
      detail: { operation: ['delete'] },
    });

    const errors = this.metricErrors(Duration.minutes(5));
    const depth = deadLetters.metricDepth();
    this.alarms = [
      {
        title: 'Alarm notes failing',
        impact:
          'The overview may not show which alarms ring, or show some that have ended. Alarms reach people by e-mail all the same.',
        metric: errors,
        // Of the three tries of an event two lie in one period: one that fails and then goes well rings nothing.
        threshold: 2,
      },
      {
        title: 'Alarm notes skipped',
        impact:
          'A change of an alarm was not noted: the overview shows that alarm wrongly until it changes again. Alarms reach people by e-mail all the same.',
        metric: depth,
        threshold: 1,
      },
    ];
    this.widgets = [
      new GraphWidget({
        title: 'Notes of alarms',
        left: [this.metricInvocations(Duration.minutes(5))],
        right: [errors, depth],
      }),
    ];
  }
}
