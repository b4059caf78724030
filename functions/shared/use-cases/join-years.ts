import { createHash } from 'node:crypto';
import {
  type CalendarFault,
  type CalendarYear,
  readCalendars,
  type WorkCalendar,
} from '#domain/time/calendar.ts';

/**
 * A calendar joined of years, checked, and the years that it was joined of. Its version is named after what is in it, so
 * that one name never stands for two calendars.
 */
export const joinYears = (
  inputs: unknown[],
): { calendar: WorkCalendar; years: CalendarYear[] } | { faults: CalendarFault[] } => {
  const read = readCalendars('', inputs);
  if ('faults' in read) return read;
  const years = (inputs as CalendarYear[]).toSorted((a, b) => a.year - b.year).map(inFixedOrder);
  const hash = createHash('sha256').update(JSON.stringify(years)).digest('hex');
  const version = `${read.calendar.knownUntil}-${hash.slice(0, 12)}`;
  return { calendar: { ...read.calendar, version }, years };
};

/** A store gives the fields of a map back in any order, and people list days in any; the hash must not hang on either. */
const inFixedOrder = ({ year, source, knownUntil, days }: CalendarYear): CalendarYear => ({
  year,
  source,
  knownUntil,
  days: days
    .map(({ date, name, rest }) => ({ date, name, rest }))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1)),
});
