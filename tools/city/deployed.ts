import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';

/** What the person who runs a command can mend. */
export class UsageError extends Error {}

export interface DeployedOutput {
  stack: string;
  output: string;
  config: CloudFormationClientConfig;
  /** What to do where the stack cannot tell: "name the table by GRIDS_TABLE". */
  otherwise: string;
}

/**
 * An output of a city's deployed stack.
 * @throws UsageError when there is no such stack, or no such output
 */
export const deployedOutput = async ({
  stack,
  output,
  config,
  otherwise,
}: DeployedOutput): Promise<string> => {
  const client = new CloudFormationClient(config);
  const { Stacks } = await client
    .send(new DescribeStacksCommand({ StackName: stack }))
    .catch((error: Error) => {
      if (error.name !== 'ValidationError') throw error;
      throw new UsageError(`${error.message}: deploy the city first, or ${otherwise}.`);
    });
  const found = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === output);
  if (!found?.OutputValue) throw new UsageError(`The stack ${stack} has no output ${output}.`);
  return found.OutputValue;
};

/** The tables of a city, by the variable that names one and the output of the data stack that does. */
const TABLES = {
  GRIDS_TABLE: 'GridsTableName',
  CASES_TABLE: 'CasesTableName',
  STATISTICS_TABLE: 'StatisticsTableName',
} as const;

/**
 * A table of a city in use: what the variable names, else what the deployed data stack says.
 * @throws UsageError as `deployedOutput`
 */
export const tableInUse = async (
  city: string,
  variable: keyof typeof TABLES,
  config: CloudFormationClientConfig,
): Promise<string> =>
  process.env[variable] ??
  (await deployedOutput({
    stack: `Gridward-${city}-Data`,
    output: TABLES[variable],
    config,
    otherwise: `name the table by ${variable}`,
  }));
