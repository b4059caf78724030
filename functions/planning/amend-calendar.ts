import { calendarWarnings, countWarning, type Warning } from '#domain/amendment.ts';
import { caseClockwork } from '#domain/case/ladder.ts';
import { recountedClocks } from '#domain/process/clock-changes.ts';
import { RejectionError } from '#domain/rejection.ts';
import type { CalendarFault, CalendarYear, WorkCalendar } from '#domain/time/calendar.ts';
import type { Instant } from '#domain/time/instant.ts';
import { type Problem, problem } from '#shared/http/problem.ts';
import type { Amendment } from '#shared/store/amendments.ts';
import type { CityStore } from '#shared/store/city-store.ts';
import { type Current, inForce, type Since } from '#shared/store/edition.ts';
import { newJob } from '#shared/store/jobs.ts';
import type { Store } from '#shared/store/store.ts';
import { joinYears } from '#shared/use-cases/join-years.ts';
import { type Amended, type Planned, refuseInForce, unknownVersion } from './amending.ts';
import { openCases } from './open-cases.ts';

/**
 * What a year would do in place of the one that the calendar has, or beside those.
 * @throws Problem (422) for a year that does not fit; RejectionError when nothing is new in it
 */
export const planYear = async (store: Store, year: CalendarYear, now: Instant): Promise<Planned> => {
  const { calendarVersion } = inForce(await store.city.stored(), now);
  const { calendar } = await withYear(store.city, calendarVersion, year);
  return { ...(await plan(store, calendarVersion, calendar, now)), year };
};

/**
 * What an earlier calendar would do as a whole.
 * @throws RejectionError when there never was one of this version, or it is in force
 */
export const planEarlierCalendar = async (store: Store, version: string, now: Instant): Promise<Planned> => {
  const calendar = await store.city.findCalendar(version);
  if (!calendar) throw new RejectionError(unknownVersion(version));
  return plan(store, inForce(await store.city.stored(), now).calendarVersion, calendar, now);
};

/**
 * The calendar with the year, joined with what holds now, and the job that recounts open cases by it.
 * @throws Problem (422) when the year does not fit its neighbours any more
 */
export const calendarInForce = async (
  { city, jobs }: Pick<Store, 'city' | 'jobs'>,
  { year, to }: Amendment,
  since: Since,
): Promise<Amended> => {
  const stored = await city.stored();
  const current = inForce(stored, since.at);
  const from = current.calendarVersion;
  const calendar = year
    ? await withYear(city, from, year)
    : { calendar: await city.calendar(to), years: await city.calendarYears(to) };
  const { version } = calendar.calendar;
  refuseInForce(version, from);
  const job = newJob('recalculate', since.at, (await jobs()).get('recalculate'), version);
  return {
    stored,
    after: withCalendar(current, version, since),
    along: { calendar, job },
    from,
    to: version,
  };
};

const plan = async (store: Store, from: string, calendar: WorkCalendar, now: Instant): Promise<Planned> => {
  refuseInForce(calendar.version, from);
  const warnings = await warningsOf(store, await store.city.calendar(from), calendar, now);
  return { kind: 'calendar', from, to: calendar.version, warnings };
};

const warningsOf = async (
  store: Store,
  before: WorkCalendar,
  calendar: WorkCalendar,
  now: Instant,
): Promise<Warning[]> => {
  const { cases, complete } = await openCases(store);
  const moved = cases.filter((current) =>
    recountedClocks(caseClockwork, current, { now, calendar }).some(({ moved: { from, to } }) => from !== to),
  );
  return [
    ...calendarWarnings(before, calendar),
    ...countWarning('deadlinesMoved', moved.length, { among: cases.length, atLeast: !complete }),
  ];
};

/** The calendar in force with another year. */
const withYear = async (city: CityStore, version: string, year: CalendarYear) => {
  const years = await city.calendarYears(version);
  const joined = [...years.filter((other) => other.year !== year.year), year].toSorted(
    (a, b) => a.year - b.year,
  );
  const read = joinYears(joined);
  if ('faults' in read) throw invalidCalendar(read.faults, joined, year.year);
  return read;
};

/** The calendar is the city's, whatever borders hold: a planned edition gets it, too. */
const withCalendar = (current: Current, calendarVersion: string, since: Since): Current => {
  const { next } = current;
  return {
    ...current,
    calendarVersion,
    since: { ...current.since, calendar: since },
    ...(next && { next: { ...next, calendarVersion, since: { ...next.since, calendar: since } } }),
  };
};

/** Faults of the proposed year by their place in the body; those of another year name it. */
const invalidCalendar = (
  faults: readonly CalendarFault[],
  joined: readonly CalendarYear[],
  year: number,
): Problem => {
  const placed = faults.slice(0, 20).map(({ path, message }) => {
    const [index, ...rest] = path.split('.');
    const its = joined[Number(index)]?.year;
    return { field: [its === year ? 'calendarYear' : String(its), ...rest].join('.'), message };
  });
  const list = placed.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return problem(
    'invalid-calendar',
    { 'zh-CN': `放假调休安排有误：${list}`, en: `The holiday notice is not valid: ${list}` },
    { faults: placed },
  );
};
