import { isKnown, type WorkCalendar } from './calendar.ts';
import { courseOf } from './course.ts';
import { type Instant, instantAt } from './instant.ts';
import type { Limit } from './limit.ts';
import type { Stretch } from './stretch.ts';

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
    dueAt: instantAt(last.end),
    beyondCalendar: last.kind !== 'running' && !(isKnown(calendar, first.day) && isKnown(calendar, last.day)),
  };
};
