import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { CITIES_DIRECTORY, CityError, cityFile } from '../../infra/city.ts';
import type { Fault } from '../../infra/fault.ts';
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

/** Reads a city's folder, with what it takes from the city that it is based on. */
export const readSources = (
  folder: string,
  directory = CITIES_DIRECTORY,
): { sources: Sources } | { faults: Fault[] } => {
  const faults: Fault[] = [];
  const read = <Content>(
    file: string,
    parse: (bytes: Buffer) => Content,
    from = folder,
  ): Content | undefined => {
    try {
      const path = cityFile(from, file, directory);
      if (path) return parse(readFileSync(path));
      faults.push({ file, message: 'the file is missing' });
    } catch (error) {
      faults.push(faultOf(file, error as Error));
    }
    return undefined;
  };

  const calendars = cityFile(folder, CALENDARS_DIRECTORY, directory);
  const years = calendars ? readdirSync(calendars).filter((file) => file.endsWith('.json')) : [];
  if (years.length === 0) faults.push({ file: CALENDARS_DIRECTORY, message: 'there is no calendar' });

  const successors = cityFile(folder, SUCCESSORS_FILE, directory);
  const sources = {
    areas: read(AREAS_FILE, textOf) ?? '',
    borders: read(BORDERS_FILE, (bytes) => jsonOf(unpacked(bytes))),
    units: read(UNITS_FILE, textOf) ?? '',
    staff: read(STAFF_FILE, textOf) ?? '',
    ...(successors !== undefined && { successors: read(SUCCESSORS_FILE, textOf) ?? '' }),
    policy: onItsBase(read(POLICY_FILE, jsonOf), (base) => read(POLICY_FILE, jsonOf, base)),
    calendars: years.sort().map((year) => {
      const file = `${CALENDARS_DIRECTORY}/${year}`;
      return { file, content: read(file, jsonOf) };
    }),
  };
  return faults.length > 0 ? { faults } : { sources };
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

/** A policy that is based on another city's replaces its parts one by one. */
const onItsBase = (policy: unknown, readBase: (folder: string) => unknown): unknown => {
  if (!isObject(policy) || typeof policy.basedOn !== 'string') return policy;
  const { basedOn, ...own } = policy;
  const base = readBase(basedOn as string);
  return { ...(isObject(base) ? base : {}), ...own };
};
