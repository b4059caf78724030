import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process and all that it starts. They end with this process at the latest. */
export interface ProcessGroup {
  /** Settles when the first of them has ended, with how: `was killed by SIGKILL`. */
  ended: Promise<string>;
  hasEnded: () => boolean;
  /** Asks the first of them alone to end, and waits; false when it does not within `milliseconds`. */
  end: (milliseconds: number) => Promise<boolean>;
  /** Ends all of them at once. */
  kill: () => Promise<void>;
}

/** A process as the first of a group of its own, so that Ctrl-C does not reach it; undefined when it cannot be started. */
export const startProcessGroup = (
  command: string,
  args: readonly string[],
  options: Omit<SpawnOptions, 'detached'>,
): ProcessGroup | undefined => {
  const child: ChildProcess = spawn(command, args, { ...options, detached: true });
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(signal ? `was killed by ${signal}` : `ended with exit code ${code}`),
    );
    child.once('error', ({ message }) => resolve(`cannot be started: ${message}`));
  });
  const { pid } = child;
  if (pid === undefined) return undefined;

  const killAll = () => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The group is gone.
    }
  };
  process.once('exit', killAll);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    ended,
    hasEnded,
    end: async (milliseconds) => {
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(milliseconds, undefined, { ref: false })]);
      return hasEnded();
    },
    kill: async () => {
      killAll();
      await ended;
      process.off('exit', killAll);
    },
  };
};
