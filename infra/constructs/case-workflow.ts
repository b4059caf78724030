import { fileURLToPath } from 'node:url';
import { ArnFormat, Aws, Duration, Stack } from 'aws-cdk-lib';
import { GraphWidget, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { City } from '../city.ts';
import { removalPolicy } from './removal-policy.ts';
import type { AlarmSpec, Watched } from './watched.ts';
import type { WorkflowTasks } from './workflow-tasks.ts';

/** Where a workflow runs, and who does its work. */
export interface WorkflowPlace {
  city: City;
  /** City folder: part of the names of the machine and its log group. */
  folder: string;
  tasks: WorkflowTasks;
}

export interface CaseWorkflowProps extends WorkflowPlace {
  /** Name of the file under workflows/, without its ending. */
  workflow: string;
  /** The first words of its alarms' titles. */
  title: string;
  /** What stands still when an execution of this workflow does. */
  subject: string;
  /** Workflow that this one starts and waits for. @default - none */
  nested?: CaseWorkflow;
}

/** A state machine from a file of workflows/, which calls the tasks, is answered by them, and may run another workflow. */
export class CaseWorkflow extends Construct implements Watched {
  readonly machine: StateMachine;
  /** Name of its file, by which functions know it. */
  readonly workflow: string;
  readonly alarms: readonly AlarmSpec[];
  readonly widgets: readonly IWidget[];

  constructor(scope: Construct, id: string, props: CaseWorkflowProps) {
    super(scope, id);
    const { city, nested } = props;
    this.workflow = props.workflow;
    const tasks = props.tasks.function;
    this.machine = new StateMachine(this, 'Machine', {
      // A fixed name: waits in the Cases table name their executions, and must find them when the stack was rebuilt.
      stateMachineName: `gridward-${props.folder}-${props.workflow}`,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromFile(
        fileURLToPath(new URL(`../../workflows/${props.workflow}.asl.json`, import.meta.url)),
      ),
      definitionSubstitutions: {
        Partition: Aws.PARTITION,
        TasksArn: tasks.functionArn,
        ...(nested && { JointHandlingArn: nested.machine.stateMachineArn }),
      },
      logs: {
        // The prefix keeps the account's resource policy for log delivery below its size limit:
        // https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/gridward-${props.folder}-${props.workflow}`,
          retention: city.logRetentionDays as RetentionDays,
          removalPolicy: removalPolicy(city.protect),
        }),
        level: LogLevel.ALL,
        // Task tokens pass through the state's data and are credentials.
        includeExecutionData: false,
      },
    });
    this.machine.addToRolePolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [tasks.functionArn] }),
    );
    if (nested) this.allowNested(nested);
    // A policy of its own: in the role's default policy, on which the function waits, it would close a circle,
    // because the machine waits for the function.
    new Policy(this, 'TasksAnswer', {
      roles: [tasks.role!],
      statements: [
        new PolicyStatement({
          actions: ['states:SendTaskSuccess'],
          resources: [this.machine.stateMachineArn],
        }),
      ],
    });

    const period = Duration.minutes(1);
    const metrics = {
      started: this.machine.metricStarted({ period }),
      succeeded: this.machine.metricSucceeded({ period }),
      failed: this.machine.metricFailed({ period }),
      timedOut: this.machine.metricTimedOut({ period }),
      aborted: this.machine.metricAborted({ period }),
      throttled: this.machine.metricThrottled({ period }),
    };
    this.alarms = [
      {
        title: `${props.title} failed`,
        impact: `An execution failed: ${props.subject} is parked, or stands still until the sweep hands it on, some ten minutes later.`,
        metric: metrics.failed,
        threshold: 1,
      },
      {
        title: `${props.title} timed out`,
        impact: `An execution reached its time limit: ${props.subject} stands still until the sweep hands it on, some ten minutes later.`,
        metric: metrics.timedOut,
        threshold: 1,
      },
      {
        title: `${props.title} aborted`,
        impact: `Somebody stopped an execution: ${props.subject} stands still until the sweep hands it on, some ten minutes later.`,
        metric: metrics.aborted,
        threshold: 1,
      },
      {
        title: `${props.title} throttled`,
        impact: `The account's quota of state transitions is used up: every case moves on late.`,
        metric: metrics.throttled,
        threshold: 1,
        periods: 5,
      },
    ];
    this.widgets = [
      new GraphWidget({
        title: props.title,
        left: [metrics.started, metrics.succeeded],
        right: [metrics.failed, metrics.timedOut, metrics.aborted, metrics.throttled],
      }),
    ];
  }

  /** ARN pattern of this workflow's executions. */
  get executionsArn(): string {
    return Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.machine.stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  /** What `startExecution.sync:2` needs: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html */
  private allowNested(nested: CaseWorkflow): void {
    const managedRule = Stack.of(this).formatArn({
      service: 'events',
      resource: 'rule',
      resourceName: 'StepFunctionsGetEventsForStepFunctionsExecutionRule',
    });
    for (const [actions, resource] of [
      [['states:StartExecution'], nested.machine.stateMachineArn],
      [['states:DescribeExecution', 'states:StopExecution'], nested.executionsArn],
      [['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], managedRule],
    ] as const)
      this.machine.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [resource] }));
  }
}

/** What a function is told of workflows: the ARN of each by its name, as JSON. */
export const arnsByName = (scope: Construct, workflows: readonly CaseWorkflow[]): string =>
  Stack.of(scope).toJsonString(
    Object.fromEntries(workflows.map(({ workflow, machine }) => [workflow, machine.stateMachineArn])),
  );
