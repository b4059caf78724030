import {
  constants,
  cpSync,
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { StartError } from './workplace.ts';

/**
 * The state of an emulator in its folder. `kept/` is whole: it was written at a clean stop, and no emulator writes to it.
 * The emulator works on a copy in `running/`. What of that is on the disk after a crash is a part, and goes.
 */
const KEPT = 'kept';
const RUNNING = 'running';
/** What `kept/` was before, for the moment in which the two change places. */
const BEFORE = 'kept-before';

/** Written last when a state is kept, and never copied: with it, and its files as listed, a state is whole. */
const MARK = 'kept.json';

interface Mark {
  /** ISO 8601. */
  keptAt: string;
  /** Bytes of each file, by its path. */
  files: Record<string, number>;
}

/** How long an emulator may take to write its state; what takes longer hangs. */
export const KEEP_SECONDS = 120;

/** Services without which there is no city; which others the emulator writes is its own affair. */
const ESSENTIAL = ['cloudformation.json', 'dynamodb.json', 'lambda.json', 'ssm.json'];

/** What an emulator begins with. */
export interface Beginning {
  /** When its state was kept, in ISO 8601; absent when it begins from scratch. */
  keptAt?: string;
  /** The run before ended without keeping its state. */
  unkept: boolean;
  /** Something was kept, but is no longer whole. */
  damaged: boolean;
}

/** Folder for whatever an emulator writes while it runs. */
export const runningDirectory = (directory: string): string => join(directory, RUNNING);

/** Folder for its state in there. */
export const stateDirectory = (directory: string): string => join(directory, RUNNING, 'state');

/** Lays out the last whole state for an emulator that is about to start in `directory`. */
export const beginState = (directory: string): Beginning => {
  // Whoever kept it was ended before it was in its place.
  const unmoved = markOf(stateDirectory(directory)) !== undefined;
  if (unmoved) moveToKept(directory);
  const unkept = !unmoved && existsSync(runningDirectory(directory));
  dropState(directory);

  const kept = join(directory, KEPT);
  const damaged = existsSync(kept) && markOf(kept) === undefined;
  const whole = [kept, join(directory, BEFORE)].find((path) => markOf(path) !== undefined);
  if (whole === undefined) return { unkept, damaged };
  cpSync(whole, stateDirectory(directory), {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (source) => source !== join(whole, MARK),
  });
  return { keptAt: markOf(whole)!.keptAt, unkept, damaged };
};

/**
 * Keeps what an emulator wrote as it ended. `asked` is a file that was written when it was asked to end.
 * @throws StartError when it did not write all of its state; what was kept before stays
 */
export const keepState = (directory: string, asked: string, now: Date): void => {
  const state = stateDirectory(directory);
  const written = globSync('*.json', { cwd: state });
  // Both times are the file system's: another clock may be some milliseconds apart.
  const since = statSync(asked).mtimeMs;
  const unwritten = [
    ...ESSENTIAL.filter((file) => !written.includes(file)),
    ...written.filter((file) => statSync(join(state, file)).mtimeMs < since),
  ];
  if (unwritten.length > 0) {
    const more = unwritten.length > 3 ? ` and ${unwritten.length - 3} more` : '';
    throw new StartError(
      `The emulator did not write ${unwritten.slice(0, 3).join(', ')}${more}: is the disk full, or was it killed?`,
    );
  }
  const mark: Mark = { keptAt: now.toISOString(), files: sizesIn(state) };
  writeFileSync(join(state, MARK), JSON.stringify(mark), { flush: true });
  moveToKept(directory);
};

/** Leaves nothing of what an emulator wrote while it ran. */
export const dropState = (directory: string): void =>
  rmSync(runningDirectory(directory), { recursive: true, force: true, maxRetries: 5 });

/** Says what an emulator begins with, when that is not what its last run ended with. */
export const tellBeginning = ({ keptAt, unkept, damaged }: Beginning): string | undefined => {
  if (!unkept && !damaged) return undefined;
  const happened = [
    unkept && 'The last run ended without keeping the city: a crash, a kill, a power cut or a full disk.',
    damaged && 'What was kept of the city is damaged.',
  ];
  const goesOn =
    keptAt === undefined
      ? 'Nothing whole was kept before: the city is made anew.'
      : `The city goes on as it was kept on ${inWords(keptAt)}; what came after is lost.`;
  return [...happened.filter(Boolean), goesOn].join(' ');
};

/** What stops a start that goes on from a kept state, with the way out if it is that state which stops it. */
export const orFromScratch = (
  error: unknown,
  directory: string,
  beginning: Beginning | undefined,
): unknown =>
  error instanceof StartError && beginning?.keptAt !== undefined
    ? new StartError(
        `${error.message}\nIf that happens again, start from scratch: delete ${join(directory, KEPT)}.`,
      )
    : error;

/** An instant as the clock of this machine shows it. */
export const inWords = (instant: string): string => new Date(instant).toLocaleString('sv');

const moveToKept = (directory: string): void => {
  const [kept, before] = [join(directory, KEPT), join(directory, BEFORE)];
  rmSync(before, { recursive: true, force: true });
  if (existsSync(kept)) renameSync(kept, before);
  renameSync(stateDirectory(directory), kept);
  rmSync(before, { recursive: true, force: true });
  dropState(directory);
};

/** The mark of a state that is whole. */
const markOf = (state: string): Mark | undefined => {
  const file = join(state, MARK);
  if (!existsSync(file)) return undefined;
  try {
    const mark: Mark = JSON.parse(readFileSync(file, 'utf8'));
    const sizes = sizesIn(state);
    return Object.entries(mark.files).every(([path, bytes]) => sizes[path] === bytes) ? mark : undefined;
  } catch {
    // A mark that cannot be read marks nothing.
    return undefined;
  }
};

const sizesIn = (state: string): Record<string, number> =>
  Object.fromEntries(
    readdirSync(state, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== MARK)
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [relative(state, path), statSync(path).size]),
  );
