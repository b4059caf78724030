import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../city/progress.ts';
import { takeLock } from './lock.ts';
import { runCommand } from './run-command.ts';
import { LOCAL_DIRECTORY, localDirectory, StartError } from './workplace.ts';

interface Wanted {
  /** Folder below .local/ that takes the environment. */
  folder: string;
  /** The file that pins its packages. */
  requirements: string;
  /** What they make, as people are told: `the emulator`. */
  name: string;
  /** What else would help then: `, or …`. */
  otherwise?: string;
  onProgress?: Progress | undefined;
}

/**
 * Path of a Python that has the packages of a requirements file, and no others. They are installed on first use, and
 * again when the file is another.
 * @throws StartError when Python is missing or too old, or the packages cannot be had
 */
export const pythonWith = async (wanted: Wanted): Promise<string> => {
  // Two may start for the first time at the same time.
  for (;;) {
    const lock = await takeLock(localDirectory());
    if ('release' in lock) return await install(wanted).finally(lock.release);
    await sleep(500);
  }
};

const install = async (wanted: Wanted): Promise<string> => {
  const { folder, requirements, name, onProgress = () => undefined } = wanted;
  const task = `Install ${name}`;
  const venv = join(LOCAL_DIRECTORY, folder);
  const installed = join(venv, 'bin', 'python');
  const seal = join(venv, 'installed');
  const pinned = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(installed) && existsSync(seal) && readFileSync(seal, 'utf8') === pinned) return installed;

  const python = findPython(wanted);
  const log = join(localDirectory(), 'install.log');
  rmSync(venv, { recursive: true, force: true });
  onProgress(task, 0, 2);
  await runCommand(python, ['-m', 'venv', venv], {
    purpose: `Making a Python environment in .local/${folder}`,
    log,
  }).catch((error: Error) => {
    if (!/ensurepip|No module named venv/.test(error.message)) throw error;
    throw new StartError(`${error.message}\nOn Debian and Ubuntu the package python3-venv is needed for it.`);
  });
  onProgress(task, 1, 2);
  await runCommand(
    installed,
    ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--requirement', requirements],
    { purpose: `Installing ${name} from PyPI`, log },
  );
  writeFileSync(seal, pinned);
  onProgress(task, 2, 2);
  return installed;
};

/** The first Python on the path that is new enough. */
const findPython = ({ name: needing, otherwise = '' }: Wanted): string => {
  const seen: string[] = [];
  for (const name of ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python']) {
    try {
      const version = execFileSync(name, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
      const [major = 0, minor = 0] = version.split('.').map(Number);
      if (major === 3 && minor >= 10) return name;
      seen.push(`${name} is ${version}`);
    } catch {
      // Not on this machine.
    }
  }
  throw new StartError(
    `${needing.replace(/^t/, 'T')} needs Python 3.10 or newer, and ${seen.length > 0 ? `here ${seen.join(', ')}` : 'there is none on the path'}. ` +
      `Install it from https://www.python.org/downloads/ or your package manager${otherwise}.`,
  );
};
