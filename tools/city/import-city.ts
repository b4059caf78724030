import { ulid } from 'ulid';
import {
  calendarWarnings,
  countWarning,
  policyWarnings,
  type Warning,
  warningOf,
} from '#domain/amendment.ts';
import { layOutDuties } from '#domain/policy/duties.ts';
import type { EpochDay } from '#domain/time/calendar.ts';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import type { Ending, Proposal } from '#shared/store/amendments.ts';
import { hashOf } from '#shared/store/content-hash.ts';
import type { CityImport } from '#shared/store/dynamodb/city-import.ts';
import type { ImportItem } from '#shared/store/dynamodb/grids-table.ts';
import {
  type Current,
  datedFrom,
  type Edition,
  followedBy,
  IMPORT_SECTIONS,
  inForce,
} from '#shared/store/edition.ts';
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
  /** Who imports, by the subject of their account, and why. */
  by?: string;
  reason?: string;
  /** A second person approves what governs the city. @default - nobody has to: a city on one's own machine */
  approval?: 'bySecondPerson';
  /** The day that the calendar has to cover. @default - none: a trial on one's own machine goes on with a guess */
  today?: EpochDay;
  /** @default infra/cities */
  directory?: string;
}

export interface ImportResult {
  /**
   * `unchanged`: the city in use, the planned one, or one that waits, already says the same; `planned`: in force later;
   * `waiting`: in force once somebody approves.
   */
  outcome: 'imported' | 'planned' | 'unchanged' | 'waiting';
  current: Current;
  /** What waits. */
  proposal?: Proposal;
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
 * one current, or the one to come, in a single transaction; or it waits, where a second person has to approve. An import
 * that was interrupted goes on where it stopped if the folder is still the same. The latest import is what holds: it takes
 * the place of a planned one, and of one that waits.
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
  const waiting = before ? await grids.waiting() : [];
  const same = waiting.find(
    ({ edition, effective }) => edition?.contentHash === contentHash && effective === from,
  );
  if (before && same) return { outcome: 'unchanged', current: before, proposal: same, notes: [] };

  const checked = readCityFolder(city, read.sources, { extraStaff, progress: onProgress });
  if ('faults' in checked) throw new ImportError(checked.faults);
  await refuseChangedPolicy(grids, checked.folder);
  const folder = await withPolicyInUse(grids, checked.folder, before);
  const calendarVersion =
    folder.calendar.version === before?.importedCalendar ? before.calendarVersion : folder.calendar.version;
  // A calendar that was corrected since stays in use, whatever the folder's covers.
  const isUsed = calendarVersion === folder.calendar.version;
  const coverage =
    isUsed && options.today !== undefined
      ? coverageOf(folder.calendar, options.today)
      : { faults: [], notes: [] };
  if (coverage.faults.length > 0) throw new ImportError(coverage.faults);

