import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '#domain/time/instant.ts';
import { DUE_SHARDS } from './persistence/cases-table.ts';
import { RepeatedRequest, VersionConflict } from './persistence/commit.ts';
import { type Database, nameOf, readTogether } from './persistence/database.ts';
import type { KeyItem } from './persistence/idempotency.ts';

/**
 * Work on all open cases, done by the sweep in the background. There is one job of each kind, the present or the last
 * one; its item lies in the Cases table and says how far it is, so that an interrupted run goes on where it stopped.
 */

/** `recalculate` recounts every clock by the calendar in use; `rehome` moves cases into the borders in use. */
export const JOB_KINDS = ['recalculate', 'rehome'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export interface Job {
  kind: JobKind;
  startedAt: Instant;
  /** Counts the writes of this item, 0 before the first: whoever has not seen the last one may not write the next. */
  revision: number;
  /** The calendar that cases are recounted by. */
  calendarVersion?: string;
  /** Which pass over the open cases this is, from 1. Cases move in the index meanwhile, so one is not enough. */
  pass: number;
  passStartedAt: Instant;
  /** The shard of the due index that is read now, and the place in it up to which all is done; see `passEnded`. */
  shard: number;
  after: string;
  /** In this pass: cases looked at, cases for which no grid is known, cases that could not be changed. */
  examined: number;
  unplaced: number;
  failed: number;
  changedInPass: number;
  /** Passes in a row, up to now, that found nothing to do. */
  quietPasses: number;
  /** In all passes. */
  changed: number;
  finishedAt?: Instant;
}

const jobKey = (kind: JobKind) => ({ pk: 'JOB', sk: kind });

/** Sorts before every instant. */
export const BEGINNING = '0';

/** All shards are read: the next pass, if there is one, begins with another sweep. */
export const passEnded = ({ shard }: Job): boolean => shard === DUE_SHARDS;

export const passFrom = (pass: number, now: Instant) => ({
  pass,
  passStartedAt: now,
  shard: 0,
  after: BEGINNING,
  examined: 0,
  unplaced: 0,
  failed: 0,
  changedInPass: 0,
});

/** A job that begins, in place of the one of its kind that ran or runs now. */
export const newJob = (
  kind: JobKind,
  now: Instant,
  before: Job | undefined,
  calendarVersion?: string,
): Job => ({
  kind,
  startedAt: now,
  revision: before?.revision ?? 0,
  ...(calendarVersion !== undefined && { calendarVersion }),
  ...passFrom(1, now),
  quietPasses: 0,
  changed: 0,
});

/** The jobs that there are, at most one of each kind. */
export const readJobs = async (db: Database): Promise<Map<JobKind, Job>> => {
  const { cases } = await readTogether(db, { cases: JOB_KINDS.map(jobKey) });
  return new Map(
    JOB_KINDS.flatMap((kind) => {
      const item = cases.get(nameOf(jobKey(kind)));
      if (!item) return [];
      const { pk, sk, ...job } = item;
      return [[kind, job as unknown as Job]];
    }),
  );
};

/** The write of a job; it fails when somebody else has written the job since it was read. */
export const jobWrite = ({ casesTable }: Database, job: Job) => ({
  TableName: casesTable,
  Item: { ...jobKey(job.kind), ...job, revision: job.revision + 1 },
  ConditionExpression: job.revision === 0 ? 'attribute_not_exists(pk)' : 'revision = :revision',
  ...(job.revision > 0 && { ExpressionAttributeValues: { ':revision': job.revision } }),
});

/**
 * Notes how far a job is, and answers it as it stands in the table.
 * @throws VersionConflict when the job was started anew, or another sweep works on it.
 */
export const saveJob = async (db: Database, job: Job): Promise<Job> => {
  try {
    await db.documents.send(new PutCommand(jobWrite(db, job)));
    return { ...job, revision: job.revision + 1 };
  } catch (error) {
    throw (error as Error).name === 'ConditionalCheckFailedException' ? new VersionConflict() : error;
  }
};

/**
 * Starts a job by a person's request, once however often the request comes.
 * @throws RepeatedRequest while the same request is being answered, VersionConflict when the job has moved on.
 */
export const startJob = async (db: Database, job: Job, key: KeyItem): Promise<void> => {
  const items: TransactWriteCommandInput['TransactItems'] = [
    { Put: jobWrite(db, job) },
    {
      Put: {
        TableName: db.casesTable,
        Item: key,
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt < :now',
        ExpressionAttributeValues: { ':now': Math.floor(Date.parse(job.startedAt) / 1000) },
      },
    },
  ];
  try {
    await db.documents.send(new TransactWriteCommand({ TransactItems: items }));
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    throw error.CancellationReasons?.[1]?.Code === 'ConditionalCheckFailed'
      ? new RepeatedRequest()
      : new VersionConflict();
  }
};
