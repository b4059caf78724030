import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { City } from '../city.ts';
import { CaseWorkflow } from '../constructs/case-workflow.ts';
import { COMMIT, READ } from '../constructs/encrypted-table.ts';
import { HttpApi } from '../constructs/http-api.ts';
import { Relay } from '../constructs/relay.ts';
import { type FunctionName, ServiceFunction } from '../constructs/service-function.ts';
import { SignIn } from '../constructs/sign-in.ts';
import { Sweep } from '../constructs/sweep.ts';
import { WorkflowTasks } from '../constructs/workflow-tasks.ts';
import { type DataStack, DUE_INDEX, FILED_INDEX, NEARBY_INDEX, WORKLIST_INDEX } from './data-stack.ts';

export interface ServiceStackProps extends StackProps {
  city: City;
  /** City folder: part of the names that people look for. */
  folder: string;
  data: DataStack;
}

/** What answers and what drives; it holds nothing that cannot be deployed again. */
export class ServiceStack extends Stack {
  readonly api: HttpApi;
  readonly lifecycle: CaseWorkflow;
  readonly jointHandling: CaseWorkflow;
  readonly tasks: WorkflowTasks;
  readonly relay: Relay;
  readonly sweep: Sweep;

  constructor(scope: Construct, id: string, { city, folder, data, ...props }: ServiceStackProps) {
    super(scope, id, props);
    const { cases, grids } = data;
    const bus = new EventBus(this, 'Events', {
      description: `Gridward, ${city.name.en}: what happened to cases`,
    });

    const casesTable = { CASES_TABLE: cases.table.tableName };
    const gridsTable = {
      GRIDS_TABLE: grids.table.tableName,
      ...(city.referenceSeconds !== undefined && { REFERENCE_SECONDS: String(city.referenceSeconds) }),
    };
    const subjectClaim = { SUBJECT_CLAIM: city.identity.subjectClaim };
    // Within the 30 s that the HTTP API waits; a person does not wait longer than 10 s.
    const answering = Duration.seconds(10);
    const define = (
      name: FunctionName,
      timeout: Duration,
      description: string,
      environment: Record<string, string>,
    ) => new ServiceFunction(this, capitalised(name), { city, name, timeout, description, environment });

    const intake = define('intake', answering, 'Files cases', {
      ...casesTable,
      ...gridsTable,
      ...subjectClaim,
    });
    const actions = define('actions', answering, "People's commands on cases", {
      ...casesTable,
      ...gridsTable,
      ...subjectClaim,
    });
    const attachments = define('attachments', answering, 'Files of cases', {
      ...casesTable,
      ...gridsTable,
      ...subjectClaim,
      ATTACHMENTS_BUCKET: data.attachments.bucket.bucketName,
      ATTACHMENTS_HOST: data.attachments.bucket.bucketRegionalDomainName,
    });
    const queries = define('queries', answering, 'Cases, histories and worklists', {
      ...casesTable,
      ...gridsTable,
      ...subjectClaim,
    });
    const registry = define('registry', answering, 'Areas, grids and deadlines', {
      ...gridsTable,
      ...subjectClaim,
    });
    // Publishing lays out thousands of duties.
    const planning = define('planning', Duration.seconds(29), 'The policy and its trials', {
      ...casesTable,
      ...gridsTable,
      ...subjectClaim,
    });
    const tasks = define('tasks', Duration.seconds(30), 'Steps of the workflows', {
      ...casesTable,
      ...gridsTable,
    });
    const jointHandling = new CaseWorkflow(this, 'JointHandling', {
      city,
      folder,
      workflow: 'joint-handling',
      title: 'Joint handling',
      subject: 'a case in joint handling',
      tasks: tasks.function,
    });
    const lifecycle = new CaseWorkflow(this, 'CaseLifecycle', {
      city,
      folder,
      workflow: 'case-lifecycle',
      title: 'Case lifecycle',
      subject: 'a case',
      tasks: tasks.function,
      nested: jointHandling,
    });
    const machines = [lifecycle.machine.stateMachineArn, jointHandling.machine.stateMachineArn];
    const operators = define('operators', answering, "Operators' view of executions and jobs, calendars", {
      ...casesTable,
      ...gridsTable,
      ...subjectClaim,
      LIFECYCLE_ARN: lifecycle.machine.stateMachineArn,
    });
    const relay = define('relay', Duration.minutes(1), 'Passes committed changes on', {
      ...casesTable,
      LIFECYCLE_ARN: lifecycle.machine.stateMachineArn,
      EVENT_BUS_NAME: bus.eventBusName,
    });
    // Ends before the next minute's sweep begins.
    const sweep = define('sweep', Duration.seconds(50), 'Fires what is due', {
      ...casesTable,
      ...gridsTable,
    });

    for (const { function: writer } of [intake, actions, operators, tasks]) {
      cases.allow(writer, [...READ, ...COMMIT]);
      grids.allow(writer, [...READ, 'dynamodb:Query']);
    }
    // A corrected calendar and the job that recounts by it are one transaction over both tables.
    grids.allow(operators.function, ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem']);
    cases.allow(attachments.function, [...READ, ...COMMIT, 'dynamodb:Query']);
    grids.allow(attachments.function, [...READ, 'dynamodb:Query']);
    data.attachments.allowLinks(attachments.function);
    cases.allow(queries.function, [...READ, 'dynamodb:Query'], [WORKLIST_INDEX, NEARBY_INDEX]);
    grids.allow(queries.function, [...READ, 'dynamodb:Query']);
    grids.allow(registry.function, [...READ, 'dynamodb:Query']);
    cases.allow(planning.function, ['dynamodb:Query'], [FILED_INDEX]);
    grids.allow(planning.function, [
      ...READ,
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:ConditionCheckItem',
    ]);
    cases.allow(sweep.function, [...READ, ...COMMIT], [DUE_INDEX]);
    grids.allow(sweep.function, [...READ, 'dynamodb:Query']);
    // Waits are kept by the tasks and marked as answered by both.
    cases.allow(tasks.function, ['dynamodb:UpdateItem']);
    cases.allow(relay.function, ['dynamodb:GetItem', 'dynamodb:UpdateItem']);

    operators.allow(['states:ListExecutions'], [lifecycle.machine.stateMachineArn]);
    // A policy of its own: in the role's default policy, on which the function waits, it would close a circle,
    // because the machines wait for the function.
    new Policy(this, 'TasksAnswerWorkflows', {
      roles: [tasks.function.role!],
      statements: [new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: machines })],
    });
    relay.allow(['states:SendTaskSuccess'], machines);
    relay.allow(['states:StartExecution'], [lifecycle.machine.stateMachineArn]);
    relay.allow(['states:DescribeExecution'], [lifecycle.executionsArn, jointHandling.executionsArn]);
    relay.allow(['states:StopExecution'], [lifecycle.executionsArn]);
    relay.allow(['events:PutEvents'], [bus.eventBusArn]);

