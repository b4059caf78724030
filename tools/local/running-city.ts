import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandFor, type LocalCity } from './arguments.ts';
import type { DeployedCity } from './deploy.ts';
import { isHeld } from './lock.ts';
import type { DemoUser } from './users.ts';
import { LOCAL_DIRECTORY, StartError } from './workplace.ts';

/** What a local start leaves in demo.json of its folder for the demo and for whoever wants to try. */
export interface DemoFile extends DeployedCity, LocalCity {
  endpoint: string;
  region: string;
  users: DemoUser[];
}

export const DEMO_FILE = 'demo.json';

/** Folder below .local/ for all that belongs to one city on one port, and to no other. */
export const cityFolder = ({ city, port }: LocalCity): string => `${city}-${port}`;

/**
 * The city that runs on this machine.
 * @param command What the caller was started with: `npm run demo`
 * @throws StartError when none is running that was asked for, or when several are
 */
export const runningCity = async (
  wanted: Partial<LocalCity>,
  command: string,
  directory = LOCAL_DIRECTORY,
): Promise<DemoFile> => {
  const running: DemoFile[] = [];
  for (const file of globSync(`*/${DEMO_FILE}`, { cwd: directory }).sort()) {
    // A city that was killed leaves its file.
    if (!(await isHeld(join(directory, dirname(file))))) continue;
    const demo: DemoFile = JSON.parse(readFileSync(join(directory, file), 'utf8'));
    if ([undefined, demo.city].includes(wanted.city) && [undefined, demo.port].includes(wanted.port))
      running.push(demo);
  }
  const [found, ...others] = running;
  if (!found)
    throw new StartError(
      `${describeWanted(wanted)} is running here: run "${commandFor('npm start', wanted)}" in another terminal first.`,
    );
  if (others.length > 0)
    throw new StartError(
      [
        'Several cities are running here. Say which:',
        ...running.map(({ city, port }) => `${command} -- --city ${city} --port ${port}`),
      ].join('\n  '),
    );
  return found;
};

const describeWanted = ({ city, port }: Partial<LocalCity>): string =>
  city === undefined && port === undefined
    ? 'Nothing'
    : ['No', city ?? 'city', ...(port === undefined ? [] : [`on port ${port}`])].join(' ');
