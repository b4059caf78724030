import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isHeld, takeLock } from '../../tools/local/lock.ts';

let directory: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gridward-lock-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

/** Another process that holds the folder until it is killed. */
const otherHolder = async (): Promise<ChildProcess> => {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { takeLock } from ${JSON.stringify(join(import.meta.dirname, '../../tools/local/lock.ts'))};
      await takeLock(${JSON.stringify(directory)});
      console.log('held');
      setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  await once(child.stdout!, 'data');
  return child;
};

const taken = async () => {
  const lock = await takeLock(directory);
  if ('holder' in lock) throw new Error(`process ${lock.holder.pid} holds it`);
  return lock;
};

describe('the lock of a folder', () => {
  it('is held by one at a time, until it is released', async () => {
    expect(await isHeld(directory)).toBe(false);
    const lock = await taken();
    expect(await isHeld(directory)).toBe(true);
    expect(await takeLock(directory)).toEqual({ holder: { pid: process.pid, since: expect.any(String) } });
    await lock.release();
    expect(await isHeld(directory)).toBe(false);
    await (await taken()).release();
  });

  it('says which process holds it', async () => {
    const before = Date.now();
    const { pid } = await otherHolder();
    const lock = await takeLock(directory);
    expect(lock).toEqual({ holder: { pid, since: expect.any(String) } });
    expect('holder' in lock && Date.parse(lock.holder.since)).toBeGreaterThanOrEqual(before);
  });

  it('is free when its holder was killed', async () => {
    const child = await otherHolder();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await isHeld(directory)).toBe(false);
    await (await taken()).release();
  });

  it('is held also by a holder that is suspended', async () => {
    const child = await otherHolder();
    child.kill('SIGSTOP');
    expect(await isHeld(directory)).toBe(true);
  });
});
