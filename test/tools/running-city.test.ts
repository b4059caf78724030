import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalCity } from '../../tools/local/arguments.ts';
import { takeLock } from '../../tools/local/lock.ts';
import { cityFolder, runningCity } from '../../tools/local/running-city.ts';

let directory: string;
const locks: Awaited<ReturnType<typeof takeLock>>[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gridward-running-'));
});
afterEach(async () => {
  for (const lock of locks.splice(0)) if ('release' in lock) await lock.release();
  rmSync(directory, { recursive: true, force: true });
});

const was = (local: LocalCity): string => {
  const folder = join(directory, cityFolder(local));
  mkdirSync(folder);
  writeFileSync(join(folder, 'demo.json'), JSON.stringify(local));
  return folder;
};
const runs = async (city: string, port: number): Promise<LocalCity> => {
  locks.push(await takeLock(was({ city, port })));
  return { city, port };
};
const find = (wanted: Partial<LocalCity> = {}) => runningCity(wanted, 'npm run demo', directory);

describe('the running city', () => {
  it('is the only one, whichever it is', async () => {
    const suzhou = await runs('suzhou', 4701);
    was({ city: 'nantong-demo', port: 4566 });
    expect(await find()).toEqual(suzhou);
  });

  it('is the one that was asked for, of several', async () => {
    const nantong = await runs('nantong-demo', 4566);
    const suzhou = await runs('suzhou', 4567);
    const other = await runs('suzhou', 4568);
    expect(await find({ city: 'nantong-demo' })).toEqual(nantong);
    expect(await find({ port: 4567 })).toEqual(suzhou);
    expect(await find({ city: 'suzhou', port: 4568 })).toEqual(other);
    await expect(find({ city: 'suzhou' })).rejects.toThrow(
      /^Several cities are running here\. Say which:\n {2}npm run demo -- --city suzhou --port 4567\n {2}npm run demo -- --city suzhou --port 4568$/,
    );
  });

  it('is none when all have ended, however they did', async () => {
    was({ city: 'nantong-demo', port: 4566 });
    await expect(find()).rejects.toThrow(
      'Nothing is running here: run "npm start" in another terminal first.',
    );
    await expect(find({ city: 'suzhou', port: 4567 })).rejects.toThrow(
      'No suzhou on port 4567 is running here: run "npm start -- --city suzhou --port 4567" in another terminal first.',
    );
  });
});
