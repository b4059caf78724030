import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage, type Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { buildSync } from 'esbuild';
import type { City } from '../city.ts';

/** Every function of the service: the name is its folder under functions/, its log `service` and its metric dimension. */
export const FUNCTION_NAMES = [
  'intake',
  'actions',
  'attachments',
  'queries',
  'registry',
  'planning',
  'operators',
  'tasks',
  'relay',
  'sweep',
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

export interface ServiceFunctionProps {
  city: City;
  name: FunctionName;
  description: string;
  environment: Record<string, string>;
  timeout: Duration;
}

/** One folder of functions/, bundled alone, with a role and a log group of its own and nothing granted yet. */
export class ServiceFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { city, name } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: city.logRetentionDays as RetentionDays,
      removalPolicy: city.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // The managed policy AWSLambdaBasicExecutionRole would allow writing to every log group of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'handler.handler',
      code: bundle(name),
      // The share of a CPU grows with memory (1,769 MB are one), and a cold start is parsing code: half a megabyte of it
      // here. A warm request waits for DynamoDB and gains little from more.
      // https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
      memorySize: 512,
      timeout: props.timeout,
      role,
      logGroup,
      environment: {
        ...props.environment,
        CITY: city.code,
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
      },
    });
  }

  allow(actions: readonly string[], resources: readonly string[]): void {
    this.function.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }

  metricErrors(period: Duration): Metric {
    return this.function.metricErrors({ period });
  }

  metricThrottles(period: Duration): Metric {
    return this.function.metricThrottles({ period });
  }
}

/** Namespace of the metrics that the functions write themselves. */
export const METRICS_NAMESPACE = 'Gridward';

const FUNCTIONS_FOLDER = fileURLToPath(new URL('../../functions', import.meta.url));

/**
 * The function's code as one file, the SDK included: a bundled SDK starts faster than the runtime's own.
 * esbuild is called in-process, because NodejsFunction starts npx for each function (measured: 2 s for
 * 8 functions instead of 7 s). Names are kept so that errors have theirs and a stack trace reads; without a source map the
 * zip stays small.
 */
const bundle = (name: FunctionName): Code => {
  const entry = join(FUNCTIONS_FOLDER, name, 'handler.ts');
  return Code.fromAsset(FUNCTIONS_FOLDER, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: the local bundling below always answers.
      image: DockerImage.fromRegistry('scratch'),
      command: [name],
      local: {
        tryBundle: (outputFolder) => {
          if (!existsSync(entry))
            throw new Error(
              `functions/${name}/handler.ts is missing: every function of the service has one.`,
            );
          bundleInto(entry, join(outputFolder, 'handler.mjs'));
          return true;
        },
      },
    },
  });
};

/** Bundles one entry file as Lambda gets it. */
export const bundleInto = (entry: string, outfile: string): void => {
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The packages' ES modules: unlike their CommonJS files, what is not used of them falls away.
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'warning',
    // CommonJS packages inside an ES module bundle still call require().
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
};
