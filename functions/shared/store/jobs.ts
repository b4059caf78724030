import type { Instant } from '#domain/time/instant.ts';
import { DUE_SHARDS } from './due-index.ts';

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
  /** The subject of whoever started it; absent where the system did, as after an amendment of the calendar. */
  startedBy?: string;
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
