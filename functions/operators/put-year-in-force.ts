import type { CalendarFault, CalendarYear } from '#domain/time/calendar.ts';
import type { Instant } from '#domain/time/instant.ts';
import { type Problem, problem } from '#shared/http/problem.ts';
import { type Current, inForce } from '#shared/store/city-store.ts';
import { VersionConflict } from '#shared/store/errors.ts';
import { newJob } from '#shared/store/jobs.ts';
import type { Store } from '#shared/store/store.ts';
import { joinYears } from '#shared/use-cases/join-years.ts';
import { publish } from '#shared/use-cases/publish.ts';

/**
 * Puts a year in force in place of the one that the calendar has, or beside those, and starts the job that recounts by
 * it, all or nothing. `changed` is false when nothing is new in it.
 * @throws Problem (422) for a year that does not fit; RejectionError while an import is under way; VersionConflict when
 *   the city or the job was changed meanwhile
 */
export const putYearInForce = async (
  store: Pick<Store, 'city' | 'jobs'>,
  year: CalendarYear,
  now: Instant,
): Promise<{ calendarVersion: string; knownUntil: string; changed: boolean }> => {
  const { city } = store;
  const stored = await city.stored();
  const current = inForce(stored, now);
  const years = await city.calendarYears(current.calendarVersion);
  const joined = [...years.filter((other) => other.year !== year.year), year].toSorted(
    (a, b) => a.year - b.year,
  );
  const read = joinYears(joined);
  if ('faults' in read) throw invalidCalendar(read.faults, joined, year.year);
  const { version, knownUntil } = read.calendar;
  const changed = version !== current.calendarVersion;
  if (changed) {
    const job = newJob('recalculate', now, (await store.jobs()).get('recalculate'), version);
    if (!(await publish(city, stored, withCalendar(current, version), { calendar: read, job })))
      throw new VersionConflict();
  }
  return { calendarVersion: version, knownUntil, changed };
};

/** The calendar is the city's, whatever borders hold: a planned edition gets it, too. */
const withCalendar = (current: Current, calendarVersion: string): Current => ({
  ...current,
  calendarVersion,
  ...(current.next && { next: { ...current.next, calendarVersion } }),
});

/** Faults of the replaced year by their place in the body; those of another year name it. */
const invalidCalendar = (
  faults: readonly CalendarFault[],
  joined: readonly CalendarYear[],
  year: number,
): Problem => {
  const placed = faults.slice(0, 20).map(({ path, message }) => {
    const [index, ...rest] = path.split('.');
    const its = joined[Number(index)]?.year;
    return { field: [...(its === year ? [] : [String(its)]), ...rest].join('.'), message };
  });
  const list = placed.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return problem(
    'invalid-calendar',
    { 'zh-CN': `放假调休安排有误：${list}`, en: `The holiday notice is not valid: ${list}` },
    { faults: placed },
  );
};
