import type { WorkCalendar } from './calendar.ts';
import type { Limit } from './limit.ts';
import { courseOfDays } from './natural-days.ts';
import { courseInOffice, WORK_DAY } from './office-time.ts';
import { dayAt, HOUR } from './shanghai.ts';
import type { Stretch } from './stretch.ts';

/** How a limit runs, whatever its unit. */

/** The longest limit that a policy may hold (3650), extended ten times, at the furthest rung of a ladder (10 times that). */
const LONGEST = 3650 * 11 * 10;

/**
 * The stretches of a limit in order; the last one ends at the deadline. Except for `running`, the day of
 * each stretch had to be judged a working or a rest day, and they follow one another without a gap.
 * @throws RangeError when the start is no instant, or the limit not above 0 or above what policies can hold
 */
export const courseOf = (from: number, { value, unit }: Limit, calendar: WorkCalendar): Stretch[] => {
  if (Number.isNaN(from)) throw new RangeError('the start is not an instant');
  if (!(value > 0 && value <= LONGEST))
    throw new RangeError(`a limit lies above 0 and up to ${LONGEST}, not at ${value}`);
  switch (unit) {
    case 'urgentHour':
      return [{ kind: 'running', day: dayAt(from), start: from, end: from + Math.round(value * HOUR) }];
    case 'workHour':
      return courseInOffice(from, Math.round(value * HOUR), calendar);
    case 'workDay':
      return courseInOffice(from, Math.round(value * WORK_DAY), calendar);
    case 'naturalDay':
      return courseOfDays(from, value, calendar);
  }
};
