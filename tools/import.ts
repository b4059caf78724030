import { parseArgs } from 'node:util';
import { warningText } from '#domain/amendment.ts';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import { dayAt } from '#domain/time/shanghai.ts';
import { bareError } from '#shared/observability/logged-error.ts';
import type { Proposal } from '#shared/store/amendments.ts';
import { openCityImport } from '#shared/store/dynamodb/city-import.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import type { Edition } from '#shared/store/edition.ts';
import { CityError } from '../infra/city.ts';
import { AccountError, openCity } from './account/caller.ts';
import { remedyOf } from './account/remedy.ts';
import { tableInUse, UsageError } from './city/deployed.ts';
import { ImportError, importCity } from './city/import-city.ts';
import { showProgress } from './city/progress.ts';

/**
 * `npm run import -- <city> [--by <subject> --reason <why>] [--effective <instant>]`: imports infra/cities/<city> into its
 * Grids table, in force at once or from that instant on. What changes policy, calendar or borders waits until a second
 * person has approved it. The table is named by GRIDS_TABLE, else by the output of the city's deployed data stack. Region
 * is that of city.json, as for the deployment; else that of the environment. Credentials of another account than that of
 * city.json are refused.
 */
const main = async (args: string[]): Promise<void> => {
  const { city, ...told } = readArguments(args);
  const { config } = await openCity(city);
  const gridsTable = await tableInUse(city, 'GRIDS_TABLE', config);
  const { outcome, current, proposal, notes } = await importCity({
    city,
    grids: openCityImport({ gridsTable, client: openClient(config) }),
    onProgress: showProgress(),
    today: dayAt(Date.now()),
    approval: 'bySecondPerson',
    ...told,
  });
  for (const note of notes) console.log(`Note: ${note}.`);
  if (proposal) tellWaiting(city, proposal);
  else if (outcome === 'unchanged')
    console.log(`${city} is unchanged since ${current.importedAt}: nothing was written.`);
  else if (outcome === 'planned' && current.next)
    console.log(`${city} is planned, and in force from ${current.next.from} on: ${summaryOf(current.next)}.`);
  else console.log(`${city} is in use: ${summaryOf(current)}.`);
};

const tellWaiting = (city: string, { id, by, warnings }: Proposal): void => {
  for (const warning of warnings) console.log(`Warning: ${warningText(warning).en}.`);
  console.log(
    `${city} is written and waits: nothing of it holds yet. An operator other than ${by}, or a dispatcher of the city's centre, approves amendment ${id}: POST /amendments/${id}/approve.`,
  );
};

const summaryOf = ({ generation, counts, policyVersion, calendarVersion }: Edition): string => {
  const told = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  return `${told.join(', ')}; policy ${policyVersion}, calendar ${calendarVersion}, ${generation}`;
};

interface Told {
  city: string;
  by?: string;
  reason?: string;
  effective?: Instant;
}

const readArguments = (args: string[]): Told => {
  const { positionals, values } = parsed(args);
  const [city, ...rest] = positionals;
  if (city === undefined || rest.length > 0) throw new UsageError(USAGE);
  const { effective, ...author } = values;
  if (effective === undefined) return { city, ...author };
  // Without an offset the instant would depend on the machine.
  if (!/T.*(Z|[+-]\d{2}:\d{2})$/.test(effective) || Number.isNaN(Date.parse(effective)))
    throw new UsageError(
      `--effective ${effective} is no instant: write it with its offset, such as 2027-01-01T00:00:00+08:00.`,
    );
  return { city, ...author, effective: instantAt(Date.parse(effective)) };
};

const USAGE =
  'Usage: npm run import -- <folder under infra/cities> [--by <your account> --reason <why>] [--effective <instant>]';

const parsed = (args: string[]) => {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ args, allowPositionals: true, options: { by: text, reason: text, effective: text } });
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
