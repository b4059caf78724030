import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CityError } from '../city.ts';
import { ImportError, importCity } from '../import/import-city.ts';
import { showProgress } from '../import/progress.ts';

/** What the person who runs this can mend. */
class UsageError extends Error {}

/**
 * `npm run import -- <city>`: imports infra/cities/<city> into its Grids table. The table is named by GRIDS_TABLE,
 * else by the output of the city's deployed data stack.
 */
const main = async ([city, ...rest]: string[]): Promise<void> => {
  if (!city || rest.length > 0) throw new UsageError('Usage: npm run import -- <folder under infra/cities>');
  const table = process.env.GRIDS_TABLE ?? (await deployedTable(`Gridward-${city}-Data`));
  const client = new DynamoDBClient();
  const { outcome, current, notes } = await importCity({ city, table, client, onProgress: showProgress() });
  for (const note of notes) console.log(`Note: ${note}.`);
  const { generation, counts, policyVersion, calendarVersion } = current;
  console.log(
    outcome === 'unchanged'
      ? `${city} is unchanged since ${current.importedAt}: nothing was written.`
      : `${city} is in use: ${Object.entries(counts)
          .map(([what, count]) => `${count} ${what}`)
          .join(', ')}; policy ${policyVersion}, calendar ${calendarVersion}, ${generation}.`,
  );
};

const deployedTable = async (stack: string): Promise<string> => {
  const client = new CloudFormationClient();
  const { Stacks } = await client
    .send(new DescribeStacksCommand({ StackName: stack }))
    .catch((error: Error) => {
      if (error.name !== 'ValidationError') throw error;
      throw new UsageError(`${error.message}: deploy the city first, or name the table by GRIDS_TABLE.`);
    });
  const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'GridsTableName');
  if (!output?.OutputValue) throw new UsageError(`The stack ${stack} has no output GridsTableName.`);
  return output.OutputValue;
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isExpected =
    error instanceof CityError || error instanceof ImportError || error instanceof UsageError;
  console.error(isExpected ? error.message : error);
  if (error instanceof ImportError) console.error(`${error.faults.length} faults: nothing was written.`);
  process.exitCode = 1;
}
