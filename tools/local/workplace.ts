import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The repository, and the one folder in it that a local start writes to. */
export const REPOSITORY = join(import.meta.dirname, '..', '..');
export const LOCAL_DIRECTORY = join(REPOSITORY, '.local');

/** A folder below .local/, made if need be. */
export const localDirectory = (...path: string[]): string => {
  const directory = join(LOCAL_DIRECTORY, ...path);
  mkdirSync(directory, { recursive: true });
  return directory;
};

/** Account, region and keys of every emulator: they open nothing anywhere else. */
export const EMULATOR_ACCOUNT = '000000000000';
export const EMULATOR_REGION = 'us-east-1';

/** The environment in which the CDK, the AWS SDK and the import reach the emulator at `endpoint`. */
export const awsEnvironment = (endpoint: string) => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: EMULATOR_REGION,
  AWS_DEFAULT_REGION: EMULATOR_REGION,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});

/** The configuration of an AWS SDK client for the emulator at `endpoint`. */
export const awsClientConfig = (endpoint: string) => ({
  endpoint,
  region: EMULATOR_REGION,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** What stops a local start: a sentence for the person at the terminal, remedy included. */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}

/** What a deployment writes to the emulator's folder: the assembly, and the seal that tells which sources it came from. */
export const DEPLOYMENT_FILES = ['cdk.out', 'deployed.json'] as const;
