import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { PATIENT_AWS_CLIENT } from '#shared/aws-client.ts';
import { loadCity } from '../../infra/city.ts';

/** What the person who runs a command can mend. */
export class UsageError extends Error {}

/**
 * The configuration of clients for a city on AWS. Region is that of city.json, as for the deployment; else that of the
 * environment.
 * @throws CityError when there is no such city
 */
export const clientConfigOf = (city: string) => {
  const { region } = loadCity(city);
  return { ...PATIENT_AWS_CLIENT, ...(region !== undefined && { region }) };
};

/**
 * The table that a city uses, also where it was restored: named by CASES_TABLE or GRIDS_TABLE, else by the output of the
 * city's deployed data stack.
 * @throws UsageError when nothing names it
 */
export const deployedTable = async (
  city: string,
  table: 'Cases' | 'Grids',
  config: CloudFormationClientConfig,
): Promise<string> => {
  const variable = `${table.toUpperCase()}_TABLE`;
  const given = process.env[variable];
  if (given !== undefined) return given;
  const stack = `Gridward-${city}-Data`;
  const client = new CloudFormationClient(config);
  const { Stacks } = await client
    .send(new DescribeStacksCommand({ StackName: stack }))
    .catch((error: Error) => {
      if (error.name !== 'ValidationError') throw error;
      throw new UsageError(`${error.message}: deploy the city first, or name the table by ${variable}.`);
    });
  const name = `${table}TableName`;
  const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name);
  if (!output?.OutputValue) throw new UsageError(`The stack ${stack} has no output ${name}.`);
  return output.OutputValue;
};

/** What to do about errors of the SDK that a first attempt meets. */
export const remedyOf = ({ name, message }: Error): string | undefined => {
  if (message === 'Region is missing')
    return 'No AWS Region is known: write "region" into the city\'s city.json, or set AWS_REGION.';
  if (name === 'CredentialsProviderError')
    return 'No AWS credentials were found: sign in ("aws sso login"), set AWS_PROFILE, or set the keys as AWS_ variables.';
  if (name === 'ExpiredTokenException' || name === 'ExpiredToken')
    return 'The AWS credentials have expired: sign in again.';
  return undefined;
};
