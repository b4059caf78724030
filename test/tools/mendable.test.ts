import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mendable } from '../../tools/local/mendable.ts';
import { runCommand } from '../../tools/local/run-command.ts';
import { StartError } from '../../tools/local/workplace.ts';

const failing = (code: string, path?: string) => Object.assign(new Error(`${code}: raw`), { code, path });

describe('mendable', () => {
  it('says what to do when the disk is full or may not be written', () => {
    expect(mendable(failing('ENOSPC', '.local/install.log'))).toBe(
      'The disk is full at .local/install.log: make room on it, then run the command again.',
    );
    expect(mendable(failing('EDQUOT'))).toBe(
      'The disk is full: make room on it, then run the command again.',
    );
    for (const code of ['EACCES', 'EPERM', 'EROFS'])
      expect(mendable(failing(code, '.local'))).toBe(
        'You may not write at .local: take the folder over (chown), or use a clone of your own, then run the command again.',
      );
  });

  it('is the message of an error that was made for the person at the terminal', () => {
    expect(mendable(new StartError('Port 4566 is taken.'))).toBe('Port 4566 is taken.');
  });

  it('is nothing for all others: their stack trace is needed', () => {
    for (const error of [new TypeError('x is not a function'), failing('EISDIR'), 'a string', undefined])
      expect(mendable(error)).toBeUndefined();
  });
});

describe('runCommand', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'gridward-command-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const run = (script: string, log = join(directory, 'log')) =>
    runCommand(process.execPath, ['-e', script], { purpose: 'Installing the emulator', log });

  it('fails with the last lines of the output and keeps all of it in the log', async () => {
    const log = join(directory, 'log');
    await expect(run('console.log("one"); console.error("two"); process.exit(1)')).rejects.toThrow(
      new RegExp(`^Installing the emulator failed \\(${log}\\):\n {2}(one\n {2}two|two\n {2}one)$`),
    );
    expect(readFileSync(log, 'utf8').split('\n').sort()).toEqual(['', 'one', 'two']);
  });

  it.each([
    'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device',
    'Error: ENOSPC: no space left on device, write',
    'OSError: [Errno 122] Disk quota exceeded',
  ])('says that the disk is full when the command does: %s', async (line) => {
    await expect(run(`console.error(${JSON.stringify(line)}); process.exit(1)`)).rejects.toThrow(
      /^Installing the emulator failed: the disk is full\. Make room on it, then run the command again\.$/,
    );
  });

  it('ends the command and fails when the log cannot be written', async () => {
    const began = Date.now();
    await expect(run('console.log("one"); setTimeout(() => {}, 30_000)', directory)).rejects.toThrow(
      expect.objectContaining({ code: 'EISDIR' }),
    );
    expect(Date.now() - began).toBeLessThan(20_000);
  });
});
