import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pythonWith } from '../../tools/local/python.ts';
import { runCommand } from '../../tools/local/run-command.ts';
import { localDirectory } from '../../tools/local/workplace.ts';
import { DOCUMENT_FILE } from '../../tools/openapi/document.ts';
import type { Scene } from './whole-life.ts';

/** A client in Python, generated of docs/openapi.yaml, and what is written with it. */
export interface PythonClient {
  /** @throws Error with what mypy finds in what is written with it */
  check(): Promise<void>;
  /** What it tells at its end. */
  liveWholeLife(scene: Scene): Promise<string>;
}

const SCRIPT = join(import.meta.dirname, 'whole_life.py');
const GENERATED = 'gridward_client';

/**
 * Generates it; the generator and mypy are installed on first use.
 * @throws Error when the generator leaves anything out
 */
export const generatePythonClient = async (): Promise<PythonClient> => {
  const folder = localDirectory('clients');
  const log = join(folder, 'log');
  const python = await pythonWith({
    folder: 'venv-clients',
    requirements: join(import.meta.dirname, 'requirements.txt'),
    name: 'the generator of clients',
  });
  const run = (purpose: string, args: string[]) =>
    runCommand(python, ['-m', ...args], { purpose, log, env: { MYPYPATH: folder } });

  writeFileSync(log, '');
  const client = join(folder, GENERATED);
  rmSync(client, { recursive: true, force: true });
  await run('Generating a client in Python', [
    ...['openapi_python_client', 'generate', '--path', DOCUMENT_FILE, '--output-path', client],
    ...['--meta', 'none', '--config', join(import.meta.dirname, 'generator.yaml'), '--fail-on-warning'],
  ]);
  return {
    check: () =>
      run('Looking at what is written with it', [
        // What is generated is the generator's; it gives the types by which the script is judged.
        ...['mypy', '--strict', '--python-version', '3.10', '--follow-imports', 'silent'],
        ...['--cache-dir', join(folder, 'mypy'), SCRIPT],
      ]),
    liveWholeLife: (scene) => live(python, folder, scene),
  };
};

const live = (python: string, folder: string, { url, tokens, place, now, wait }: Scene): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(python, [SCRIPT], {
      env: {
        PYTHONPATH: folder,
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONUTF8: '1',
        GRIDWARD_URL: url,
        GRIDWARD_RESIDENT: tokens.resident,
        GRIDWARD_OFFICE: tokens.office,
        ...Object.fromEntries(tokens.workers.map((token, n) => [`GRIDWARD_WORKER_${n + 1}`, token])),
        GRIDWARD_LON: String(place.lon),
        GRIDWARD_LAT: String(place.lat),
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let told = '';
    let errors = '';
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line !== 'wait') {
        told += line;
        return;
      }
      wait();
      child.stdin.write(`${now().replace('Z', '+00:00')}\n`);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(told) : reject(new Error(errors))));
  });
