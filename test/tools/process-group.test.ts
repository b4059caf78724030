import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ProcessGroup, startProcessGroup } from '../../tools/local/process-group.ts';

const LOCAL = join(import.meta.dirname, '../../tools/local');

let directory: string;
const groups: ProcessGroup[] = [];
const starters: ChildProcess[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gridward-group-'));
});
afterEach(async () => {
  for (const starter of starters.splice(0)) starter.kill('SIGKILL');
  await Promise.all(groups.splice(0).map(({ kill }) => kill()));
  rmSync(directory, { recursive: true, force: true });
});

const node = (script: string): ProcessGroup => {
  const group = startProcessGroup(process.execPath, ['-e', script], { stdio: 'ignore', cwd: directory })!;
  groups.push(group);
  return group;
};
const noted = (file: string) => vi.waitFor(() => Number(readFileSync(join(directory, file), 'utf8') || NaN));
const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const note = (file: string) => `require('fs').writeFileSync('${file}', String(process.pid));`;
const WAIT = 'setInterval(() => {}, 1000);';

describe('a process group', () => {
  it('says how its first process ended', async () => {
    expect(await node('process.exit(3)').ended).toBe('ended with exit code 3');
    expect(await node(`process.kill(process.pid, 'SIGKILL'); ${WAIT}`).ended).toBe('was killed by SIGKILL');
  });

  it('lets its first process end in its own time, and no longer than told', async () => {
    const tidy = node(
      `process.on('SIGTERM', () => { ${note('tidied')} process.exit(0) }); ${note('ready')} ${WAIT}`,
    );
    await noted('ready');
    expect(await tidy.end(10_000)).toBe(true);
    expect(existsSync(join(directory, 'tidied'))).toBe(true);

    const deaf = node(`process.on('SIGTERM', () => undefined); ${note('deaf')} ${WAIT}`);
    await noted('deaf');
    expect(await deaf.end(50)).toBe(false);
    expect(deaf.hasEnded()).toBe(false);
    await deaf.kill();
    expect(deaf.hasEnded()).toBe(true);
  });

  it('ends with all that its processes have started', async () => {
    const group = node(
      `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(note('child') + WAIT)}]); ${WAIT}`,
    );
    const child = await noted('child');
    await group.kill();
    await vi.waitFor(() => expect(lives(child)).toBe(false), 10_000);
  });

  it('is none when there is no such program', () => {
    expect(startProcessGroup(join(directory, 'nothing'), [], { stdio: 'ignore' })).toBeUndefined();
  });
});

describe('the process of the emulator', () => {
  it('ends, with its functions, when its starter is killed', async () => {
    mkdirSync(join(directory, 'ministack'));
    writeFileSync(join(directory, 'ministack', '__init__.py'), '');
    writeFileSync(
      join(directory, 'ministack', 'app.py'),
      `import os, subprocess, sys, time
def main():
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
    for name, pid in (("function", child.pid), ("emulator", os.getpid())):
        with open(name, "w") as file:
            file.write(str(pid))
    time.sleep(300)
`,
    );
    const starter = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { startProcessGroup } from ${JSON.stringify(join(LOCAL, 'process-group.ts'))};
        startProcessGroup('python3', [${JSON.stringify(join(LOCAL, 'emulate.py'))}], { stdio: ['pipe', 'ignore', 'ignore'] });
        ${WAIT}`,
      ],
      { cwd: directory, stdio: 'ignore', env: { ...process.env, PYTHONPATH: directory } },
    );
    starters.push(starter);
    await vi.waitFor(() => readFileSync(join(directory, 'emulator')), { timeout: 20_000 });
    const [emulator, child] = [await noted('emulator'), await noted('function')];
    expect([lives(emulator), lives(child)]).toEqual([true, true]);
    starter.kill('SIGKILL');
    await vi.waitFor(() => expect([lives(emulator), lives(child)]).toEqual([false, false]), 10_000);
  });
});
