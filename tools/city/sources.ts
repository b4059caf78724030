import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { CITIES_DIRECTORY, CityError, cityFile, foldersOf } from '../../infra/city.ts';
import { type Fault, inOrder } from '../../infra/fault.ts';
import { jsonOf, textOf, UnreadableFile } from '../../infra/file-text.ts';
import { AREAS_FILE } from './areas.ts';
import { BORDERS_FILE } from './borders.ts';
import { POLICY_FILE } from './duties.ts';
import { STAFF_FILE } from './staff.ts';
import { SUCCESSORS_FILE } from './successors.ts';
import { UNITS_FILE } from './units.ts';

const CALENDARS_DIRECTORY = 'calendars';

/** A city's reference data as its files have it, not checked yet. */
export interface Sources {
  areas: string;
  borders: unknown;
  units: string;
  staff: string;
  successors?: string;
  policy: unknown;
  /** By file name, so by year. */
  calendars: { file: string; content: unknown }[];
}

/**
 * Reads a city's folder, with what it takes from the city that it is based on: files that it does not have, and years of
 * the calendar. The notes are of files that nothing reads.
 */
export const readSources = (
  folder: string,
  directory = CITIES_DIRECTORY,
): { sources: Sources; notes: string[] } | { faults: Fault[] } => {
  const faults: Fault[] = [];
  const unread = unreadFiles(folder, directory);
  const read = <Content>(
    file: string,
    parse: (bytes: Buffer) => Content,
    from = folder,
  ): Content | undefined => {
    try {
      const path = cityFile(from, file, directory);
      if (path) return parse(readFileSync(path));
      faults.push(missing(file, unread));
    } catch (error) {
      faults.push(faultOf(file, error as Error));
    }
    return undefined;
  };

  const years = calendarFiles(folder, directory);
  if (years.length === 0) faults.push(missing(CALENDARS_DIRECTORY, unread));

  const successors = cityFile(folder, SUCCESSORS_FILE, directory);
  const policy = onItsBase(read(POLICY_FILE, jsonOf), (base) => read(POLICY_FILE, jsonOf, base));
  if (policy.fault) faults.push(policy.fault);
  const sources = {
    areas: read(AREAS_FILE, textOf) ?? '',
    borders: read(BORDERS_FILE, (bytes) => jsonOf(unpacked(bytes))),
    units: read(UNITS_FILE, textOf) ?? '',
    staff: read(STAFF_FILE, textOf) ?? '',
    ...(successors !== undefined && { successors: read(SUCCESSORS_FILE, textOf) ?? '' }),
    policy: policy.content,
    calendars: years.map((file) => ({ file, content: read(file, jsonOf) })),
  };
  if (faults.length > 0) return { faults: inOrder(faults) };
  return { sources, notes: unread.length === 0 ? [] : [`nothing reads ${unread.join(', ')}`] };
};

/** A calendar's file is called by its year; a year of the city's own takes the place of the base's. */
const YEAR_FILE = /^\d{4}\.json$/;

const namesIn = (path: string): string[] => (existsSync(path) ? readdirSync(path).sort() : []);

const calendarFiles = (folder: string, directory: string): string[] => {
  const names = foldersOf(folder, directory).flatMap((path) => namesIn(join(path, CALENDARS_DIRECTORY)));
  return [...new Set(names)]
    .filter((name) => YEAR_FILE.test(name))
    .sort()
    .map((name) => `${CALENDARS_DIRECTORY}/${name}`);
};

const READ = [AREAS_FILE, BORDERS_FILE, UNITS_FILE, STAFF_FILE, SUCCESSORS_FILE, POLICY_FILE];

/** Files of the city's own folder whose names say nothing to the import: 2026.json.txt, a copy of units.csv. */
const unreadFiles = (folder: string, directory: string): string[] => {
  const own = join(directory, folder);
  const known = [...READ, CALENDARS_DIRECTORY, 'city.json', 'README.md'];
  return [
    ...namesIn(own).filter((name) => !known.includes(name)),
    ...namesIn(join(own, CALENDARS_DIRECTORY))
      .filter((name) => !YEAR_FILE.test(name))
      .map((name) => `${CALENDARS_DIRECTORY}/${name}`),
  ].filter((name) => !/(^|\/)[.~]/.test(name));
};

/** A file that is missing may be there under a name that a system changed. */
const missing = (file: string, unread: readonly string[]): Fault => {
  const [stem = file] = file.toLowerCase().split('.');
  const like = unread.find((name) => name.toLowerCase().startsWith(stem));
  return {
    file,
    message: file === CALENDARS_DIRECTORY ? 'there is no calendar' : 'the file is missing',
    remedy:
      like !== undefined
        ? `${like} is not read: rename it`
        : file === CALENDARS_DIRECTORY
          ? 'write calendars/<year>.json for this year, by the notice of the State Council'
          : 'write it, or name a city that has it as "basedOn" in city.json',
  };
};

/** What keeps a file from being read; the base that a policy names may be at fault as well. */
const faultOf = (file: string, error: Error): Fault =>
  error instanceof CityError && error.faults[0]
    ? { ...error.faults[0], file }
    : {
        file,
        message: error.message,
        ...(error instanceof UnreadableFile && { remedy: error.remedy }),
      };

const unpacked = (bytes: Buffer): Buffer => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b)
    throw new UnreadableFile(
      'this is not gzip',
      'pack it: gzip grids.geojson makes grids.geojson.gz; a new name alone does not pack it',
    );
  try {
    return gunzipSync(bytes);
  } catch {
    throw new UnreadableFile('this gzip file is cut off or damaged', 'pack it again: gzip grids.geojson');
  }
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * A policy that is based on another city's replaces its parts one by one. A case keeps the name of the version it was filed
 * under, so what differs has a name of its own.
 */
const onItsBase = (
  policy: unknown,
  readBase: (folder: string) => unknown,
): { content: unknown; fault?: Fault } => {
  if (!isObject(policy) || typeof policy.basedOn !== 'string') return { content: policy };
  const { basedOn, ...own } = policy;
  const base = readBase(basedOn as string);
  if (!isObject(base)) return { content: own };
  const content = { ...base, ...own };
  if (own.version !== undefined && own.version !== base.version) return { content };
  const changed = Object.keys(own).filter((part) => !isDeepStrictEqual(own[part], base[part]));
  if (changed.length === 0) return { content };
  return {
    content,
    fault: {
      file: POLICY_FILE,
      field: 'version',
      message: `${changed.join(', ')} differ from ${basedOn}, and the version is ${base.version}, as there`,
      remedy: 'write a version of its own, such as "version": "<city>-2026-1"',
    },
  };
};
