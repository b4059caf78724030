import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { REPOSITORY, StartError } from './workplace.ts';

export interface CommandOptions {
  /** What the command is for: begins the sentence that tells of its failure. */
  purpose: string;
  /** File that takes all the command's output. */
  log: string;
  env?: Record<string, string>;
  onLine?: (line: string) => void;
}

/**
 * Runs a command to its end, or to this process's.
 * @throws StartError with the last lines of its output when it cannot be started or fails
 * @throws the file system's error when the log cannot be written
 */
export const runCommand = (
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: REPOSITORY,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    const tail: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      createInterface(stream).on('line', (line) => {
        try {
          appendFileSync(options.log, `${line}\n`);
        } catch (error) {
          reject(error);
          kill();
        }
        if (tail.push(line) > 15) tail.shift();
        options.onLine?.(line);
      });
    child.on('error', (error) => reject(new StartError(`${options.purpose} failed: ${error.message}.`)));
    child.on('close', (code) => {
      process.off('exit', kill);
      if (code === 0) resolve();
      else reject(new StartError(failure(options, tail)));
    });
  });

const failure = ({ purpose, log }: CommandOptions, tail: readonly string[]): string =>
  tail.some((line) => /ENOSPC|EDQUOT|No space left|quota exceeded/i.test(line))
    ? `${purpose} failed: the disk is full. Make room on it, then run the command again.`
    : [`${purpose} failed (${log}):`, ...tail].join('\n  ');
