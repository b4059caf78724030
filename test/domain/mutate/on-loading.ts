import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What the tests of the rules read. */
const READ = ['domain', 'test/domain', 'infra/cities', 'package.json', 'tsconfig.json'];

/**
 * Runs the tests of the rules over a copy of them in which one file is another. A mutant with which a file of tests cannot
 * even be loaded has no test that fails, so that Stryker takes it for a survivor: here the run fails.
 */
export const failsWith = (file: string, text: string, config: string): boolean => {
  const copy = resolve('.local/mutated');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const path of READ) cpSync(path, resolve(copy, path), { recursive: true });
  symlinkSync(resolve('node_modules'), resolve(copy, 'node_modules'));
  writeFileSync(resolve(copy, file), text);
  const vitest = resolve('node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', config, '--bail', '1'], {
    cwd: copy,
    stdio: 'ignore',
  });
  rmSync(copy, { recursive: true, force: true });
  return status !== 0;
};
