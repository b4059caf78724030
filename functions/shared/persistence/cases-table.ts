import type { Case, OpenPart, Point } from '#domain/case/case.ts';
import { isOpen, nextRungAt } from '#domain/case/case.ts';
import type { Attachment, CaseEvent } from '#domain/case/event.ts';
import { hash32 } from '#domain/hash32.ts';
import { areaAt } from '#domain/place/area.ts';
import { cellOf } from '#domain/place/cells.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Key } from './grids-table.ts';

/**
 * The layout of the Cases table. Everything of one case shares its partition, so that it commits together
 * and reaches the stream in order. Sparse indexes hold only what somebody or the clock waits for, and what is near.
 */

export const DUE_INDEX = 'Due';
export const WORKLIST_INDEX = 'Worklist';
/** Open cases by the cell of their point and the instant of their report. */
export const NEARBY_INDEX = 'Nearby';
/**
 * Every case by the township and instant of its report, kept for good. The entry comes with the second event, which
 * follows within the first limit at the latest: a report in a burst does not pay for it.
 */
export const FILED_INDEX = 'Filed';
/** Shards of the due index: one shard takes 1,000 writes a second, a city's burst is 15 new cases a second. */
export const DUE_SHARDS = 8;
/** The worklist of parked cases, for whom no unit but the operators is responsible. */
export const PARKED_WORKLIST = 'operators';

const casePartition = (id: string): string => `${CASE_PREFIX}${id}`;
const CASE_PREFIX = 'CASE#';
/** The case to which an item belongs, by its partition. */
export const caseIdOf = (pk: unknown): string => String(pk).slice(CASE_PREFIX.length);
export const caseKey = (id: string): Key => ({ pk: casePartition(id), sk: 'CASE' });
export const eventKey = (id: string, seq: number): Key => ({
  pk: casePartition(id),
  sk: `${EVENT_PREFIX}${String(seq).padStart(6, '0')}`,
});
export const waitKey = (id: string, wait: string): Key => ({ pk: casePartition(id), sk: `WAIT#${wait}` });
export const workOrderKey = (id: string, unit: string): Key => ({
  pk: casePartition(id),
  sk: `WORKORDER#${unit}`,
});
/** By the number of the event that told of it, so that attachments are listed in their order. */
export const attachmentKey = (id: string, seq: number): Key => ({
  pk: casePartition(id),
  sk: `${ATTACHMENT_PREFIX}${String(seq).padStart(6, '0')}`,
});
export const parkedKey = (id: string): Key => ({ pk: casePartition(id), sk: 'PARKED' });
/** Keys belong to a person: two clients that draw the same idempotency key do not meet. */
export const idempotencyKey = (subject: string, key: string): Key => ({
  pk: `KEY#${subject}#${key}`,
  sk: 'KEY',
});
export const EVENT_PREFIX = 'EVENT#';
export const ATTACHMENT_PREFIX = 'ATTACHMENT#';

/** The record of a case, with the attributes by which the clock and the unit in charge find it. */
export const caseItem = (current: Case) => {
  const due = nextRungAt(current);
  return {
    ...caseKey(current.id),
    ...current,
    ...(current.version > 1 && {
      filedIn: areaAt(current.grid, 'township'),
      filedSort: `${current.reportedAt}#${current.id}`,
    }),
    ...(due && { dueShard: shardOf(current.id), dueSort: `${due}#${current.id}` }),
    ...(isOpen(current) && onWorklist(current, current.state.unit.code, current.state.clock.dueAt)),
    ...(isNearby(current) && { nearCell: cellOf([current.point.lon, current.point.lat]) }),
  };
};

/**
 * Open, and at a point. A report has no write unit to spare (test/local/budgets.test.ts), so it is found near by from
 * its second event on: a moment later, when the workflow has dispatched it.
 */
const isNearby = (current: Case): current is Case & { point: Point } =>
  isOpen(current) && current.point !== undefined && current.version > 1;

/** An open case near by, as the index projects it. */
export interface NearbyEntry {
  id: string;
  category: string;
  point: Point;
}

/** The record as the domain knows it. */
export const caseOf = (item: Record<string, unknown>): Case => {
  const {
    pk,
    sk,
    filedIn,
    filedSort,
    dueShard,
    dueSort,
    worklistUnit,
    worklistSort,
    stage,
    dueAt,
    nearCell,
    ...current
  } = item;
  return current as unknown as Case;
};

export const eventItem = (id: string, event: CaseEvent) => ({ ...eventKey(id, event.seq), ...event });

export const eventOf = (item: Record<string, unknown>): CaseEvent => {
  const { pk, sk, ...event } = item;
  return event as unknown as CaseEvent;
};

/** A file of a case, listed without reading the history in which it stands. */
export type AttachmentEntry = Attachment & { at: Instant };

export const attachmentItem = (
  id: string,
  { seq, at, attachment }: Extract<CaseEvent, { type: 'attached' }>,
) => ({
  ...attachmentKey(id, seq),
  ...attachment,
  at,
});

/** An assistant unit's open part on the worklist of the unit that must answer. */
export const workOrderItem = (current: Case, part: OpenPart) => ({
  ...workOrderKey(current.id, part.unit.code),
  ...summaryOf(current),
  part: part.unit.code,
  ...onWorklist(current, part.responsible.code, part.clock.dueAt),
});

/** A parked case on the operators' list, oldest first. */
export const parkedItem = (current: Case, { reason, at }: { reason: string; at: string }) => ({
  ...parkedKey(current.id),
  ...summaryOf(current),
  reason,
  ...onWorklist(current, PARKED_WORKLIST, at),
});

const summaryOf = ({ id, title, category, severity, level, grid }: Case) => ({
  id,
  title,
  category,
  severity,
  level,
  grid,
});

const onWorklist = (current: Case, unit: string, dueAt: string) => ({
  stage: current.state.stage,
  dueAt,
  worklistUnit: unit,
  worklistSort: `${dueAt}#${current.id}`,
});

/** A worklist entry, as the index projects it. */
export interface WorklistEntry {
  id: string;
  title: string;
  category: string;
  severity: string;
  level: string;
  grid: string;
  stage: string;
  dueAt: string;
  /** The unit whose part is asked for, when the entry is a part of joint handling. */
  part?: string;
  /** Why the case is parked. */
  reason?: string;
}

/** The shard of the due index that a case belongs to. */
const shardOf = (id: string): string => String(hash32(id) % DUE_SHARDS);
