import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { CaseLifecycle } from './case-lifecycle.ts';
import { arnsByName } from './case-workflow.ts';
import { DUE_INDEX, WORKLIST_INDEX } from './cases-table.ts';
import type { CityTables } from './city-tables.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { COMMIT, GET, QUERY, READ_TOGETHER } from './encrypted-table.ts';
import { ServiceFunction } from './service-function.ts';
import type { AlarmSpec, Watched } from './watched.ts';

/** The clock: every minute what is due is found and its rung of the ladder is recorded. */
export class Sweep extends ServiceFunction implements Watched {
  readonly alarms: readonly AlarmSpec[];
  readonly widgets: readonly IWidget[];

  constructor(
    scope: Construct,
    id: string,
    { city, folder, cases, grids, lifecycle }: CityTables & { lifecycle: CaseLifecycle },
  ) {
    // Ends before the next minute's sweep begins.
    super(scope, id, {
      city,
      folder,
      name: 'sweep',
      description: 'Fires what is due',
      timeout: Duration.seconds(50),
    });
    // Troubles are noted by an update of their item, and stand in the index of the lists.
    cases.allow(this, [READ_TOGETHER, QUERY, ...COMMIT, 'dynamodb:UpdateItem'], [DUE_INDEX, WORKLIST_INDEX]);
    grids.allow(this, [GET, READ_TOGETHER]);
    this.tell({ WORKFLOW_ARNS: arnsByName(this, [lifecycle]) });
    // What nothing drives is found and driven again.
    this.allow(['states:ListExecutions', 'states:StartExecution'], [lifecycle.machine.stateMachineArn]);
    this.allow(['states:DescribeExecution'], [lifecycle.executionsArn]);

    // A sweep that failed is made good by the next minute's; a retry would only run beside it.
    this.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    new Rule(this, 'EveryMinute', {
      description: 'Gridward: look for what is due',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [
        new LambdaFunction(this.function, {
          retryAttempts: 0,
          maxEventAge: Duration.minutes(1),
          deadLetterQueue: deadLetters.queue,
        }),
      ],
    });

    const period = Duration.minutes(1);
    const errors = this.metricErrors(period);
    const invocations = this.metricInvocations(period);
    const depth = deadLetters.metricDepth();
    this.alarms = [
      {
        title: 'Sweep not running',
        impact:
          'No deadline fires: nobody is reminded, no case escalates, until the workflows check their own clocks after the grace.',
        metric: invocations,
        threshold: 1,
        below: true,
        periods: 5,
        silence: 'bad',
      },
      {
        title: 'Sweep failing',
        impact: 'Deadlines fire late or only in part; reminders and escalations are delayed.',
        metric: errors,
        threshold: 1,
        periods: 3,
      },
      {
        title: 'Sweep not delivered',
        impact: 'The minute rule cannot start the sweep; deadlines fire late.',
        metric: depth,
        threshold: 1,
      },
    ];
    this.widgets = [
      new GraphWidget({
        title: 'Sweep',
        left: [invocations, this.function.metricDuration({ period })],
        right: [errors, depth],
      }),
    ];
  }
}
