import { describe, expect, it } from 'vitest';
import { readStartOptions } from '../../tools/local/start-options.ts';

const USAGE = 'Usage: npm start -- [--city <folder under infra/cities>] [--port <number>]';

describe('the options of npm start', () => {
  it('are a city and a port', () => {
    expect(readStartOptions([])).toEqual({ city: 'nantong-demo', port: 4566 });
    expect(readStartOptions(['--city', 'nantong', '--port=4701'])).toEqual({ city: 'nantong', port: 4701 });
  });

  it.each([
    [['--prot', '4567'], /^Unknown option '--prot'/],
    [['suzhou'], /^Unexpected argument 'suzhou'/],
    [['--port'], /^Option '--port <value>' argument missing/],
    [['--port', '--city', 'nantong'], /^Option '--port' argument is ambiguous/],
  ])('%j are refused with the usage', (args, reason) => {
    expect(() => readStartOptions(args)).toThrow(reason);
    expect(() => readStartOptions(args)).toThrow(USAGE);
  });

  it.each(['abc', '', '0', '65536', '45.6', '-1', '0x1000'])('do not take %j for a port', (port) => {
    expect(() => readStartOptions([`--port=${port}`])).toThrow(
      `--port ${port} is no port: choose one from 1024 to 65535.`,
    );
  });
});
