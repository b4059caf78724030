import { isKnown, type WorkCalendar } from './calendar.ts';
import type { Instant } from './instant.ts';
import type { Limit } from './limit.ts';
import { courseOf, type Stretch } from './office-time.ts';

export interface Deadline {
  dueAt: Instant;
  /** A day that had to be judged working or rest lies outside the known calendar: to be recomputed. */
  beyondCalendar: boolean;
}

/**
 * When a limit that starts at `from` is used up.
 * @throws RangeError when `from` is not an instant or the limit is out of range
 */
export const deadlineOf = (from: Instant, limit: Limit, calendar: WorkCalendar): Deadline =>
  endOf(courseOf(Date.parse(from), limit, calendar), calendar);

/** The deadline to which a course leads. */
export const endOf = (course: Stretch[], calendar: WorkCalendar): Deadline => {
  const first = course.at(0)!;
  const last = course.at(-1)!;
  return {
    dueAt: new Date(last.end).toISOString(),
    beyondCalendar: last.kind !== 'running' && !(isKnown(calendar, first.day) && isKnown(calendar, last.day)),
  };
};

/**
 * When a share of a limit is used up: a rung of the ladder. Share 1 is the deadline itself, 2 is twice the
 * limit. Natural days have one closing a day, so their shares below 1 divide the time up to the deadline,
 * and above 1 the rest is counted as days from the deadline on, so that no rest days swallow a rung.
 * @throws RangeError as `deadlineOf`, and when the share is not above 0
 */
export const instantAtShare = (
  from: Instant,
  limit: Limit,
  share: number,
  calendar: WorkCalendar,
): Instant => {
  if (!(share > 0)) throw new RangeError(`a share lies above 0, not at ${share}`);
  if (limit.unit !== 'naturalDay')
    return deadlineOf(from, { ...limit, value: limit.value * share }, calendar).dueAt;
  const { dueAt } = deadlineOf(from, limit, calendar);
  if (share > 1) return deadlineOf(dueAt, { ...limit, value: limit.value * (share - 1) }, calendar).dueAt;
  const start = Date.parse(from);
  return new Date(start + Math.round((Date.parse(dueAt) - start) * share)).toISOString();
};
