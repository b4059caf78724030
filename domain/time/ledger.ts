import { isKnown, type WorkCalendar } from './calendar.ts';
import { type Deadline, deadlineOf } from './deadline.ts';
import { type Instant, instantAt } from './instant.ts';
import type { Limit } from './limit.ts';
import { closingFrom } from './natural-days.ts';
import { officeTimeBetween, WORK_DAY } from './office-time.ts';
import { dayAt, HOUR } from './shanghai.ts';

/**
 * A timer as a ledger: what was granted and when it ran. Deadline, use and remainder follow from these facts under any
 * calendar, so that pausing keeps what was used and a corrected calendar recounts everything.
 */
export type Ledger = RunningLedger | PausedLedger;

/** A stretch during which the timer ran, and was then paused or came under another limit. */
interface Stretch {
  from: Instant;
  to: Instant;
  /** A limit that held then counted office time alone: what lies outside office hours counts under no later one. */
  officeOnly?: true;
}

interface Grants {
  /** The limit, and one more for each extension; all in the same unit. */
  limits: [Limit, ...Limit[]];
  /** Since when these limits hold, where they took the place of others. Nothing is due by them before. */
  since?: Instant;
}

export interface RunningLedger extends Grants {
  ran: Stretch[];
  /** Since when it runs. */
  runningSince: Instant;
}

export interface PausedLedger extends Grants {
  ran: [...Stretch[], Stretch];
  runningSince?: undefined;
}

/** A ledger that starts to run. */
export const opened = (from: Instant, limit: Limit): RunningLedger => ({
  limits: [limit],
  ran: [],
  runningSince: from,
});

/** The ledger with its timer stopped; what was used is kept. */
export const pausedAt = (ledger: Ledger, at: Instant): PausedLedger => {
  if (ledger.runningSince === undefined) return ledger;
  const { runningSince: from, ran, limits, since } = ledger;
  return { limits, ran: [...ran, { from, to: at }], ...(since !== undefined && { since }) };
};

export const resumedAt = (ledger: Ledger, at: Instant): RunningLedger =>
  ledger.runningSince === undefined ? { ...ledger, runningSince: at } : ledger;

/** The ledger with one more grant. */
export const granted = <L extends Ledger>(ledger: L, limit: Limit): L => ({
  ...ledger,
  limits: [...ledger.limits, limit],
});

/**
 * The ledger under another limit from an instant on; each extension becomes one more of the new limit. What was used
 * is carried over by one rule: time is used under the new limit if it counts under it and counted under every limit that
 * has held since. Nobody can have used what did not count, or does not count any more:
 * - office time that becomes time on the wall is as many hours: nights and rest days before the change stay free;
 * - time on the wall that becomes office time is what of it lay in office hours;
 * - for natural days the count of days begins as many hours before the change as are carried over.
 *
 * No more than the whole new limit is carried over, so that the deadline is the instant of the change at the earliest
 * (natural days: the first closing from then on), and rungs beyond it keep their distance.
 *
 * Handling from Friday 17:00, changed on Monday at 08:30: 1.5 office hours, 63.5 on the wall.
 * - 5 working days become 4 urgent hours: 2.5 are left, due on Monday at 11:00.
 * - 72 urgent hours become 1 working day: 6.5 office hours are left, due on Monday at 17:00.
 * - 5 working days become 1 urgent hour: all of it is used, due on Monday at 08:30.
 * - 5 working days become 3 natural days: counted from Monday at 07:00, due on Thursday at 18:00.
 */
export const relimitedAt = (
  { limits, ran, runningSince }: RunningLedger,
  limit: Limit,
  at: Instant,
): RunningLedger => {
  const before = runningSince < at ? [...ran, { from: runningSince, to: at }] : ran;
  return {
    limits: [limit, ...limits.slice(1).map(() => limit)],
    ran: inOffice({ limits }) ? before.map((stretch) => ({ ...stretch, officeOnly: true })) : before,
    runningSince: at,
    since: at,
  };
};

/**
 * Time used until an instant, in milliseconds of the limit's own clock: office time for work hours and work days, time
 * on the wall for urgent hours and natural days.
 */
export const usedMs = (ledger: Ledger, until: Instant, calendar: WorkCalendar): number =>
  ledger.since === undefined || until <= ledger.since
    ? sumUntil(stretches(ledger), until, ledger, calendar)
    : sumUntil(sinceTheLimit(ledger), until, ledger, calendar) + carriedMs(ledger, calendar);

const sumUntil = (list: Running[], until: Instant, ledger: Ledger, calendar: WorkCalendar): number =>
  list
    .filter(({ from }) => from < until)
    .reduce(
      (sum, stretch) => sum + lengthOf(stretch, earlier(stretch.to ?? until, until), ledger, calendar),
      0,
    );

/** What was carried over from other limits: at most the whole budget. */
const carriedMs = (ledger: Ledger, calendar: WorkCalendar): number =>
  ledger.since === undefined
    ? 0
    : Math.min(usedMs(ledger, ledger.since, calendar), budgetMs(ledger, calendar));

