import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCityImport } from '#shared/store/dynamodb/city-import.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { loadCity } from '../infra/city.ts';
import { importCity } from './city/import-city.ts';
import { type Progress, showProgress } from './city/progress.ts';
import { type DeployedCity, deployCity } from './local/deploy.ts';
import { type Emulator, startEmulator } from './local/emulator.ts';
import { tellBeginning } from './local/emulator-state.ts';
import { mendable } from './local/mendable.ts';
import { runCity, untilInterrupted } from './local/run-city.ts';
import { readStartOptions } from './local/start-options.ts';
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

/** What a local start leaves in .local/demo.json for the demo and for whoever wants to try. */
export interface DemoFile extends DeployedCity {
  city: string;
  endpoint: string;
  region: string;
  users: DemoUser[];
}

const main = async (): Promise<void> => {
  const { port, city } = readStartOptions(process.argv.slice(2));
  if (!existsSync(join(REPOSITORY, 'node_modules', '.bin', 'node')))
    throw new StartError('The packages are not installed: run "npm ci" first.');

  loadCity(city);
  const interrupted = untilInterrupted();
  const onProgress = showProgress();
  const emulator = await Promise.race([
    startEmulator({ port, directory: localDirectory(), keepState: true, onProgress }),
    interrupted,
  ]);
  if (!emulator) return;
  const told = emulator.beginning && tellBeginning(emulator.beginning);
  if (told) console.log(`\n${told}\n`);
  await runCity({ emulator, serve: () => serve(emulator, city, onProgress), interrupted });
};

/** Everything on top of the emulator; answers, once it runs, with how to end it. */
const serve = async (
  emulator: Emulator,
  city: string,
  onProgress: Progress,
): Promise<() => Promise<void>> => {
  const { endpoint } = emulator;
  const deployed = await deployCity({ city, emulator, onProgress });
  const client = openClient(awsClientConfig(endpoint));
  const grids = openCityImport({ gridsTable: deployed.gridsTable, client });
  await importCity({ city, grids, onProgress });

  const signIn = async (): Promise<DemoUser[]> => {
    const users = await createDemoUsers(city, endpoint, deployed);
    writeDemoFile({ city, endpoint, region: EMULATOR_REGION, ...deployed, users });
    return users;
  };
  welcome(deployed, await signIn());
  // Tokens last an hour.
  const renewal = setInterval(() => signIn().catch(tell), 45 * 60_000);
  const tick = startTick({ endpoint, sweepFunctionName: deployed.sweepFunctionName });
  return async () => {
    clearInterval(renewal);
    await tick.stop();
  };
};

const writeDemoFile = (demo: DemoFile): void => {
  writeFileSync(join(localDirectory(), 'demo.json'), JSON.stringify(demo, undefined, 2), { mode: 0o600 });
  for (const { subject, token } of demo.users)
    writeFileSync(join(localDirectory('tokens'), subject), token, { mode: 0o600 });
};

const welcome = ({ apiUrl }: DeployedCity, users: readonly DemoUser[]): void => {
  console.log(`
Gridward is running.

  API      ${apiUrl}
  Tokens   .local/tokens/<subject>, good for an hour and renewed while this runs
${users.map(({ subject, role, name }) => `             ${subject.padEnd(22)}${role.padEnd(12)}${name}`).join('\n')}
  Details  .local/demo.json      Log  .local/emulator.log

Try in a second terminal:
  curl -H "Authorization: Bearer $(cat .local/tokens/grid-worker-01)" ${apiUrl}/me
  npm run demo

Ctrl-C stops everything; only ${LOCAL_DIRECTORY} stays.`);
};

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
