import type { Instant } from '#domain/time/instant.ts';
import { RepeatedRequest, VersionConflict } from '../errors.ts';
import { JOB_KINDS, type Job, type JobKind } from '../jobs.ts';
import type { Remembered } from '../remembered.ts';
import { jobKey } from './cases-table.ts';
import {
  type CasesDatabase,
  contentOf,
  type Database,
  nameOf,
  readTogether,
  transactWrite,
} from './database.ts';
import { isConditionFailed, isConflict, reasonsOf } from './errors.ts';
import { rememberWrite } from './idempotency.ts';

export const readJobs = async (db: Database): Promise<ReadonlyMap<JobKind, Job>> => {
  const { cases } = await readTogether(db, { cases: JOB_KINDS.map(jobKey) });
  return new Map(
    JOB_KINDS.flatMap((kind) => {
      const item = cases.get(nameOf(jobKey(kind)));
      return item ? [[kind, contentOf<Job>(item)] as const] : [];
    }),
  );
};

/** The write of a job; it fails when somebody else has written the job since it was read. */
export const jobWrite = (TableName: string, job: Job) => ({
  TableName,
  Item: { ...jobKey(job.kind), ...job, revision: job.revision + 1 },
  ConditionExpression: job.revision === 0 ? 'attribute_not_exists(pk)' : 'revision = :revision',
  ...(job.revision > 0 && { ExpressionAttributeValues: { ':revision': job.revision } }),
});

export const saveJob = async ({ documents, casesTable }: CasesDatabase, job: Job): Promise<Job> => {
  try {
    await documents.put(jobWrite(casesTable, job));
    return { ...job, revision: job.revision + 1 };
  } catch (error) {
    throw isConditionFailed(error) ? new VersionConflict() : error;
  }
};

export const startJob = async (
  { documents, casesTable }: CasesDatabase,
  job: Job,
  now: Instant,
  remembered: Remembered,
): Promise<void> => {
  const writes = [{ Put: jobWrite(casesTable, job) }, rememberWrite(casesTable, remembered, now)];
  try {
    await transactWrite(documents, writes);
  } catch (error) {
    const reasons = reasonsOf(error);
    if (!reasons) throw error;
    if (reasons[1] === 'ConditionalCheckFailed') throw new RepeatedRequest();
    throw reasons.some(isConflict) ? new VersionConflict() : error;
  }
};
