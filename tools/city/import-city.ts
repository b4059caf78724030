import { ulid } from 'ulid';
import type { EpochDay } from '#domain/time/calendar.ts';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import { type Current, type Edition, IMPORT_SECTIONS, inForce } from '#shared/store/city-store.ts';
import { hashOf } from '#shared/store/content-hash.ts';
import type { CityImport } from '#shared/store/dynamodb/city-import.ts';
import type { ImportItem } from '#shared/store/dynamodb/grids-table.ts';
import { CITIES_DIRECTORY, loadCity } from '../../infra/city.ts';
import { type Fault, linesOf } from '../../infra/fault.ts';
import { coverageOf } from './calendar-coverage.ts';
import { type CityFolder, readCityFolder } from './city-folder.ts';
import { POLICY_FILE } from './duties.ts';
import { countsOf, forEachSection, ITEM_LAYOUT, itemsOf } from './items.ts';
import type { Progress } from './progress.ts';
import { readSources } from './sources.ts';
import type { StaffRow } from './staff.ts';

export interface ImportOptions {
  /** Name of the city's folder. */
  city: string;
  /** The city's Grids table. */
  grids: CityImport;
  onProgress?: Progress;
  /** Staff beyond staff.csv, e.g. for tests. */
  extraStaff?: readonly StaffRow[];
  /** From when on the import is in force; until then nothing of it is seen. @default - at once */
  effective?: Instant;
  /** The day that the calendar has to cover. @default - none: a trial on one's own machine goes on with a guess */
  today?: EpochDay;
  /** @default infra/cities */
  directory?: string;
}

export interface ImportResult {
  /** `unchanged`: the city in use, or the planned one, already says the same; `planned`: in force later. */
  outcome: 'imported' | 'planned' | 'unchanged';
  current: Current;
  notes: string[];
}

/** A city's folder with faults: nothing was written. */
export class ImportError extends Error {
  readonly faults: Fault[];
  constructor(faults: Fault[]) {
    super(linesOf(faults).join('\n'));
    this.name = 'ImportError';
    this.faults = faults;
  }
}

/** How many items are written between two notes of how far the import is. */
const STRIDE = 1000;

/**
 * Imports a city's folder: checks all of it, writes it as a new generation beside the one in use, and makes that
 * one current, or the one to come, in a single transaction. An import that was interrupted goes on where it stopped if
 * the folder is still the same. The latest import is what holds: it takes the place of a planned one.
 * @throws CityError or ImportError when the folder has faults
 */
