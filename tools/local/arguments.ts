import { type ParseArgsConfig, parseArgs } from 'node:util';
import { StartError } from './workplace.ts';

/** What a local city is known by: several may run side by side. */
export interface LocalCity {
  /** Folder under infra/cities. */
  city: string;
  port: number;
}

export const DEFAULT_CITY: LocalCity = { city: 'nantong-demo', port: 4566 };

/** The options that name a local city. */
export const CITY_OPTIONS = { city: { type: 'string' }, port: { type: 'string' } } as const;
export const CITY_USAGE = '[--city <folder under infra/cities>] [--port <number>]';

/**
 * What a command was told.
 * @throws StartError with the usage when an option is unknown or has no value
 */
export const readArguments = <T extends ParseArgsConfig>(config: T, usage: string) => {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new StartError(`${(error as Error).message}\nUsage: ${usage}`);
  }
};

/**
 * The values of CITY_OPTIONS, as far as they were given.
 * @throws StartError when the port is none
 */
export const cityOf = (values: {
  city?: string | undefined;
  port?: string | undefined;
}): Partial<LocalCity> => ({
  ...(values.city !== undefined && { city: values.city }),
  ...(values.port !== undefined && { port: portOf(values.port) }),
});

const portOf = (value: string): number => {
  const port = Number(value);
  if (/^\d+$/.test(value) && port >= 1 && port <= 65_535) return port;
  throw new StartError(`--port ${value} is no port: choose one from 1024 to 65535.`);
};

/** The command that starts a city, and so on: `npm start -- --city suzhou --port 4567`. */
export const commandFor = (command: string, { city, port }: Partial<LocalCity>): string => {
  const options = [
    ...(city === undefined || city === DEFAULT_CITY.city ? [] : ['--city', city]),
    ...(port === undefined || port === DEFAULT_CITY.port ? [] : ['--port', port]),
  ];
  return [command, ...(options.length > 0 ? ['--', ...options] : [])].join(' ');
};
