import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IWidget, Metric, SingleValueWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
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
import { SUSTAINED } from './total-of.ts';
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
    const rule = new Rule(this, 'EveryMinute', {
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
    const refusals = new Metric({
      namespace: 'AWS/Events',
      metricName: 'FailedInvocations',
      dimensionsMap: { RuleName: rule.ruleName },
      statistic: Stats.SUM,
      period,
    });
    const oldestRung = this.metricOfOwn('OldestRungLate', { statistic: Stats.MAXIMUM, period });
    // Of the looks that are taken every minute and every quarter of an hour, each has its run in every quarter.
    const driveFailures = this.metricOfOwn('DriveFailures', {
      statistic: Stats.SUM,
      period: Duration.minutes(15),
    });
    const oldestUndriven = this.metricOfOwn('OldestUndriven', { statistic: Stats.MAXIMUM, period });
    const oldestUnrelayed = this.metricOfOwn('OldestUnrelayed', { statistic: Stats.MAXIMUM, period });
    const jobFailures = this.metricOfOwn('JobFailures', {
      statistic: Stats.MAXIMUM,
      period: Duration.minutes(5),
    });
    // Told four times an hour. The best of an hour counts: once in a while the calendar cannot be read and none is known.
    const calendarDays = this.metricOfOwn('CalendarDaysAhead', {
      statistic: Stats.MAXIMUM,
      period: Duration.hours(1),
    });
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
      {
        title: 'Minute rule refused',
        impact:
          'EventBridge may not start the sweep, or Lambda refuses it for good; deadlines fire late or never.',
        metric: refusals,
        threshold: 1,
        ...SUSTAINED,
      },
      {
        title: 'Rungs late',
        impact:
          'Something due is more than five minutes late and stays so: its reminder, card or escalation does not come.',
        // As the sweep finds it, not as it leaves it: what it fires without any effect is no failure to it, but is still
        // there a minute later. After an outage the first run finds everything late and the next one nothing: a short
        // outage rings nothing, and a long one only if the third run still finds some of it. Five minutes are the grace
        // after which Nantong's workflows look at their own clocks.
        metric: oldestRung,
        threshold: 300,
        periods: 3,
      },
      {
        title: 'Driving again failing',
        impact: 'Cases whose execution is gone cannot be handed to another: their workflows stand still.',
        metric: driveFailures,
        threshold: 1,
        periods: 2,
      },
      {
        title: 'Case not driven',
        impact:
          'A case has had no execution for twenty minutes: its workflow stands still, while its clock runs and people may act on it.',
        // It is driven again within fifteen minutes; a sweep or two may be missing.
        metric: oldestUndriven,
        threshold: 1_200,
        periods: 3,
      },
      {
        title: 'Relay gave up',
        impact:
          'A change of a case could not be passed on for half an hour: its workflow or the event bus does not know of it until it is delivered once more.',
        metric: oldestUnrelayed,
        threshold: 1,
      },
      {
        title: 'Job failing',
        impact:
          'A job cannot recalculate or move some open cases: they keep deadlines of the old calendar, or old grids.',
        // A job comes to a case again with its next pass, which ends well if the trouble was short.
        metric: jobFailures,
        threshold: 1,
        periods: 3,
      },
      {
        title: 'Calendar ending',
        impact:
          'In less than 60 days nobody knows which days are working days; deadlines beyond take Monday to Friday for granted.',
        metric: calendarDays,
        threshold: 60,
        below: true,
        // Silence is good: before the first import there is no calendar, and of a sweep that does not run another alarm
        // tells. A new alarm would otherwise ring until the next quarter of an hour.
        periods: 2,
      },
      {
        title: 'Calendar over',
        impact:
          'Nobody knows whether today is a working day: every new deadline in working time may be wrong by days.',
        metric: calendarDays,
        threshold: 1,
        below: true,
        periods: 2,
      },
    ];
    this.widgets = [
      new GraphWidget({
        title: 'Sweep',
        left: [invocations, this.function.metricDuration({ period })],
        right: [errors, depth, refusals],
      }),
      new GraphWidget({
        title: 'Rungs and jobs',
        left: [oldestRung],
        right: [this.metricOfOwn('RungsDue', { statistic: Stats.SUM, period }), driveFailures, jobFailures],
      }),
      new SingleValueWidget({ title: 'Days that the calendar knows', metrics: [calendarDays] }),
    ];
  }
}