    const signIn = new SignIn(this, 'SignIn', { city });
    this.api = new HttpApi(this, 'Http', {
      city,
      folder,
      authorizer: signIn.authorizer,
      functions: { intake, actions, attachments, queries, registry, planning, operators },
    });
    this.lifecycle = lifecycle;
    this.jointHandling = jointHandling;
    this.tasks = new WorkflowTasks(this, 'WorkflowTasks', { city, function: tasks });
    this.relay = new Relay(this, 'StreamRelay', { function: relay, cases });
    this.sweep = new Sweep(this, 'DueSweep', { function: sweep });

    new CfnOutput(this, 'ApiUrl', { value: this.api.url });
    new CfnOutput(this, 'LifecycleArn', { value: lifecycle.machine.stateMachineArn });
    new CfnOutput(this, 'JointHandlingArn', { value: jointHandling.machine.stateMachineArn });
    new CfnOutput(this, 'SweepFunctionName', { value: sweep.function.functionName });
    new CfnOutput(this, 'EventBusName', { value: bus.eventBusName });
    if (signIn.pool) {
      new CfnOutput(this, 'UserPoolId', { value: signIn.pool.userPool.userPoolId });
      new CfnOutput(this, 'UserPoolClientId', { value: signIn.pool.client.userPoolClientId });
    }
  }
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
