import { type EpochDay, isWorkingDay, type WorkCalendar } from './calendar.ts';
import type { Limit } from './limit.ts';

/**
 * How a limit runs: the one place that knows office hours and rest days. Instants are epoch milliseconds;
 * days are days of Asia/Shanghai, a fixed UTC+8 (China has had no summer time since 1991).
 */

export const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHANGHAI = 8 * HOUR;
const CLOSING = 18 * HOUR;

/** Office hours of a working day, from midnight. */
const OFFICE_HOURS = [
  { opens: 8 * HOUR, closes: 12 * HOUR },
  { opens: 14 * HOUR, closes: CLOSING },
];
/** A working day as a limit: 8 office hours. */
export const WORK_DAY = 8 * HOUR;

/** The longest limit that a policy may hold (3650), extended ten times, at the furthest rung of a ladder (10 times that). */
const LONGEST = 3650 * 11 * 10;

/**
 * A stretch of the way from start to deadline.
 * - `running`: a limit that runs day and night uses time
 * - `rest`: a day on which offices are closed; nothing is used
 * - `office`: office hours used; a day has up to two
 * - `lastDay`: the day at whose closing a limit of natural days ends
 */
export interface Stretch {
  kind: 'running' | 'rest' | 'office' | 'lastDay';
  day: EpochDay;
  start: number;
  end: number;
}

export const dayAt = (instant: number): EpochDay => Math.floor((instant + SHANGHAI) / DAY);
export const midnight = (day: EpochDay): number => day * DAY - SHANGHAI;

/** A date whose UTC fields read as Shanghai's clock at an instant. */
export const shanghai = (instant: number): Date => new Date(instant + SHANGHAI);

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
      return courseOfDays(from, wholeDays(value), calendar);
  }
};

/** A day begun counts as a whole one; 10 × 0.1 × 3 is not pushed over 3 by the float's last bit. */
const wholeDays = (value: number): number => Math.max(1, Math.ceil(value - 1e-9));

const courseInOffice = (from: number, budget: number, calendar: WorkCalendar): Stretch[] => {
  const course: Stretch[] = [];
  let left = budget;
  // From closing on, a day has nothing left to give: the next one is the first that matters.
  for (let day = dayAt(from + DAY - CLOSING); ; day++) {
    if (!isWorkingDay(calendar, day)) {
      course.push(restOf(day, from));
      continue;
    }
    for (const { opens, closes } of OFFICE_HOURS) {
      const start = Math.max(from, midnight(day) + opens);
      const room = midnight(day) + closes - start;
      if (room <= 0) continue;
      const used = Math.min(room, left);
      course.push({ kind: 'office', day, start, end: start + used });
      left -= used;
      if (left === 0) return course;
    }
  }
};

/** Civil Code 201–203: the first day does not count; a last day of rest moves to the next working day. */
const courseOfDays = (from: number, days: number, calendar: WorkCalendar): Stretch[] => {
  const course: Stretch[] = [];
  let day = dayAt(from) + days;
  for (; !isWorkingDay(calendar, day); day++) course.push(restOf(day, from));
  course.push({ kind: 'lastDay', day, start: midnight(day), end: midnight(day) + CLOSING });
  return course;
};

const restOf = (day: EpochDay, from: number): Stretch => ({
  kind: 'rest',
  day,
  start: Math.max(from, midnight(day)),
  end: midnight(day + 1),
});

/** Office time between two instants, in milliseconds; 0 when `to` does not lie after `from`. */
export const officeTimeBetween = (from: number, to: number, calendar: WorkCalendar): number => {
  let sum = 0;
  for (let day = dayAt(from); midnight(day) < to; day++) {
    if (!isWorkingDay(calendar, day)) continue;
    for (const { opens, closes } of OFFICE_HOURS) {
      const start = Math.max(from, midnight(day) + opens);
      const end = Math.min(to, midnight(day) + closes);
      sum += Math.max(0, end - start);
    }
  }
  return sum;
};

/** The first closing of a working day that does not lie before `instant`: where limits of natural days end. */
export const closingFrom = (instant: number, calendar: WorkCalendar): number => {
  let day = dayAt(instant + DAY - CLOSING - 1);
  while (!isWorkingDay(calendar, day)) day++;
  return midnight(day) + CLOSING;
};
