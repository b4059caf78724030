import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { City } from '../city.ts';
import { accountConcurrency } from '../constructs/account-concurrency.ts';
import { Actions } from '../constructs/actions.ts';
import { Alarms } from '../constructs/alarms.ts';
import { Attachments } from '../constructs/attachments.ts';
import { CaseLifecycle } from '../constructs/case-lifecycle.ts';
import { Document } from '../constructs/document.ts';
import { HttpApi } from '../constructs/http-api.ts';
import { Intake } from '../constructs/intake.ts';
import { JointHandling } from '../constructs/joint-handling.ts';
import { Operators } from '../constructs/operators.ts';
import { Planning } from '../constructs/planning.ts';
import { Projector } from '../constructs/projector.ts';
import { Queries } from '../constructs/queries.ts';
import { Registry } from '../constructs/registry.ts';
import { Relay } from '../constructs/relay.ts';
import { Sender } from '../constructs/sender.ts';
import { SignIn } from '../constructs/sign-in.ts';
import { Sweep } from '../constructs/sweep.ts';
import { anchorOf, type Watched } from '../constructs/watched.ts';
import { Webhooks } from '../constructs/webhooks.ts';
import { WorkflowTasks } from '../constructs/workflow-tasks.ts';
import type { DataStack } from './data-stack.ts';

export interface ServiceStackProps extends StackProps {
  city: City;
  /** City folder: part of the names that people look for. */
  folder: string;
  data: DataStack;
}

/** What answers and what drives; it holds nothing that cannot be deployed again. */
export class ServiceStack extends Stack {
  readonly lifecycle: CaseLifecycle;
  readonly jointHandling: JointHandling;
  readonly watched: readonly Watched[];
  readonly folder: string;

  constructor(scope: Construct, id: string, { city, folder, data, ...props }: ServiceStackProps) {
    super(scope, id, props);
    const { cases, grids, attachments, statistics } = data;
    const tables = { city, folder, cases, grids };
    const withFiles = { ...tables, bucket: attachments };
    const tasks = new WorkflowTasks(this, 'Tasks', tables);
    const jointHandling = new JointHandling(this, 'JointHandling', { city, folder, tasks });
    const lifecycle = new CaseLifecycle(this, 'CaseLifecycle', { city, folder, tasks, jointHandling });
    const relay = new Relay(this, 'Relay', { ...tables, lifecycle, jointHandling });
    const projector = new Projector(this, 'Projector', { city, folder, cases, statistics });
    const sender = new Sender(this, 'Sender', { city, folder, cases, bus: relay.bus });
    const sweep = new Sweep(this, 'Sweep', { ...tables, lifecycle });
    const alarms = new Alarms(this, 'Alarms', { city, folder, cases });
    const functions = {
      intake: new Intake(this, 'Intake', withFiles),
      actions: new Actions(this, 'Actions', withFiles),
      attachments: new Attachments(this, 'Attachments', withFiles),
      queries: new Queries(this, 'Queries', { ...tables, statistics }),
      registry: new Registry(this, 'Registry', tables),
      planning: new Planning(this, 'Planning', tables),
      operators: new Operators(this, 'Operators', { ...tables, lifecycle }),
      webhooks: new Webhooks(this, 'Webhooks', tables),
      document: new Document(this, 'Document', { city, folder }),
    };
    relay.expectRuns({ ...functions, cases });
    projector.expectRuns({ ...functions, cases });
    const { authorizer, outputs } = new SignIn(this, 'SignIn', { city });
    const api = new HttpApi(this, 'Http', { city, folder, authorizer, functions });

    this.folder = folder;
    this.lifecycle = lifecycle;
    this.jointHandling = jointHandling;
    this.watched = [
      api,
      lifecycle,
      jointHandling,
      tasks,
      relay,
      projector,
      sender,
      sweep,
      alarms,
      accountConcurrency(),
    ];
    const watched = [...this.watched, ...data.watched];
    functions.queries.knowAlarms(watched.flatMap(({ alarms }) => alarms.map(anchorOf)));
    this.output('ApiUrl', api.url);
    this.output('LifecycleArn', lifecycle.machine.stateMachineArn);
    this.output('JointHandlingArn', jointHandling.machine.stateMachineArn);
    this.output('SweepFunctionName', sweep.function.functionName);
    this.output('EventBusName', relay.bus.eventBusName);
    for (const [name, value] of Object.entries(outputs)) this.output(name, value);
  }

  private output(name: string, value: string): void {
    new CfnOutput(this, name, { value });
  }
}
