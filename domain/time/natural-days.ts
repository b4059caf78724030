import { isWorkingDay, type WorkCalendar } from './calendar.ts';
import { CLOSING } from './office-time.ts';
import { DAY, dayAt, midnight } from './shanghai.ts';
import { restOf, type Stretch } from './stretch.ts';

/** Limits of natural days (自然日): they run day and night, and end when offices close. */

/** Civil Code 201–203: the first day does not count; a last day of rest moves to the next working day. */
export const courseOfDays = (from: number, value: number, calendar: WorkCalendar): Stretch[] => {
  const course: Stretch[] = [];
  let day = dayAt(from) + wholeDays(value);
  for (; !isWorkingDay(calendar, day); day++) course.push(restOf(day, from));
  course.push({ kind: 'lastDay', day, start: midnight(day), end: midnight(day) + CLOSING });
  return course;
};

/** A day begun counts as a whole one; 10 × 0.1 × 3 is not pushed over 3 by the float's last bit. */
const wholeDays = (value: number): number => Math.max(1, Math.ceil(value - 1e-9));

/** The first closing of a working day that does not lie before `instant`: where limits of natural days end. */
export const closingFrom = (instant: number, calendar: WorkCalendar): number => {
  let day = dayAt(instant + DAY - CLOSING - 1);
  while (!isWorkingDay(calendar, day)) day++;
  return midnight(day) + CLOSING;
};
