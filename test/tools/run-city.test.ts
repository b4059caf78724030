import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Emulator } from '../../tools/local/emulator.ts';
import { runCity } from '../../tools/local/run-city.ts';
import { StartError } from '../../tools/local/workplace.ts';

const KEPT_AT = '2026-11-25T08:00:00.000Z';

/** A city on an emulator of paper: it stands, is interrupted and dies when the test says so. */
const city = (kept: { keptAt?: string } = { keptAt: KEPT_AT }) => {
  const [served, interruption, death] = [
    Promise.withResolvers<() => Promise<void>>(),
    Promise.withResolvers<undefined>(),
    Promise.withResolvers<string>(),
  ];
  const stop = vi.fn<Emulator['stop']>(async () => death.resolve('ended with exit code 0'));
  const close = vi.fn(async () => undefined);
  const printed: string[] = [];
  const running = runCity({
    emulator: {
      endpoint: 'http://127.0.0.1:4566',
      directory: join(process.cwd(), '.local', 'x'),
      beginning: { unkept: false, damaged: false, ...kept },
      ended: death.promise,
      stop,
    },
    serve: () => served.promise,
    interrupted: interruption.promise,
    print: (line) => printed.push(line),
  });
  running.catch(() => undefined);
  return {
    running,
    stop,
    close,
    printed,
    stands: async () => {
      served.resolve(close);
      await new Promise(setImmediate);
    },
    fails: (error: Error) => served.reject(error),
    interrupt: () => interruption.resolve(undefined),
    die: (how: string) => death.resolve(how),
  };
};

describe('a running city', () => {
  it('is kept when it is interrupted', async () => {
    const { running, stands, interrupt, stop, close, printed } = city();
    await stands();
    expect(stop).not.toHaveBeenCalled();
    interrupt();
    await running;
    expect(close).toHaveBeenCalledOnce();
    expect(stop.mock.calls).toEqual([[{ keepState: true }]]);
    expect(printed).toEqual([
      expect.stringMatching(/Keeping the city .* half a minute .*after\n120 seconds it is given up/),
    ]);
  });

  it('is not kept when it is interrupted before it stands', async () => {
    const { running, interrupt, stop, printed } = city();
    interrupt();
    await running;
    expect(stop.mock.calls).toEqual([[{ keepState: false }]]);
    expect(printed).toEqual(['\nStopping …']);
  });

  it('is not kept when it cannot be made', async () => {
    const { running, fails, stop } = city();
    fails(new Error('Deploying failed'));
    await expect(running).rejects.toThrow(/^Deploying failed$/);
    expect(stop.mock.calls).toEqual([[{ keepState: false }]]);
  });

  it('has a way out when what was kept is what it cannot be made from', async () => {
    const { running, fails } = city();
    fails(new StartError('Deploying nantong-demo failed.'));
    await expect(running).rejects.toThrow(
      /^Deploying nantong-demo failed\.\nIf that happens again, start from scratch: delete \S+\.local\/x\/kept\.$/,
    );
    const anew = city({});
    anew.fails(new StartError('Deploying nantong-demo failed.'));
    await expect(anew.running).rejects.toThrow(/^Deploying nantong-demo failed\.$/);
  });

  it('says why it could not be kept and what the next start goes on from', async () => {
    const { running, stands, interrupt, stop } = city();
    await stands();
    stop.mockRejectedValue(new StartError('The emulator did not write dynamodb.json: is the disk full?'));
    interrupt();
    await expect(running).rejects.toThrow(
      'The city is not kept. The emulator did not write dynamodb.json: is the disk full? "npm start" goes on from ' +
        `what was kept on ${new Date(KEPT_AT).toLocaleString('sv')}; what came after is lost.`,
    );
  });

  it('ends with the emulator, and says how that ended, where its log is and what is lost', async () => {
    const { running, stands, die, stop, close, printed } = city();
    await stands();
    die('was killed by SIGKILL');
    await expect(running).rejects.toThrow(
      'The emulator was killed by SIGKILL; its log is .local/x/emulator.log. "npm start" goes on from what was ' +
        `kept on ${new Date(KEPT_AT).toLocaleString('sv')}; what came after is lost.`,
    );
    expect(close).not.toHaveBeenCalled();
    expect(stop).toHaveBeenCalledOnce();
    expect(printed).toEqual(['\nStopping …']);
  });

  it('ends with the emulator also before it stands, and when a request fails a moment earlier', async () => {
    const { running, fails, die } = city({});
    fails(new Error('ECONNRESET'));
    setTimeout(() => die('ended with exit code 1'), 50);
    await expect(running).rejects.toThrow(
      'The emulator ended with exit code 1; its log is .local/x/emulator.log. ' +
        'Nothing was kept before: "npm start" makes the city anew.',
    );
  });
});

describe('untilInterrupted', () => {
  const script = `
    import { untilInterrupted } from ${JSON.stringify(join(import.meta.dirname, '../../tools/local/run-city.ts'))};
    const running = setInterval(() => {}, 1000);
    const interrupted = untilInterrupted();
    console.log('ready');
    await interrupted;
    clearInterval(running);
    // The terminal of this process is gone by now: printing must not end it.
    for (let line = 0; line < 3; line++) console.log('stopping');
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.exit(7);`;

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('hears %s, and stops in its own time', async (signal) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      child.stdout.destroy();
      child.kill(signal);
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([7, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