  const governed = {
    policyVersion: folder.policy.version,
    calendarVersion,
    bordersHash: hashOf([read.sources.areas, read.sources.borders, read.sources.successors]),
  };
  const waits = options.approval !== undefined && before !== undefined && governsOtherwise(before, governed);
  const author = authorOf(options, folder, waits);

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
    ...governed,
    importedPolicy: checked.folder.policy.version,
    ...(folder !== checked.folder && { publishedPolicy: folder.policy.version }),
    importedCalendar: folder.calendar.version,
    name: city.name,
    importedAt: instantAt(Date.now()),
    counts: { ...counts, borders: folder.borders.size },
    contentHash,
  };
  const proposal: Proposal = {
    id: ulid(),
    kind: 'edition',
    ...author,
    at: edition.importedAt,
    ...(before && { from: before.generation }),
    to: edition.generation,
    warnings: waits && before ? await warningsOf(grids, before, folder, calendarVersion) : [],
    edition,
    ...(from !== undefined && { effective: from }),
    ...(before && {
      beside: { policyVersion: before.policyVersion, calendarVersion: before.calendarVersion },
    }),
  };
  const overtaken = waiting.map(
    ({ id }): Ending => ({
      id,
      outcome: 'withdrawn',
      by: author.by,
      at: proposal.at,
      reason: `${proposal.id}: ${author.reason}`,
    }),
  );
  const dated = datedFrom(before, edition, {
    at: from ?? proposal.at,
    amendment: proposal.id,
    proposedBy: author.by,
  });
  const planned = before?.next;
  const current = inForceAfter(before, dated, from);
  if (waits && before) {
    await grids.keepWaiting(edition.generation, checked.folder, {
      proposals: [proposal],
      endings: overtaken,
    });
  } else {
    const ending: Ending = {
      id: proposal.id,
      outcome: 'inForce',
      at: proposal.at,
      ...(before && { from: before.generation }),
      to: edition.generation,
    };
    await grids.makeCurrent(edition.generation, current, checked.folder, {
      proposals: [proposal],
      endings: [...overtaken, ending],
    });
  }
  if (before?.previous || planned || waiting.length > 0 || (interrupted && interrupted !== underWay))
    await removeOthers(grids, waits && before ? before : current, waits ? [proposal] : [], onProgress);
  return {
    outcome: waits ? 'waiting' : from === undefined ? 'imported' : 'planned',
    current: waits && before ? before : current,
    ...(waits && { proposal }),
    notes: [
      ...read.notes,
      ...folder.notes,
      ...(planned && !waits ? [`what was planned for ${planned.from} is taken back`] : []),
      ...(folder === checked.folder
        ? []
        : [
            `policy ${folder.policy.version} stays in use: it was amended since, and the folder's has not changed`,
          ]),
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

/** Cases keep the policy that they were filed under, so a version's content never changes. */
const refuseChangedPolicy = async (grids: CityImport, { policy }: CityFolder): Promise<void> => {
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
};

/**
 * The folder, under the policy that was amended since where the folder's is the one of the import before: a folder that
 * does not know of an amendment takes none back. It is laid out for the units of the folder.
 */
const withPolicyInUse = async (
  grids: CityImport,
  folder: CityFolder,
  before: Current | undefined,
): Promise<CityFolder> => {
  const own = folder.policy.version;
  const isAmended =
    before?.publishedPolicy !== undefined &&
    before.publishedPolicy !== own &&
    (before.importedPolicy ?? own) === own;
  // A city that was imported before imports told their policy: the folder's is the imported one if the table has it.
  if (!isAmended || (await grids.policyHash(own)) === undefined) return folder;
  const { policy } = await grids.governing(before);
  if (!policy) throw new ImportError([lostPolicy(before.policyVersion)]);
  const { duties, faults } = layOutDuties(policy, folder.areas, folder.units);
  if (faults.length > 0)
    throw new ImportError(
      faults.map(({ path, message }) => ({
        file: POLICY_FILE,
        message: `policy "${policy.version}", which was amended since, does not fit this folder: ${path}: ${message}`,
        remedy: 'keep the unit, or have the policy amended first (POST /amendments)',
      })),
    );
  return { ...folder, policy, duties };
};

const lostPolicy = (version: string): Fault => ({
  file: POLICY_FILE,
  message: `policy "${version}", which is in force, is not in the table`,
  remedy: 'restore it, or raise the version of the folder’s to put that in its place',
});

/** Whether something else would govern the city: what only changes units and people needs nobody's approval. */
const governsOtherwise = (
  before: Current,
  governed: Pick<Edition, 'policyVersion' | 'calendarVersion' | 'bordersHash'>,
): boolean =>
  before.next !== undefined ||
  before.policyVersion !== governed.policyVersion ||
  before.calendarVersion !== governed.calendarVersion ||
  before.bordersHash !== governed.bordersHash;

/** Whoever cannot be told from the second person would be two persons. */
const authorOf = (
  { by, reason }: ImportOptions,
  { staff }: CityFolder,
  waits: boolean,
): { by: string; reason: string } => {
  const isOperator = staff.some(({ subject, role }) => subject === by && role === 'operator');
  const faults: Fault[] = [
    ...(waits && !isOperator ? [NO_AUTHOR] : []),
    ...(waits && reason === undefined ? [NO_REASON] : []),
  ];
  if (faults.length > 0) throw new ImportError(faults);
  return { by: by ?? NOBODY_NAMED, reason: reason ?? NO_REASON_GIVEN };
};

const NOBODY_NAMED = 'npm run import';
const NO_REASON_GIVEN = '导入城市目录';
const NO_AUTHOR: Fault = {
  file: '--by',
  message: 'this import changes policy, calendar or borders, which a second person has to approve',
  remedy: 'name yourself by your account: --by <subject of an operator in staff.csv>',
};
const NO_REASON: Fault = {
  file: '--reason',
  message: 'whoever approves policy, calendar or borders has to know why',
  remedy: 'say it: --reason "…"',
};

const inForceAfter = (before: Current | undefined, edition: Edition, from: Instant | undefined): Current => {
  if (!before) return edition;
  return from === undefined ? followedBy(before, edition) : { ...before, next: { ...edition, from } };
};

/** What the import would do to what governs the city. Which open cases are concerned is told when it is read. */
const warningsOf = async (
  grids: CityImport,
  before: Current,
  folder: CityFolder,
  calendarVersion: string,
): Promise<Warning[]> => {
  const { policy, calendar } = await grids.governing(before);
  const present = [...folder.borders.keys()];
  const known = await grids.knownAreas(before.generation, present);
  return [
    ...(policy && before.policyVersion !== folder.policy.version
      ? policyWarnings(policy, folder.policy, folder.duties)
      : []),
    ...(calendar && before.calendarVersion !== calendarVersion
      ? calendarWarnings(calendar, folder.calendar)
      : []),
    ...countWarning('gridsGone', before.counts.borders - known.size, { among: before.counts.borders }),
    ...warningOf(
      'gridsAdded',
      present.filter((code) => !known.has(code)),
      { among: present.length },
    ),
  ];
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

const removeOthers = async (
  grids: CityImport,
  current: Current,
  waiting: readonly Proposal[],
  progress: Progress,
): Promise<void> => {
  const keys = await grids.keysOfOthers(current, waiting);
  for (let from = 0; from < keys.length; from += STRIDE) {
    const stride = keys.slice(from, from + STRIDE);
    await grids.remove(stride);
    progress('Removing old data', from + stride.length, keys.length);
  }
};
