import { dayAt } from '#domain/time/shanghai.ts';
import { bareError } from '#shared/observability/logged-error.ts';
import { type City, CityError, loadCity } from '../infra/city.ts';
import { type Fault, linesOf } from '../infra/fault.ts';
import { checkAccount } from './account/account.ts';
import { awsConfigOf, regionOf } from './account/caller.ts';
import { checkIssuer } from './account/issuer.ts';
import { coverageOf } from './city/calendar-coverage.ts';
import { readCityFolder } from './city/city-folder.ts';
import { readSources } from './city/sources.ts';

/**
 * `npm run check-city -- <city>`: finds in seconds what a deployment of infra/cities/<city> would find by rolling back, and
 * an import by refusing it: an identity provider that API Gateway cannot use, credentials of another account, faults of
 * the folder; and says what is tight in the account, and for what the city has nobody.
 */
const main = async ([folder, ...rest]: string[]): Promise<number> => {
  if (folder === undefined || rest.length > 0) {
    console.error('Usage: npm run check-city -- <folder under infra/cities>');
    return 1;
  }
  const city = loadCity(folder);
  console.log(`${city.name['zh-CN']} ${city.name.en}, infra/cities/${folder}`);
  const faults = [
    ...checkFolder(folder, city),
    ...(await checkSignIn(city)),
    ...(await checkItsAccount(city)),
  ];
  for (const line of linesOf(faults)) console.error(`  ${line}`);
  console.log(
    faults.length === 0
      ? 'Nothing was found that would keep it from being deployed.'
      : `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}: do not deploy it yet.`,
  );
  return faults.length === 0 ? 0 : 1;
};

const checkFolder = (folder: string, city: City): Fault[] => {
  const read = readSources(folder);
  if ('faults' in read) return read.faults;
  const checked = readCityFolder(city, read.sources);
  if ('faults' in checked) return checked.faults;
  const { faults, notes } = coverageOf(checked.folder.calendar, dayAt(Date.now()));
  for (const note of [...read.notes, ...checked.folder.notes, ...notes]) console.log(`  Note: ${note}.`);
  return faults;
};

const checkSignIn = async (city: City): Promise<Fault[]> => {
  const { identity } = city;
  if (identity.kind === 'oidc') {
    const { faults, keys } = await checkIssuer(identity.issuer);
    if (keys.length > 0) console.log(`  ${identity.issuer} signs with ${keys.join(', ')}.`);
    return faults;
  }
  const region = await regionOf(awsConfigOf(city));
  if (!region?.startsWith('cn-')) return [];
  return [
    {
      file: 'city.json',
      field: 'identity',
      message: `AWS China has no Cognito user pools, and the Region is ${region}`,
      remedy: 'name an identity provider, or write the "region" of another city',
    },
  ];
};

const checkItsAccount = async (city: City): Promise<Fault[]> => {
  const { faults, notes } = await checkAccount(city);
  for (const note of notes) console.log(`  ${note}`);
  return faults;
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof CityError ? error.message : bareError(error));
  process.exitCode = 1;
}
