import { parseArgs } from 'node:util';
import { bareError } from '#shared/observability/logged-error.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { openProcessRestore, UnknownItem } from '#shared/store/dynamodb/process-restore.ts';
import { VersionConflict } from '#shared/store/errors.ts';
import { CityError } from '../infra/city.ts';
import { AccountError, openCity } from './account/caller.ts';
import { remedyOf } from './account/remedy.ts';
import { tableInUse, UsageError } from './city/deployed.ts';
import { NotRestored, type RestoredCase, restoreCase } from './restore/restore-case.ts';

/**
 * `npm run restore-case -- <city> --from <restored table> <case id> [--overwrite]`: brings one case back into the Cases
 * table in use, from a table that a restore has made: record, history, attachments' entries and lines on lists. The table
 * in use is named by CASES_TABLE, else by the output of the city's deployed data stack. Credentials of another account
 * than that of city.json are refused.
 */
const main = async (args: string[]): Promise<void> => {
  const { city, from, id, overwrite } = readArguments(args);
  const { config } = await openCity(city);
  const casesTable = await tableInUse(city, 'CASES_TABLE', config);
  if (casesTable === from)
    throw new UsageError(`${from} is the table in use: name the one that a restore has made.`);
  const tables = openProcessRestore({ casesTable, restoredTable: from, client: openClient(config) });
  const restored = await restoreCase({ tables, id, overwrite }).catch((error: Error) => {
    throw error.name === 'ResourceNotFoundException'
      ? new UsageError(`There is no table ${from}, or no table ${casesTable} in this account and Region.`)
      : error;
  });
  console.log(told({ ...restored, id, city, casesTable, from }));
};

interface Told extends RestoredCase {
  id: string;
  city: string;
  casesTable: string;
  from: string;
}

const told = ({ id, casesTable, from, outcome, events, files, entries, stage, isOpen }: Told): string => {
  const holds = `events: ${events}, attachments: ${files}, lines on lists: ${entries}, stage: ${stage}`;
  if (outcome === 'unchanged')
    return `Case ${id} in ${casesTable} is as in ${from}: nothing was written (${holds}).`;
  const next = isOpen
    ? `Next: an operator restarts it (POST /operations/cases/${id}/restart), so that an execution drives it from where it stands. Without that, the sweep finds it within half an hour if nothing drives it.`
    : 'It has ended and needs no execution.';
  return `Case ${id} is restored in ${casesTable} (${holds}).\n${next}`;
};

const readArguments = (args: string[]) => {
  const { positionals, values } = parsed(args);
  const [city, id, ...rest] = positionals;
  const { from, overwrite } = values;
  if (city === undefined || id === undefined || from === undefined || rest.length > 0)
    throw new UsageError(USAGE);
  if (!/^[0-9A-HJKMNP-TV-Z]{26}$/.test(id))
    throw new UsageError(`"${id}" is no case id: it has 26 characters.`);
  return { city, id, from, overwrite };
};

const USAGE =
  'Usage: npm run restore-case -- <folder under infra/cities> --from <restored table> <case id> [--overwrite]';

const parsed = (args: string[]) => {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { from: { type: 'string' }, overwrite: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
};

const isExpected = (error: unknown): error is Error =>
  [CityError, AccountError, UsageError, NotRestored].some((expected) => error instanceof expected);

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (isExpected(error)) console.error(error.message);
  else if (error instanceof UnknownItem)
    console.error(
      `This version does not know what ${error.message} is. Run the command of the release that wrote it; nothing was written.`,
    );
  else if (error instanceof VersionConflict)
    console.error('The case was changed while it was restored. Run the command again.');
  else console.error(remedyOf(error as Error) ?? bareError(error));
  process.exitCode = 1;
}
