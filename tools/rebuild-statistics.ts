import { setTimeout } from 'node:timers/promises';
import { instantAt } from '#domain/time/instant.ts';
import { COUNTINGS } from '#shared/countings.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { bareError } from '#shared/observability/logged-error.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { openDynamoHistories } from '#shared/store/dynamodb/dynamo-store.ts';
import { openEveryFiled } from '#shared/store/dynamodb/every-filed.ts';
import { openDynamoStatistics } from '#shared/store/dynamodb/statistics.ts';
import { VersionConflict } from '#shared/store/errors.ts';
import { CityError } from '../infra/city.ts';
import { AccountError, openCity } from './account/caller.ts';
import { remedyOf } from './account/remedy.ts';
import { tableInUse, UsageError } from './city/deployed.ts';
import { rebuildStatistics } from './statistics/rebuild.ts';

/**
 * `npm run rebuild-statistics -- <city>`: counts every history of a city anew, beside the statistics in use, and puts them in
 * their place, while the city works. Interrupted, it goes on where it stopped. The tables are named by CASES_TABLE and
 * STATISTICS_TABLE, else by the outputs of the city's deployed data stack.
 */
const main = async ([folder, ...rest]: string[]): Promise<void> => {
  if (folder === undefined || rest.length > 0)
    throw new UsageError('Usage: npm run rebuild-statistics -- <folder under infra/cities>');
  const { config } = await openCity(folder);
  const casesTable = await tableInUse(folder, 'CASES_TABLE', config);
  const statisticsTable = await tableInUse(folder, 'STATISTICS_TABLE', config);
  const client = openClient(config);
  const { done, examined, failed } = await rebuildStatistics({
    store: openDynamoHistories({ casesTable, client }),
    statistics: openDynamoStatistics({ statisticsTable, client }),
    everyFiled: openEveryFiled({ casesTable, client, kinds: DEFINITIONS.map(({ kind }) => kind) }),
    countings: COUNTINGS,
    definitions: DEFINITIONS,
    now: () => instantAt(Date.now()),
    pause: setTimeout,
    wait: (seconds) => {
      if (seconds > 0) console.log(`Waiting ${seconds} s, until every function knows of it.`);
      return setTimeout(seconds * 1000);
    },
    tell: (progress) => console.log(`${progress.examined} cases counted`),
  });
  if (done) {
    console.log(`The statistics in ${statisticsTable} are those of ${examined} cases.`);
    return;
  }
  console.error(
    `${failed} of ${examined} cases cannot be counted by this release; their ids stand above. The statistics in use are as before. Run the command of the release that wrote these histories.`,
  );
  process.exitCode = 1;
};

const isExpected = (error: unknown): error is Error =>
  [CityError, AccountError, UsageError].some((expected) => error instanceof expected);

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (isExpected(error)) console.error(error.message);
  else if (error instanceof VersionConflict)
    console.error('Another run of this command is at work. Let it finish, or end it and run this one again.');
  else console.error(remedyOf(error as Error) ?? bareError(error));
  process.exitCode = 1;
}
