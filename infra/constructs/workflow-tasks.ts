import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IWidget, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { City } from '../city.ts';
import { METRICS_NAMESPACE, type ServiceFunction } from './service-function.ts';
import type { AlarmSpec, Watched } from './watched.ts';

export interface WorkflowTasksProps {
  city: City;
  function: ServiceFunction;
}

/** What the workflows call: how it is watched. */
export class WorkflowTasks extends Construct implements Watched {
  readonly alarms: readonly AlarmSpec[];
  readonly widgets: readonly IWidget[];

  constructor(scope: Construct, id: string, props: WorkflowTasksProps) {
    super(scope, id);
    const period = Duration.minutes(1);
    const tasks = props.function;
    const errors = tasks.metricErrors(period);
    const throttles = tasks.metricThrottles(period);
    const parked = new Metric({
      namespace: METRICS_NAMESPACE,
      metricName: 'CaseParked',
      dimensionsMap: { city: props.city.code, service: 'tasks' },
      statistic: Stats.SUM,
      period,
    });
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
        left: [tasks.function.metricInvocations({ period }), parked],
        right: [errors, throttles],
      }),
    ];
  }
}
