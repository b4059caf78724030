import { parseArgs } from 'node:util';
import { StartError } from './workplace.ts';

export interface StartOptions {
  city: string;
  port: number;
}

const DEFAULT: StartOptions = { city: 'nantong-demo', port: 4566 };

const USAGE = 'Usage: npm start -- [--city <folder under infra/cities>] [--port <number>]';

/**
 * What `npm start` was told.
 * @throws StartError with the usage when an option is unknown or has no value, or when the port is none
 */
export const readStartOptions = (args: string[]): StartOptions => {
  const { city = DEFAULT.city, port } = parsed(args);
  return { city, port: port === undefined ? DEFAULT.port : portOf(port) };
};

const parsed = (args: string[]) => {
  try {
    return parseArgs({ args, options: { port: { type: 'string' }, city: { type: 'string' } } }).values;
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n${USAGE}`);
  }
};

const portOf = (value: string): number => {
  const port = Number(value);
  if (/^\d+$/.test(value) && port >= 1 && port <= 65_535) return port;
  throw new StartError(`--port ${value} is no port: choose one from 1024 to 65535.`);
};
