import type { Duration } from 'aws-cdk-lib';
import { Metric, type MetricProps } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { City } from '../city.ts';
import { bundledCode } from './bundle.ts';
import { removalPolicy } from './removal-policy.ts';

/** Every function of the service: the name is its folder under functions/, its log `service` and its metric dimension. */
export const FUNCTION_NAMES = [
  'intake',
  'actions',
  'attachments',
  'queries',
  'registry',
  'planning',
  'operators',
  'webhooks',
  'document',
  'tasks',
  'relay',
  'projector',
  'sender',
  'sweep',
  'alarms',
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/**
 * Megabytes of each function, and with them its share of a CPU: 1,769 are one.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
const MEMORY: Record<FunctionName, number> = {
  // A cold start is parsing code, some 400 kB of it; a warm request waits for DynamoDB and gains little from more.
  intake: 512,
  actions: 512,
  attachments: 512,
  queries: 512,
  registry: 512,
  planning: 512,
  operators: 512,
  webhooks: 512,
  document: 512,
  tasks: 512,
  // Whatever is behind a batch in its lane waits for it.
  relay: 1769,
  // Nobody waits for it: a thousand events a minute are counted in seconds.
  projector: 512,
  // It waits for receivers.
  sender: 512,
  // Up to 200 cases are decided at once, 25 of each shard of `Due`, and must be before the minute is over.
  sweep: 1769,
  // It runs when an alarm changes, and nobody waits for it.
  alarms: 512,
};

export interface ServiceFunctionProps {
  city: City;
  /** City folder: what tells the metrics of two deployments of one city apart. */
  folder: string;
  name: FunctionName;
  description: string;
  timeout: Duration;
  /** Writes what lies beside the code. @default - nothing */
  writeBeside?: (folder: string) => void;
}

/** One folder of functions/, bundled alone, with a role and a log group of its own; it may and knows only what is added to it. */
export class ServiceFunction extends Construct {
  readonly function: LambdaFunction;
  private readonly dimensions: { city: string; service: FunctionName };

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { city, folder, name } = props;
    this.dimensions = { city: folder, service: name };
    const logGroup = new LogGroup(this, 'Logs', {
      retention: city.logRetentionDays as RetentionDays,
      removalPolicy: removalPolicy(city.protect),
    });
    // The managed policy AWSLambdaBasicExecutionRole would allow writing to every log group of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'handler.handler',
      code: bundledCode(name, props.writeBeside),
      memorySize: MEMORY[name],
      timeout: props.timeout,
      role,
      logGroup,
      environment: {
        CITY: folder,
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
      },
    });
  }

  /** Adds to the function's environment. */
  tell(variables: Record<string, string>): void {
    for (const [name, value] of Object.entries(variables)) this.function.addEnvironment(name, value);
  }

  allow(actions: readonly string[], resources: readonly string[]): void {
    this.function.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }

  metricInvocations(period: Duration): Metric {
    return this.function.metricInvocations({ period });
  }

  metricErrors(period: Duration): Metric {
    return this.function.metricErrors({ period });
  }

  metricThrottles(period: Duration): Metric {
    return this.function.metricThrottles({ period });
  }

  /** A metric that the function writes itself. */
  metricOfOwn(metricName: string, options: Required<Pick<MetricProps, 'period' | 'statistic'>>): Metric {
    return new Metric({
      namespace: METRICS_NAMESPACE,
      metricName,
      dimensionsMap: this.dimensions,
      ...options,
    });
  }
}

/** Namespace of the metrics that the functions write themselves. */
const METRICS_NAMESPACE = 'Gridward';