export const importCity = async (options: ImportOptions): Promise<ImportResult> => {
  const { grids, onProgress = () => {}, extraStaff = [], directory = CITIES_DIRECTORY } = options;
  const city = loadCity(options.city, directory);
  const read = readSources(options.city, directory);
  if ('faults' in read) throw new ImportError(read.faults);

  const contentHash = hashOf([ITEM_LAYOUT, city.name, city.code, read.sources, extraStaff]);
  const now = instantAt(Date.now());
  const { current: stored, underWay: interrupted } = await grids.state();
  const before = stored && inForce(stored, now);
  const from = options.effective !== undefined && options.effective > now ? options.effective : undefined;
  if (from !== undefined && !before) throw new ImportError([FIRST_IS_AT_ONCE]);
  if (before && isUnchanged(before, from, contentHash))
    return { outcome: 'unchanged', current: before, notes: [] };

  const checked = readCityFolder(city, read.sources, { extraStaff, progress: onProgress });
  if ('faults' in checked) throw new ImportError(checked.faults);
  const { folder } = checked;
  await refuseChangedPolicy(grids, folder, before);
  const calendarVersion =
    folder.calendar.version === before?.importedCalendar ? before.calendarVersion : folder.calendar.version;
  // A calendar that was corrected since stays in use, whatever the folder's covers.
  const isUsed = calendarVersion === folder.calendar.version;
  const coverage =
    isUsed && options.today !== undefined
      ? coverageOf(folder.calendar, options.today)
      : { faults: [], notes: [] };
  if (coverage.faults.length > 0) throw new ImportError(coverage.faults);

  const underWay =
    interrupted?.contentHash === contentHash
      ? interrupted
      : {
          generation: `g-${ulid()}`,
          contentHash,
          done: forEachSection(() => 0),
          startedAt: instantAt(Date.now()),
        };
  if (underWay !== interrupted) await grids.begin(underWay);

  const counts = await writeItems(grids, folder, underWay, onProgress);
  const edition: Edition = {
    generation: underWay.generation,
    policyVersion: folder.policy.version,
    calendarVersion,
    importedCalendar: folder.calendar.version,
    name: city.name,
    importedAt: instantAt(Date.now()),
    counts: { ...counts, borders: folder.borders.size },
    contentHash,
  };
  const current: Current =
    before && from !== undefined
      ? { ...before, next: { ...edition, from } }
      : { ...edition, ...(before && { previous: before.generation }) };
  await grids.makeCurrent(edition.generation, current, folder);
  const planned = before?.next;
  if (before?.previous || planned || (interrupted && interrupted !== underWay))
    await removeOthers(grids, current, onProgress);
  return {
    outcome: from === undefined ? 'imported' : 'planned',
    current,
    notes: [
      ...read.notes,
      ...folder.notes,
      ...(planned ? [`what was planned for ${planned.from} is taken back`] : []),
      ...coverage.notes,
      ...(isUsed
        ? []
        : [
            `calendar ${calendarVersion} stays in use: it was corrected since, and the folder's has not changed`,
          ]),
    ],
  };
};

const FIRST_IS_AT_ONCE: Fault = {
  file: 'city.json',
  message: 'the first import of a city is in force at once',
  remedy: 'import without --effective',
};

/** Whether the city says the same already: in use with nothing else planned, or planned for the same instant. */
const isUnchanged = (before: Current, from: Instant | undefined, contentHash: string): boolean => {
  const { next } = before;
  if (from === undefined) return !next && before.contentHash === contentHash;
  return next?.from === from && next.contentHash === contentHash;
};

/**
 * Cases keep the policy that they were filed under, so a version's content never changes; and a policy that was
 * published is not taken back by a folder that does not know of it.
 */
const refuseChangedPolicy = async (
  grids: CityImport,
  { policy }: CityFolder,
  before: Current | undefined,
): Promise<void> => {
  const storedHash = await grids.policyHash(policy.version);
  if (storedHash !== undefined && storedHash !== hashOf(policy))
    throw new ImportError([
      {
        file: POLICY_FILE,
        field: 'version',
        message: `version "${policy.version}" exists with other content`,
        remedy: 'raise the version',
      },
    ]);
  const published = before?.publishedPolicy;
  if (storedHash !== undefined && published !== undefined && published !== policy.version)
    throw new ImportError([
      {
        file: POLICY_FILE,
        field: 'version',
        message: `policy "${published}" was published since, and this import would put "${policy.version}" back`,
        remedy: 'take over the published one (GET /policy), or raise the version',
      },
    ]);
};

const writeItems = async (
  grids: CityImport,
  folder: CityFolder,
  { generation, done }: ImportItem,
  progress: Progress,
): Promise<ImportItem['done']> => {
  const items = itemsOf(folder, generation);
  for (const section of IMPORT_SECTIONS) {
    const all = items[section];
    for (let from = done[section]; from < all.length; from += STRIDE) {
      const stride = all.slice(from, from + STRIDE);
      await grids.write(stride);
      await grids.noteProgress(generation, section, from + stride.length);
      progress(`Writing ${section}`, from + stride.length, all.length);
    }
  }
  return countsOf(items);
};

const removeOthers = async (grids: CityImport, current: Current, progress: Progress): Promise<void> => {
  const keys = await grids.keysOfOthers(current);
  for (let from = 0; from < keys.length; from += STRIDE) {
    const stride = keys.slice(from, from + STRIDE);
    await grids.remove(stride);
    progress('Removing old data', from + stride.length, keys.length);
  }
};
