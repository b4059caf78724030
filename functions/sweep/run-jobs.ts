import type { Definition, Process } from '#domain/process/process.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import { definitionOf } from '#shared/definitions.ts';
import { loggedError } from '#shared/observability/logged-error.ts';
import { logger } from '#shared/observability/logger.ts';
import type { Deciding } from '#shared/services.ts';
import type { CityStore } from '#shared/store/city-store.ts';
import { type Current, inForce } from '#shared/store/edition.ts';
import { VersionConflict } from '#shared/store/errors.ts';
import { BEGINNING, type Job, type JobKind, newJob, passEnded, passFrom } from '#shared/store/jobs.ts';
import type { Named } from '#shared/store/named.ts';
import { applyRule } from '#shared/use-cases/apply-rule.ts';
import { locate } from '#shared/use-cases/locate.ts';
import { noneBeforeTheImport } from './none-before-the-import.ts';

/**
 * Functions hold the pointer to calendar and borders for a minute, and one that has just begun may work for another:
 * what they write until then can still rest on the old ones.
 */
const SETTLED_AFTER_SECONDS = 120;

/** A process can move behind the reading place within one pass, but hardly in two passes in a row. */
const QUIET_PASSES = 2;

/**
 * Works on the jobs that are not finished, page by page, until the time is up; each page is noted. No more than one
 * pass begins in one sweep. A calendar that came into use without a job, as by an import, gets one here.
 */
export const runJobs = async (
  services: Deciding,
  timeIsUp: () => boolean = () => false,
): Promise<{ failed: number }> => {
  const { store, now } = services;
  const current = await currentForAll(store.city, now()).catch(noneBeforeTheImport);
  if (!current) return { failed: 0 };
  let failed = 0;
  for (const job of dueJobs(await store.jobs(), current, now())) {
    try {
      failed += (await runJob(services, job, timeIsUp)).failed;
    } catch (error) {
      // Started anew, or taken by another sweep: whoever wrote it last goes on.
      if (!(error instanceof VersionConflict)) throw error;
    }
  }
  return { failed };
};

/**
 * What is in force, once this function knows it: it may have read the pointer a minute ago, and what a job decides on that
 * has to be decided again. Undefined until then.
 */
const currentForAll = async (city: CityStore, now: Instant): Promise<Current | undefined> => {
  const [known, stored] = await Promise.all([city.current(), city.stored()]);
  const present = inForce(stored, now);
  const isKnown =
    known.generation === present.generation && known.calendarVersion === present.calendarVersion;
  return isKnown ? present : undefined;
};

const dueJobs = (jobs: ReadonlyMap<JobKind, Job>, { calendarVersion }: Current, now: Instant): Job[] => {
  const recalculate = jobs.get('recalculate');
  const due =
    recalculate?.calendarVersion === calendarVersion
      ? recalculate
      : newJob('recalculate', now, recalculate, calendarVersion);
  const rehome = jobs.get('rehome');
  return [due, ...(rehome ? [rehome] : [])].filter(({ finishedAt }) => finishedAt === undefined);
};

const runJob = async (services: Deciding, found: Job, timeIsUp: () => boolean): Promise<Job> => {
  const { store, now } = services;
  const begun = now();
  if (passEnded(found) && found.quietPasses > 0 && begun < settledAt(found)) return found;
  let job = passEnded(found) ? { ...found, ...passFrom(found.pass + 1, begun) } : found;
  do {
    const done = await doPage(services, job);
    job = await store.saveJob(passEnded(done) ? judged(done, now()) : done);
  } while (!passEnded(job) && !timeIsUp());
  return job;
};

const settledAt = ({ startedAt }: Job): Instant => plusSeconds(startedAt, SETTLED_AFTER_SECONDS);

/** A job after a whole pass: finished, when nothing was left to do. */
const judged = (job: Job, now: Instant): Job => {
  const quietPasses = job.changedInPass + job.failed === 0 ? job.quietPasses + 1 : 0;
  const finished = quietPasses >= QUIET_PASSES && job.passStartedAt >= settledAt(job);
  return { ...job, quietPasses, ...(finished && { finishedAt: now }) };
};

/** Works on the next page of what is open, and answers the job after it. */
const doPage = async (services: Deciding, job: Job): Promise<Job> => {
  const { open, next } = await services.store.open(job.shard, job.after);
  const done = await Promise.allSettled(open.map((process) => doOne(services, job.kind, process)));
  const count = (outcome: Outcome) =>
    done.filter((one) => one.status === 'fulfilled' && one.value === outcome).length;
  const changed = count('changed');
  return {
    ...job,
    shard: next === undefined ? job.shard + 1 : job.shard,
    after: next ?? BEGINNING,
    examined: job.examined + open.length,
    unplaced: job.unplaced + count('unplaced'),
    failed: job.failed + done.filter(({ status }) => status === 'rejected').length,
    changedInPass: job.changedInPass + changed,
    changed: job.changed + changed,
  };
};

type Outcome = 'changed' | 'unchanged' | 'unplaced';

/** Does a job's work on one process. One that fails holds up no other; the next pass comes to it again. */
const doOne = async (services: Deciding, job: JobKind, { kind, id }: Named): Promise<Outcome> => {
  try {
    const definition = definitionOf(services, kind);
    // Not every kind has a place of its own, or clocks.
    if (!definition.commands[job]) return 'unchanged';
    const before = await services.store.read(definition, id);
    const rule =
      job === 'recalculate' ? { type: job } : await moveOf(definition, before, services.store.city);
    if (!rule) {
      await list(services, { kind, id }, definition.filing(before).grid);
      return 'unplaced';
    }
    // A rung that fired beside it is none of the job's doing: where limits are short, some is due in every pass.
    const { changed } = await applyRule({ services, definition, id, rule, current: before });
    return changed ? 'changed' : 'unchanged';
  } catch (error) {
    logger.error('a job failed on a process', { job, kind, id, error: loggedError(error) });
    throw error;
  }
};

/** Operators see which processes lie in no grid; one that was placed or has ended meanwhile is not shown any more. */
const list = async ({ store, now }: Deciding, process: Named, grid: string): Promise<void> => {
  const cause = `there is no grid ${grid} in the borders in use, and no successor of it`;
  const met = { trouble: 'unplaced', part: grid, since: now(), cause, listed: true } as const;
  await store.noteTrouble(process, met, now());
};

/** Where a process belongs by the borders in use: by its point, else by what became of its grid; undefined when nobody knows. */
const moveOf = async (
  definition: Definition,
  before: Process,
  city: CityStore,
): Promise<{ type: 'rehome'; grid: string; borderVersion: string } | undefined> => {
  const { point, grid } = definition.filing(before);
  const located = point && (await locate(city, point));
  if (located) return { type: 'rehome', ...located };
  const { generation } = await city.current();
  const known = (await city.area(grid)) ? grid : await city.successor(grid);
  return known === undefined ? undefined : { type: 'rehome', grid: known, borderVersion: generation };
};
