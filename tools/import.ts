import { parseArgs } from 'node:util';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import { dayAt } from '#domain/time/shanghai.ts';
import { bareError } from '#shared/observability/logged-error.ts';
import type { Edition } from '#shared/store/city-store.ts';
import { openCityImport } from '#shared/store/dynamodb/city-import.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { CityError } from '../infra/city.ts';
import { AccountError, openCity } from './account/caller.ts';
import { remedyOf } from './account/remedy.ts';
import { tableInUse, UsageError } from './city/deployed.ts';
import { ImportError, importCity } from './city/import-city.ts';
import { showProgress } from './city/progress.ts';

/**
 * `npm run import -- <city> [--effective <instant>]`: imports infra/cities/<city> into its Grids table, in force at once
 * or from that instant on. The table is named by GRIDS_TABLE, else by the output of the city's deployed data stack. Region
 * is that of city.json, as for the deployment; else that of the environment. Credentials of another account than that of
 * city.json are refused.
 */
const main = async (args: string[]): Promise<void> => {
  const { city, effective } = readArguments(args);
  const { config } = await openCity(city);
  const gridsTable = await tableInUse(city, 'GRIDS_TABLE', config);
  const { outcome, current, notes } = await importCity({
    city,
    grids: openCityImport({ gridsTable, client: openClient(config) }),
    onProgress: showProgress(),
    today: dayAt(Date.now()),
    ...(effective !== undefined && { effective }),
  });
  for (const note of notes) console.log(`Note: ${note}.`);
  if (outcome === 'unchanged')
    console.log(`${city} is unchanged since ${current.importedAt}: nothing was written.`);
  else if (outcome === 'planned' && current.next)
    console.log(`${city} is in force from ${current.next.from}: ${summaryOf(current.next)}.`);
  else console.log(`${city} is in use: ${summaryOf(current)}.`);
};

const summaryOf = ({ generation, counts, policyVersion, calendarVersion }: Edition): string => {
  const told = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  return `${told.join(', ')}; policy ${policyVersion}, calendar ${calendarVersion}, ${generation}`;
};

const readArguments = (args: string[]): { city: string; effective: Instant | undefined } => {
  const { positionals, values } = parsed(args);
  const [city, ...rest] = positionals;
  if (city === undefined || rest.length > 0) throw new UsageError(USAGE);
  const { effective } = values;
  if (effective === undefined) return { city, effective };
  // Without an offset the instant would depend on the machine.
  if (!/T.*(Z|[+-]\d{2}:\d{2})$/.test(effective) || Number.isNaN(Date.parse(effective)))
    throw new UsageError(
      `--effective ${effective} is no instant: write it with its offset, such as 2027-01-01T00:00:00+08:00.`,
    );
  return { city, effective: instantAt(Date.parse(effective)) };
};

const USAGE = 'Usage: npm run import -- <folder under infra/cities> [--effective <instant>]';

const parsed = (args: string[]) => {
  try {
    return parseArgs({ args, allowPositionals: true, options: { effective: { type: 'string' } } });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isExpected =
    error instanceof CityError ||
    error instanceof AccountError ||
    error instanceof ImportError ||
    error instanceof UsageError;
  console.error(isExpected ? error.message : (remedyOf(error as Error) ?? bareError(error)));
  if (error instanceof ImportError) console.error(`${error.faults.length} faults: nothing was written.`);
  process.exitCode = 1;
}
