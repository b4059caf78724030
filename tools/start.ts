import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PATIENT_AWS_CLIENT } from '#shared/aws-client.ts';
import { openCityImport } from '#shared/store/dynamodb/city-import.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { loadCity } from '../infra/city.ts';
import { importCity } from './city/import-city.ts';
import { type Progress, showProgress } from './city/progress.ts';
import {
  CITY_OPTIONS,
  CITY_USAGE,
  cityOf,
  commandFor,
  DEFAULT_CITY,
  type LocalCity,
  readArguments,
} from './local/arguments.ts';
import { type DeployedCity, deployCity } from './local/deploy.ts';
import { type Emulator, startEmulator } from './local/emulator.ts';
import { inWords, tellBeginning } from './local/emulator-state.ts';
import { isHeld, takeLock } from './local/lock.ts';
import { mendable } from './local/mendable.ts';
import { portMustBeUsable, usablePort } from './local/port.ts';
import { runCity, untilInterrupted } from './local/run-city.ts';
import { cityFolder, DEMO_FILE, type DemoFile } from './local/running-city.ts';
import { startTick } from './local/tick.ts';
import { createDemoUsers, type DemoUser } from './local/users.ts';
import {
  awsClientConfig,
  EMULATOR_REGION,
  LOCAL_DIRECTORY,
  localDirectory,
  REPOSITORY,
  StartError,
} from './local/workplace.ts';

const main = async (): Promise<void> => {
  const { local, emulatorRunsAlready } = readOptions(process.argv.slice(2));
  const { city, port } = local;
  if (!existsSync(join(REPOSITORY, 'node_modules', '.bin', 'node')))
    throw new StartError('The packages are not installed: run "npm ci" first.');
  loadCity(city);
  const folder = cityFolder(local);
  if (!emulatorRunsAlready && !(await isHeld(join(LOCAL_DIRECTORY, folder)))) await portMustBeUsable(local);
  const directory = localDirectory(folder);
  await holdCity(local, directory);

  const interrupted = untilInterrupted();
  const onProgress = showProgress();
  const emulator = await Promise.race([
    startEmulator({ port, directory, keepState: true, onProgress }),
    interrupted,
  ]);
  if (!emulator) return;
  const told = emulator.beginning && tellBeginning(emulator.beginning);
  if (told) console.log(`\n${told}\n`);
  await runCity({ emulator, serve: () => serve(local, emulator, onProgress), interrupted });
};

/** Which city to run, and whether on an emulator that runs already. */
const readOptions = (args: string[]): { local: LocalCity; emulatorRunsAlready: boolean } => {
  const { values } = readArguments({ args, options: CITY_OPTIONS }, `npm start -- ${CITY_USAGE}`);
  const local = { ...DEFAULT_CITY, ...cityOf(values) };
  const given = process.env.AWS_ENDPOINT_URL;
  if (!given) return { local, emulatorRunsAlready: false };
  return { local: { ...local, port: Number(new URL(given).port) || 80 }, emulatorRunsAlready: true };
};

/** Holds the city's folder until this process ends: two that write to it would lose each other's city. */
const holdCity = async ({ city, port }: LocalCity, directory: string): Promise<void> => {
  const lock = await takeLock(directory);
  if ('release' in lock) return;
  const { pid, since } = lock.holder;
  const another = commandFor('npm start', { city, port: await usablePort(port + 1) });
  throw new StartError(
    `${city} runs here on port ${port} already, or is stopping: process ${pid}, since ${inWords(since)}. ` +
      `End it with Ctrl-C, or choose a port: ${another}`,
  );
};

/** Everything on top of the emulator; answers, once it runs, with how to end it. */
const serve = async (
  local: LocalCity,
  emulator: Emulator,
  onProgress: Progress,
): Promise<() => Promise<void>> => {
  const { city } = local;
  const { endpoint, directory } = emulator;
  const deployed = await deployCity({ city, emulator, onProgress });
  const client = openClient({ ...PATIENT_AWS_CLIENT, ...awsClientConfig(endpoint) });
  const grids = openCityImport({ gridsTable: deployed.gridsTable, client });
  await importCity({ city, grids, onProgress });

  const signIn = async (): Promise<DemoUser[]> => {
    const users = await createDemoUsers({ city, emulator, deployed });
    writeDemoFile(directory, { ...local, endpoint, region: EMULATOR_REGION, ...deployed, users });
    return users;
  };
  welcome(local, deployed, await signIn());
  console.log(`\n${emulator.beginning ? keeping(cityFolder(local)) : LEAVING}`);
  // Tokens last an hour.
  const renewal = setInterval(() => signIn().catch(tell), 45 * 60_000);
  const tick = startTick({ endpoint, sweepFunctionName: deployed.sweepFunctionName });
  return async () => {
    clearInterval(renewal);
    await tick.stop();
  };
};

const writeDemoFile = (directory: string, demo: DemoFile): void => {
  writeFileSync(join(directory, DEMO_FILE), JSON.stringify(demo, undefined, 2), { mode: 0o600 });
  const tokens = join(directory, 'tokens');
  mkdirSync(tokens, { recursive: true });
  for (const { subject, token } of demo.users) writeFileSync(join(tokens, subject), token, { mode: 0o600 });
};

const welcome = (local: LocalCity, { apiUrl }: DeployedCity, users: readonly DemoUser[]): void => {
  const folder = join('.local', cityFolder(local));
  console.log(`
Gridward is running.

  API      ${apiUrl}
  Tokens   ${folder}/tokens/<subject>, good for an hour and renewed while this runs
${users.map(({ subject, role, name }) => `             ${subject.padEnd(22)}${role.padEnd(12)}${name}`).join('\n')}
  Details  ${folder}/${DEMO_FILE}
  Log      ${folder}/emulator.log

Try in a second terminal:
  curl -H "Authorization: Bearer $(cat ${folder}/tokens/grid-worker-01)" ${apiUrl}/me
  ${commandFor('npm run demo', local)}`);
};

const keeping = (folder: string): string =>
  `Ctrl-C stops everything and keeps the city in .local/${folder}.
If the emulator crashes or is killed, everything since the last such stop is lost.`;

const LEAVING = 'Ctrl-C ends this command; the emulator, which ran before, goes on.';

/** Says what went wrong: in a sentence, if somebody at the terminal can mend it. */
const tell = (error: unknown): void => {
  const sentence = mendable(error);
  console.error(sentence === undefined ? error : `\n${sentence}`);
};

try {
  await main();
} catch (error) {
  tell(error);
  process.exitCode = 1;
}
// What was under way when Ctrl-C came is of no more use.
process.exit();
