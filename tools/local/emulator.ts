import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../city/progress.ts';
import {
  type Beginning,
  beginState,
  dropState,
  KEEP_SECONDS,
  keepState as keepWritten,
  orFromScratch,
  runningDirectory,
  stateDirectory,
} from './emulator-state.ts';
import { portMustBeUsable } from './port.ts';
import { type ProcessGroup, startProcessGroup } from './process-group.ts';
import { pythonWith } from './python.ts';
import { DEPLOYMENT_FILES, EMULATOR_REGION, localDirectory, REPOSITORY, StartError } from './workplace.ts';

/** An emulator of AWS that answers. */
export interface Emulator {
  endpoint: string;
  /** Where its log lies, and what is deployed to it. */
  directory: string;
  /** Settles when it ends, with how: `was killed by SIGKILL`. One that was there before is not watched. */
  ended: Promise<string>;
  /** What its state began with; absent when it keeps none. */
  beginning?: Beginning;
  /**
   * Ends it and every function it runs; an emulator that was there before goes on.
   * @throws StartError when its state was to be kept and could not be; what was kept before stays
   */
  stop: (options?: { keepState: boolean }) => Promise<void>;
}

export interface EmulatorOptions {
  /** @default - any free port */
  port?: number;
  /** Folder for its log and whatever else it writes. @default - one of its own under .local/emulators */
  directory?: string;
  /**
   * Whether tables, stacks and users outlive it, in `kept` of its folder, as they are when it is stopped. Executions do
   * not: those that ran are failed, and the relay starts others when their cases move on.
   * @default false
   */
  keepState?: boolean;
  onProgress?: Progress;
}

/**
 * The emulator named by AWS_ENDPOINT_URL, or else a MiniStack of its own, installed into .local/venv on first use.
 * Any number may run side by side, each in a folder of its own.
 * @throws StartError when Python is missing or too old, the port is taken, or the emulator does not come up
 */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const given = process.env.AWS_ENDPOINT_URL;
  if (given) {
    const { origin, host } = new URL(given);
    // Any answer will do: an emulator other than MiniStack has other pages.
    await waitUntilReady(origin, () => true);
    const directory = options.directory ?? localDirectory('emulators', host.replace(':', '-'));
    return { endpoint: origin, directory, ended: new Promise(() => undefined), stop: async () => undefined };
  }
  const port = options.port ?? (await freePort());
  await portMustBeUsable({ port });
  const python = await installEmulator(options.onProgress);
  if (!options.directory) clearOldLogs();
  const directory = options.directory ?? localDirectory('emulators', String(port));
  const keepState = options.keepState ?? false;
  const beginning = beginState(directory);
  const log = join(directory, 'emulator.log');
  const group = launch(python, port, directory, log, keepState);
  if (!group) throw new StartError(`${python} cannot be started; delete .local/venv and start again.`);

  const stop = async (wanted = { keepState }) => {
    // What is left of a state that should be kept is for the next start to tell of.
    if (keepState && group.hasEnded()) return group.kill();
    if (!wanted.keepState) {
      await group.kill();
      dropState(directory);
      for (const file of keepState ? [] : DEPLOYMENT_FILES)
        rmSync(join(directory, file), { recursive: true, force: true });
      return;
    }
    const asked = join(runningDirectory(directory), 'asked-to-end');
    try {
      writeFileSync(asked, '');
      // The functions must live while it writes its state.
      if (!(await group.end(KEEP_SECONDS * 1000)))
        throw new StartError(`The emulator did not write its state within ${KEEP_SECONDS} seconds.`);
    } finally {
      await group.kill();
    }
    keepWritten(directory, asked, new Date());
  };

  // Whoever is interrupted before it answers has lost nothing that the next start should tell of.
  const forget = () => dropState(directory);
  process.once('exit', forget);
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await waitUntilReady(
      `${endpoint}/_ministack/ready`,
      ({ ok }) => ok,
      () => (group.hasEnded() ? `its log is ${log}.\n${lastLines(log)}` : undefined),
    );
  } catch (error) {
    await stop({ keepState: false });
    throw orFromScratch(error, directory, beginning);
  } finally {
    process.off('exit', forget);
  }
  return { endpoint, directory, ended: group.ended, stop, ...(keepState && { beginning }) };
};

const launch = (
  python: string,
  port: number,
  directory: string,
  log: string,
  keepState: boolean,
): ProcessGroup | undefined => {
  const temporary = runningDirectory(directory);
  mkdirSync(temporary, { recursive: true });
  // The emulator starts functions from a CommonJS file in here, which the project's package.json would call a module.
  writeFileSync(join(temporary, 'package.json'), '{}');
  const state = stateDirectory(directory);
  if (keepState) forgetStreamPositions(state);
  const { AWS_ENDPOINT_URL: _, NODE_OPTIONS: __, ...inherited } = process.env;
  const output = openSync(log, 'w');
  const group = startProcessGroup(python, [join(import.meta.dirname, 'emulate.py')], {
    cwd: temporary,
    // It ends when its standard input does.
    stdio: ['pipe', output, output],
    env: {
      ...inherited,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      MINISTACK_REGION: EMULATOR_REGION,
      // MQTT is not used, and its listener's port is the same for every emulator.
      IOT_MTLS_ENABLED: '0',
      ...(keepState && { PERSIST_STATE: '1', S3_PERSIST: '1' }),
      STATE_DIR: state,
      S3_DATA_DIR: join(state, 's3'),
      TMPDIR: temporary,
      // Functions run with the first `node` on the path: the project's own, which is what AWS runs.
      PATH: [join(REPOSITORY, 'node_modules', '.bin'), inherited.PATH].join(delimiter),
    },
  });
  closeSync(output);
  return group;
};

/** A test's emulators leave their logs behind; those of yesterday are of no more use. */
const clearOldLogs = (): void => {
  const directory = localDirectory('emulators');
  for (const name of readdirSync(directory))
    if (Date.now() - statSync(join(directory, name)).mtimeMs > 86_400_000)
      rmSync(join(directory, name), { recursive: true, force: true });
};

/**
 * MiniStack 1.5.33 keeps how far a function has read a table's stream, but not the stream: after a start the function
 * would get nothing until as many records were written again. Without its place it begins with the new stream's first.
 */
const forgetStreamPositions = (stateDirectory: string): void => {
  const file = join(stateDirectory, 'lambda.json');
  if (!existsSync(file)) return;
  const state = JSON.parse(readFileSync(file, 'utf8'));
  state.payload.dynamodb_stream_positions.data = {};
  writeFileSync(file, JSON.stringify(state));
};

/** Path of a Python that has the emulator, installed as requirements.txt says. */
const installEmulator = (onProgress?: Progress): Promise<string> =>
  pythonWith({
    folder: 'venv',
    requirements: join(import.meta.dirname, 'requirements.txt'),
    name: 'the emulator of AWS',
    otherwise: ', or name a running emulator in AWS_ENDPOINT_URL',
    onProgress,
  });

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** @throws StartError when the emulator ends, or does not answer within a minute */
const waitUntilReady = async (
  url: string,
  isReady: (answer: Response) => boolean,
  lastWords: () => string | undefined = () => undefined,
): Promise<void> => {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
    const words = lastWords();
    if (words !== undefined) throw new StartError(`The emulator ended as it started; ${words}`.trimEnd());
    if (await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(isReady, () => false)) return;
  }
  throw new StartError(`The emulator at ${new URL(url).origin} does not answer.`);
};

const lastLines = (file: string): string =>
  readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
