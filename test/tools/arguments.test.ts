import { describe, expect, it } from 'vitest';
import { CITY_OPTIONS, cityOf, commandFor, readArguments } from '../../tools/local/arguments.ts';

const read = (...args: string[]) =>
  cityOf(readArguments({ args, options: CITY_OPTIONS }, 'npm start').values);

describe('the options of a local city', () => {
  it('are a city and a port', () => {
    expect(read()).toEqual({});
    expect(read('--city', 'nantong', '--port=4701')).toEqual({ city: 'nantong', port: 4701 });
  });

  it.each([
    [['--prot', '4567'], /^Unknown option '--prot'/],
    [['suzhou'], /^Unexpected argument 'suzhou'/],
    [['--port'], /^Option '--port <value>' argument missing/],
    [['--port', '--city', 'nantong'], /^Option '--port' argument is ambiguous/],
  ])('%j are refused with the usage', (args, reason) => {
    expect(() => read(...args)).toThrow(reason);
    expect(() => read(...args)).toThrow(/\nUsage: npm start$/);
  });

  it.each(['abc', '', '0', '65536', '45.6', '-1', '0x1000'])('do not take %j for a port', (port) => {
    expect(() => read(`--port=${port}`)).toThrow(`--port ${port} is no port: choose one from 1024 to 65535.`);
  });
});

describe('commandFor', () => {
  it('is a command to paste, with what differs from the default', () => {
    expect(commandFor('npm start', {})).toBe('npm start');
    expect(commandFor('npm start', { city: 'nantong-demo', port: 4566 })).toBe('npm start');
    expect(commandFor('npm run demo', { city: 'nantong-demo', port: 4567 })).toBe(
      'npm run demo -- --port 4567',
    );
    expect(commandFor('npm start', { city: 'suzhou', port: 4567 })).toBe(
      'npm start -- --city suzhou --port 4567',
    );
  });
});