/** Time granted in all, in milliseconds of the same clock. */
export const budgetMs = (ledger: Ledger, calendar: WorkCalendar): number => {
  if (unitOf(ledger) !== 'naturalDay')
    return ledger.limits.reduce((sum, limit) => sum + millisecondsOf(limit), 0);
  // Natural days count from the start, each grant from where the one before ends.
  const start = startOf(ledger, calendar);
  const end = ledger.limits.reduce((from, limit) => deadlineOf(from, limit, calendar).dueAt, start);
  return Date.parse(end) - Date.parse(start);
};

/**
 * When a share of the budget is used up, if the timer runs on without another pause: share 1 is the deadline. While the
 * timer is paused the answer is undefined, unless the share was used up before.
 * Natural days have one closing a day, so their shares below 1 divide the time up to the deadline, and above 1 the
 * rest is counted as days from the deadline on, so that no rest days swallow a rung.
 * @throws RangeError when the share is not above 0
 */
export const dueAtShare = (ledger: Ledger, share: number, calendar: WorkCalendar): Deadline | undefined => {
  if (!(share > 0)) throw new RangeError(`a share lies above 0, not at ${share}`);
  const inDays = unitOf(ledger) === 'naturalDay';
  // The shares of natural days above 1 are days counted from the closing at which the limit ends.
  const target = Math.round(budgetMs(ledger, calendar) * (inDays ? Math.min(share, 1) : share));
  let used = carriedMs(ledger, calendar);
  for (const stretch of sinceTheLimit(ledger)) {
    const { from, to } = stretch;
    const length = to === undefined ? Number.POSITIVE_INFINITY : lengthOf(stretch, to, ledger, calendar);
    if (used + length >= target) {
      const due = after(from, target - used, ledger, calendar);
      if (!inDays || share < 1) return due;
      const closing = closingAt(due.dueAt, calendar);
      // A pause that begins before the closing puts it off to the first one after the timer runs again.
      if (to === undefined || closing.dueAt <= to)
        return share === 1 ? closing : beyond(closing.dueAt, ledger, share, calendar);
    }
    used += length;
  }
  return undefined;
};

/** Where a limit of natural days ends that is used up at `instant`. */
const closingAt = (instant: Instant, calendar: WorkCalendar): Deadline => {
  const closing = closingFrom(Date.parse(instant), calendar);
  return {
    dueAt: instantAt(closing),
    beyondCalendar: !isKnown(calendar, dayAt(closing)),
  };
};

const unitOf = ({ limits: [{ unit }] }: Grants) => unit;

/** From when natural days are counted: the start, or as long before the present limit as was carried over to it. */
const startOf = (ledger: Ledger, calendar: WorkCalendar): Instant =>
  ledger.since === undefined
    ? stretches(ledger)[0]!.from
    : instantAt(Date.parse(ledger.since) - usedMs(ledger, ledger.since, calendar));

/** A stretch without an end is the one in which the timer runs. */
type Running = Omit<Stretch, 'to'> & { to?: Instant };

/** When the timer ran. */
const stretches = ({ ran, runningSince }: Ledger): Running[] =>
  runningSince === undefined ? ran : [...ran, { from: runningSince }];

/** When the timer ran under its present limits. */
const sinceTheLimit = (ledger: Ledger): Running[] => {
  const { since } = ledger;
  return since === undefined ? stretches(ledger) : stretches(ledger).filter(({ from }) => from >= since);
};

const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other);

const millisecondsOf = ({ value, unit }: Limit): number =>
  Math.round(value * (unit === 'workDay' ? WORK_DAY : HOUR));

const inOffice = (ledger: Grants): boolean => unitOf(ledger) === 'workHour' || unitOf(ledger) === 'workDay';

const lengthOf = (
  { from, officeOnly }: Running,
  to: Instant,
  ledger: Ledger,
  calendar: WorkCalendar,
): number =>
  inOffice(ledger) || officeOnly
    ? officeTimeBetween(Date.parse(from), Date.parse(to), calendar)
    : Date.parse(to) - Date.parse(from);

/** The instant at which so many milliseconds more are used. */
const after = (from: Instant, milliseconds: number, ledger: Ledger, calendar: WorkCalendar): Deadline => {
  if (milliseconds <= 0) return { dueAt: from, beyondCalendar: false };
  return inOffice(ledger)
    ? deadlineOf(from, { value: milliseconds / WORK_DAY, unit: 'workDay' }, calendar)
    : deadlineOf(from, { value: milliseconds / HOUR, unit: 'urgentHour' }, calendar);
};

const beyond = (due: Instant, { limits }: Ledger, share: number, calendar: WorkCalendar): Deadline => {
  const days = limits.reduce((sum, { value }) => sum + value, 0);
  return deadlineOf(due, { value: days * (share - 1), unit: 'naturalDay' }, calendar);
};
