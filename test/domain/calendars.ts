import { readFileSync } from 'node:fs';
import { readCalendars, type WorkCalendar } from '#domain/time/calendar.ts';

/** A year of Nantong's calendar as it is kept in the city folder. */
export const calendarFile = (year: number): unknown =>
  JSON.parse(
    readFileSync(new URL(`../../infra/cities/nantong/calendars/${year}.json`, import.meta.url), 'utf8'),
  );

export const calendarOf = (...years: number[]): WorkCalendar => {
  const read = readCalendars('test', years.map(calendarFile));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.calendar;
};
