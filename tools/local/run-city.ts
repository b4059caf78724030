import { relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from './emulator.ts';
import { inWords, KEEP_SECONDS, orFromScratch } from './emulator-state.ts';
import { mendable } from './mendable.ts';
import { StartError } from './workplace.ts';

/** Resolves with the first Ctrl-C, SIGTERM, or closing of the terminal. */
export const untilInterrupted = (): Promise<undefined> => {
  // Printing to a terminal that is closed fails.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return new Promise((resolve) => {
    // npm passes a signal on a second time: it must not end the stopping half-way.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve(undefined));
  });
};

export interface RunOptions {
  emulator: Emulator;
  /** Makes the city; answers, once it stands, with how to end what was started for it. */
  serve: () => Promise<() => Promise<void>>;
  interrupted: Promise<undefined>;
  print?: (line: string) => void;
}

/**
 * Runs a city on an emulator until it is interrupted, and keeps it then if it stands: one that does not stand yet may be
 * half-way through a deployment.
 * @throws StartError when the emulator ends by itself, or its state cannot be kept
 */
export const runCity = async ({
  emulator,
  serve,
  interrupted,
  print = console.log,
}: RunOptions): Promise<void> => {
  const died = emulator.ended.then((how) => {
    throw new StartError(lastWords(emulator, how));
  });
  let [stands, isDead] = [false, false];
  died.catch(() => {
    isDead = true;
  });
  try {
    const close = await Promise.race([serve(), interrupted, died]);
    if (!close) return;
    stands = true;
    await Promise.race([interrupted, died]);
    await close();
  } catch (error) {
    // A request may fail some moments before the end of the emulator is known to be the cause.
    await Promise.race([died, sleep(500)]);
    throw stands ? error : orFromScratch(error, emulator.directory, emulator.beginning);
  } finally {
    print(stands && !isDead && emulator.beginning ? KEEPING : '\nStopping …');
    await emulator.stop({ keepState: stands }).catch((error) => {
      const reason = mendable(error);
      throw reason === undefined
        ? error
        : new StartError(`The city is not kept. ${reason} ${next(emulator)}`);
    });
  }
};

/** 12 to 28 seconds were measured on two shared cores. */
const KEEPING = `
Stopping. Keeping the city for the next start takes some ten seconds, half a minute on a busy machine; after
${KEEP_SECONDS} seconds it is given up, and what was kept before stays …`;

const lastWords = (emulator: Emulator, how: string): string =>
  `The emulator ${how}; its log is ${relative(process.cwd(), emulator.directory)}/emulator.log. ${next(emulator)}`;

/** What comes after an end at which nothing is kept. */
const next = ({ beginning }: Emulator): string =>
  beginning?.keptAt === undefined
    ? 'Nothing was kept before: "npm start" makes the city anew.'
    : `"npm start" goes on from what was kept on ${inWords(beginning.keptAt)}; what came after is lost.`;
