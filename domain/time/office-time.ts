import { isWorkingDay, type WorkCalendar } from './calendar.ts';
import { DAY, dayAt, HOUR, midnight } from './shanghai.ts';
import { restOf, type Stretch } from './stretch.ts';

/** Office hours (工作时间), and limits that run in them alone. */

export const CLOSING = 18 * HOUR;

/** Office hours of a working day, from midnight. */
const OFFICE_HOURS = [
  { opens: 8 * HOUR, closes: 12 * HOUR },
  { opens: 14 * HOUR, closes: CLOSING },
];
/** A working day as a limit: 8 office hours. */
export const WORK_DAY = 8 * HOUR;

export const courseInOffice = (from: number, budget: number, calendar: WorkCalendar): Stretch[] => {
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
