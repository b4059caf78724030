import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { Progress } from '../city/progress.ts';
import { letPagesIn } from './cors.ts';
import type { Emulator } from './emulator.ts';
import { runCommand } from './run-command.ts';
import {
  awsClientConfig,
  awsEnvironment,
  DEPLOYMENT_FILES,
  EMULATOR_ACCOUNT,
  EMULATOR_REGION,
  REPOSITORY,
  StartError,
} from './workplace.ts';

/** A city's stacks on an emulator, by what tests, the import and the demo need of them. */
export interface DeployedCity {
  apiUrl: string;
  gridsTable: string;
  casesTable: string;
  statisticsTable: string;
  lifecycleArn: string;
  jointHandlingArn: string;
  sweepFunctionName: string;
  eventBusName: string;
  userPoolId: string;
  userPoolClientId: string;
}

export interface DeployOptions {
  /** Folder under infra/cities. */
  city: string;
  emulator: Pick<Emulator, 'endpoint' | 'directory'>;
  onProgress?: Progress;
}

const [ASSEMBLY, SEAL] = DEPLOYMENT_FILES;

/**
 * Brings the city's stacks on the emulator up to date, by the same `cdk deploy` that AWS gets. Nothing is done when
 * the emulator still has the stacks of an earlier deployment of the same sources.
 * @throws StartError with the CDK's last lines when synthesis or deployment fails
 */
export const deployCity = async ({
  city,
  emulator,
  onProgress = () => undefined,
}: DeployOptions): Promise<DeployedCity> => {
  const { endpoint, directory } = emulator;
  const client = new CloudFormationClient(awsClientConfig(endpoint));
  try {
    const seal = join(directory, SEAL);
    const sources = hashOfSources(city);
    const before = await cityStacks(client, city);
    if (before.length === 3 && existsSync(seal) && readFileSync(seal, 'utf8') === sealOf(sources, before))
      return deployedCity(endpoint, before);

    rmSync(seal, { force: true });
    const bootstrapped = (await describe(client, 'CDKToolkit')) !== undefined;
    await deploy({ city, emulator, onProgress }, bootstrapped);
    const after = await cityStacks(client, city);
    const deployed = deployedCity(endpoint, after);
    await letPagesIn(endpoint, deployed.apiUrl.split('/').at(-1)!);
    writeFileSync(seal, sealOf(sources, after));
    return deployed;
  } finally {
    client.destroy();
  }
};

const deploy = async (
  { city, emulator: { endpoint, directory }, onProgress }: Required<DeployOptions>,
  bootstrapped: boolean,
): Promise<void> => {
  const log = join(directory, 'deploy.log');
  const assembly = join(directory, ASSEMBLY);
  for (const path of [log, assembly]) rmSync(path, { recursive: true, force: true });
  const env = { ...awsEnvironment(endpoint), CI: 'true' };
  const cdk = (...args: string[]) => [
    join(REPOSITORY, 'node_modules', 'aws-cdk', 'bin', 'cdk'),
    ...args,
    '--app',
    assembly,
    '--no-notices',
  ];

  const task = `Deploy ${city}`;
  // The total is not known before the synthesis; it takes about as long as forty resources.
  const synthesis = 40;
  onProgress(task, 0, synthesis * 5);
  await runCommand(process.execPath, [join(REPOSITORY, 'infra', 'app.ts')], {
    purpose: `Synthesising ${city}`,
    log,
    env: { ...env, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify({ city }) },
  });
  if (!bootstrapped)
    await runCommand(process.execPath, cdk('bootstrap', `aws://${EMULATOR_ACCOUNT}/${EMULATOR_REGION}`), {
      purpose: 'Preparing the emulator for the CDK',
      log,
      env,
    });
  const total = synthesis + countResources(assembly);
  let done = synthesis;
  await runCommand(
    process.execPath,
    cdk('deploy', '--all', '--require-approval', 'never', '--method', 'direct', '--progress', 'events'),
    {
      purpose: `Deploying ${city}`,
      log,
      env,
      onLine: (line) => {
        if (/\| (CREATE|UPDATE)_COMPLETE +\| (?!AWS::CloudFormation::Stack)/.test(line) && done < total - 1)
          onProgress(task, ++done, total);
      },
    },
  );
  onProgress(task, total, total);
};

const countResources = (assembly: string): number =>
  globSync('*.template.json', { cwd: assembly }).reduce(
    (sum, file) => sum + Object.keys(JSON.parse(readFileSync(join(assembly, file), 'utf8')).Resources).length,
    0,
  );

/** All that a synthesis reads. */
const SOURCES = [
  'cdk.json',
  'package-lock.json',
  'domain/**/*.ts',
  'functions/**/*.ts',
  'infra/*.ts',
  'infra/{constructs,stacks}/**/*.ts',
  'workflows/*.asl.json',
];

const hashOfSources = (city: string): string => {
  const hash = createHash('sha256');
  for (const file of globSync([...SOURCES, `infra/cities/${city}/city.json`], { cwd: REPOSITORY }).sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(REPOSITORY, file)))
      .update('\0');
  return hash.digest('hex');
};

/**
 * A stack's id holds a number drawn when it was made, so a seal says nothing about another emulator on the same port; nor,
 * by the time of the last change, about the same one when it begins again with an older state.
 */
const sealOf = (sources: string, stacks: readonly Stack[]): string =>
  JSON.stringify({
    sources,
    stacks: stacks.map(({ StackId, LastUpdatedTime }) => [StackId, LastUpdatedTime]),
  });

/** The city's stacks that stand complete. */
const cityStacks = async (client: CloudFormationClient, city: string): Promise<Stack[]> => {
  const stacks = await Promise.all(
    ['Data', 'Service', 'Operations'].map((part) => describe(client, `Gridward-${city}-${part}`)),
  );
  return stacks.filter(
    (stack) => stack !== undefined && /^(CREATE|UPDATE)_COMPLETE$/.test(stack.StackStatus ?? ''),
  ) as Stack[];
};

const describe = async (client: CloudFormationClient, name: string): Promise<Stack | undefined> => {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') return undefined;
    throw error;
  }
};

const deployedCity = (endpoint: string, stacks: readonly Stack[]): DeployedCity => {
  const outputs = new Map(
    stacks
      .flatMap(({ Outputs }) => Outputs ?? [])
      .map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  const output = (key: string): string => {
    const value = outputs.get(key);
    if (value === undefined)
      throw new StartError(
        `The stacks have no output ${key}. A city for local use has {"identity": {"kind": "cognitoPool"}} in its city.json.`,
      );
    return value;
  };
  return {
    apiUrl: localApiUrl(endpoint, output('ApiUrl')),
    gridsTable: output('GridsTableName'),
    casesTable: output('CasesTableName'),
    statisticsTable: output('StatisticsTableName'),
    lifecycleArn: output('LifecycleArn'),
    jointHandlingArn: output('JointHandlingArn'),
    sweepFunctionName: output('SweepFunctionName'),
    eventBusName: output('EventBusName'),
    userPoolId: output('UserPoolId'),
    userPoolClientId: output('UserPoolClientId'),
  };
};

/** The API by its path on the emulator: the host name in the stack's output resolves on few machines. */
const localApiUrl = (endpoint: string, apiUrl: string): string =>
  `${endpoint}/_aws/execute-api/${/^https?:\/\/([^.]+)\./.exec(apiUrl)?.[1]}`;
