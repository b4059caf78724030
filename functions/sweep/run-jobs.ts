import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Case } from '#domain/case/case.ts';
import type { RuleCommand } from '#domain/case/command.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import { applyRule, readCase } from '#shared/cases/apply-rule.ts';
import { BEGINNING, type Job, newJob, passEnded, passFrom, readJobs, saveJob } from '#shared/jobs.ts';
import { logger } from '#shared/observability/logger.ts';
import { caseIdOf, DUE_INDEX } from '#shared/persistence/cases-table.ts';
import { VersionConflict } from '#shared/persistence/commit.ts';
import type { Database } from '#shared/persistence/database.ts';
import { NotImported, openReference, type Reference } from '#shared/persistence/reference.ts';

interface JobServices {
  db: Database;
  now: () => Instant;
}

/** Cases that a job works on at the same time. */
const PER_PAGE = 25;

/**
 * Functions hold the pointer to calendar and borders for a minute, and one that has just begun may work for another:
 * what they write until then can still rest on the old ones.
 */
const SETTLED_AFTER_SECONDS = 120;

/** A case can move behind the reading place within one pass, but hardly in two passes in a row. */
const QUIET_PASSES = 2;

/**
 * Works on the jobs that are not finished, page by page, until the time is up; each page is noted. No more than one
 * pass begins in one sweep. A calendar that came into use without a job, as by an import, gets one here.
 */
export const runJobs = async (
  { db, now }: JobServices,
  timeIsUp: () => boolean = () => false,
): Promise<{ failed: number }> => {
  const jobs = await readJobs(db);
  // A function's own reference may be a minute old; a job works with what holds now.
  const reference = openReference(db, () => Date.parse(now()));
  let failed = 0;
  for (const job of await withDueJobs(jobs, reference, now())) {
    try {
      failed += (await runJob({ db, now }, reference, job, timeIsUp)).failed;
    } catch (error) {
      // Started anew, or taken by another sweep: whoever wrote it last goes on.
      if (!(error instanceof VersionConflict)) throw error;
    }
  }
  return { failed };
};

const withDueJobs = async (
  jobs: Awaited<ReturnType<typeof readJobs>>,
  reference: Reference,
  now: Instant,
): Promise<Job[]> => {
  const current = await reference.current().catch(noneBeforeTheImport);
  if (!current) return [];
  const { calendarVersion } = current;
  const recalculate = jobs.get('recalculate');
  const due =
    recalculate?.calendarVersion === calendarVersion
      ? recalculate
      : newJob('recalculate', now, recalculate, calendarVersion);
  const rehome = jobs.get('rehome');
  return [due, ...(rehome ? [rehome] : [])].filter(({ finishedAt }) => finishedAt === undefined);
};

/** A city that is deployed but not yet imported has nothing to work on. */
const noneBeforeTheImport = (error: unknown): undefined => {
  if (!(error instanceof NotImported)) throw error;
};

const runJob = async (
  services: JobServices,
  reference: Reference,
  found: Job,
  timeIsUp: () => boolean,
): Promise<Job> => {
  const now = services.now();
  if (passEnded(found) && found.quietPasses > 0 && now < settledAt(found)) return found;
  let job = passEnded(found) ? { ...found, ...passFrom(found.pass + 1, now) } : found;
  do {
    const done = await doPage(services, reference, job);
    job = await saveJob(services.db, passEnded(done) ? judged(done, services.now()) : done);
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

/** Works on the next page of open cases, and answers the job after it. */
const doPage = async (services: JobServices, reference: Reference, job: Job): Promise<Job> => {
  const { ids, next } = await openCases(services.db, job);
  const done = await Promise.allSettled(ids.map((id) => doCase(services, reference, job, id)));
  const count = (outcome: Outcome) =>
    done.filter((one) => one.status === 'fulfilled' && one.value === outcome).length;
  const changed = count('changed');
  return {
    ...job,
    shard: next === undefined ? job.shard + 1 : job.shard,
    after: next ?? BEGINNING,
    examined: job.examined + ids.length,
    unplaced: job.unplaced + count('unplaced'),
    failed: job.failed + done.filter(({ status }) => status === 'rejected').length,
    changedInPass: job.changedInPass + changed,
    changed: job.changed + changed,
  };
};

/** Every open case is in the due index, a suspended one by its end. */
const openCases = async (
  { documents, casesTable }: Database,
  { shard, after }: Job,
): Promise<{ ids: string[]; next: string | undefined }> => {
  const { Items = [], LastEvaluatedKey } = await documents.send(
    new QueryCommand({
      TableName: casesTable,
      IndexName: DUE_INDEX,
      KeyConditionExpression: 'dueShard = :shard AND dueSort > :after',
      ExpressionAttributeValues: { ':shard': String(shard), ':after': after },
      Limit: PER_PAGE,
    }),
  );
  return { ids: Items.map(({ pk }) => caseIdOf(pk)), next: LastEvaluatedKey?.dueSort };
};

type Outcome = 'changed' | 'unchanged' | 'unplaced';

/** Does a job's work on one case. One that fails holds up no other; the next pass comes to it again. */
const doCase = async (
  { db, now }: JobServices,
  reference: Reference,
  { kind }: Job,
  id: string,
): Promise<Outcome> => {
  try {
    const before = await readCase(db, id);
    const rule = kind === 'recalculate' ? ({ type: kind } as const) : await moveOf(before, reference);
    if (rule === 'unplaced') return rule;
    const after = await applyRule({ db, reference, now: now() }, id, rule);
    return after.version > before.version ? 'changed' : 'unchanged';
  } catch (error) {
    logger.error('a job failed on a case', { job: kind, caseId: id, error: error as Error });
    throw error;
  }
};

/** Where a case belongs by the borders in use: by its point, else by what became of its grid. */
const moveOf = async (
  { point, grid }: Case,
  reference: Reference,
): Promise<Extract<RuleCommand, { type: 'rehome' }> | 'unplaced'> => {
  const located = point && (await reference.locate(point));
  if (located) return { type: 'rehome', ...located };
  const { generation } = await reference.current();
  const known = (await reference.area(grid)) ? grid : await reference.successor(grid);
  return known === undefined ? 'unplaced' : { type: 'rehome', grid: known, borderVersion: generation };
};
