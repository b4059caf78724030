import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { CityTables } from './city-tables.ts';
import { COMMIT, GET, READ_TOGETHER } from './encrypted-table.ts';
import { ServiceFunction } from './service-function.ts';
import type { AlarmSpec, Watched } from './watched.ts';

/** What the workflows call: the work of their states. */
export class WorkflowTasks extends ServiceFunction implements Watched {
  readonly alarms: readonly AlarmSpec[];
  readonly widgets: readonly IWidget[];

  constructor(scope: Construct, id: string, { city, folder, cases, grids }: CityTables) {
    super(scope, id, {
      city,
      folder,
      name: 'tasks',
      description: 'Steps of the workflows',
      timeout: Duration.seconds(30),
    });
    // Waits are kept here and marked as answered.
    cases.allow(this, [READ_TOGETHER, ...COMMIT, 'dynamodb:UpdateItem']);
    grids.allow(this, [GET, READ_TOGETHER]);

    const period = Duration.minutes(1);
    const errors = this.metricErrors(period);
    const throttles = this.metricThrottles(period);
    const parked = this.metricOfOwn('CaseParked', { statistic: Stats.SUM, period });
    this.alarms = [
      {
        title: 'Case parked',
        impact: 'A case waits for an operator: its workflow could not go on and said why in the case.',
        metric: parked,
        threshold: 1,
      },
      {
        title: 'Tasks failing',
        impact:
          'Steps of workflows fail and are tried again; cases move on late, and are parked when the tries run out.',
        metric: errors,
        threshold: 5,
        periods: 2,
      },
      {
        title: 'Tasks throttled',
        impact:
          "The account's Lambda concurrency is used up: steps of workflows wait, and the API may refuse requests.",
        metric: throttles,
        threshold: 1,
        periods: 3,
      },
    ];
    this.widgets = [
      new GraphWidget({
        title: 'Workflow tasks',
        left: [this.metricInvocations(period), parked],
        right: [errors, throttles],
      }),
    ];
  }
}
