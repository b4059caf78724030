import { readFileSync } from 'node:fs';
import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { City } from './city.ts';
import { acknowledgeNagFindings } from './nag-suppressions.ts';
import { DataStack } from './stacks/data-stack.ts';
import { OperationsStack } from './stacks/operations-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';

export interface GridwardApp {
  app: App;
  data: DataStack;
  service: ServiceStack;
  operations: OperationsStack;
}

export interface BuildOptions {
  /** Directory of the cloud assembly. @default - as the CDK chooses */
  outdir?: string;
  /**
   * Whether the functions' code is bundled. Tests that only read templates go without it.
   * @default true
   */
  bundling?: boolean;
  /** Whether an emulator takes the stacks. @default false */
  emulated?: boolean;
}

/**
 * A city's app: `Gridward-<folder>-Data` holds what must survive, `-Service` what can be rebuilt from the
 * repository, `-Operations` what watches. Synthesis fails on any finding of cdk-nag that nag-suppressions.ts
 * does not answer.
 */
export const buildApp = (folder: string, city: City, options: BuildOptions = {}): GridwardApp => {
  const app = new App({
    ...(options.outdir && { outdir: options.outdir }),
    context: { ...featureFlags(), ...(options.bundling === false && { 'aws:cdk:bundling-stacks': [] }) },
  });
  // With an account the CDK refuses the credentials of any other; an emulator has one of its own.
  const env = {
    ...(city.region && { region: city.region }),
    ...(city.account && !options.emulated && { account: city.account }),
  };
  const name = (part: string) => `Gridward-${folder}-${part}`;

  const data = new DataStack(app, name('Data'), {
    env,
    city,
    description: `Gridward, ${city.name.en}: cases and reference data`,
    terminationProtection: city.protect,
  });
  const service = new ServiceStack(app, name('Service'), {
    env,
    city,
    folder,
    data,
    description: `Gridward, ${city.name.en}: API, functions and workflows`,
  });
  const operations = new OperationsStack(app, name('Operations'), {
    env,
    city,
    folder,
    watched: [...service.watched, ...data.watched],
    emulated: options.emulated ?? false,
    description: `Gridward, ${city.name.en}: alarms and dashboard`,
  });

  // Event source mappings cannot carry tags in the China Regions; one template serves every partition.
  Tags.of(app).add('gridward:city', city.code, { excludeResourceTypes: ['AWS::Lambda::EventSourceMapping'] });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  acknowledgeNagFindings(service, data);
  return { app, data, service, operations };
};

/** The CDK's feature flags as pinned in cdk.json, so that an app built without the CLI comes out the same. */
const featureFlags = (): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')).context;
