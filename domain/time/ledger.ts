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

/** A stretch during which the timer ran and was then paused. */
interface Stretch {
  from: Instant;
  to: Instant;
}

interface Grants {
  /** The limit, and one more for each extension; all in the same unit. */
  limits: [Limit, ...Limit[]];
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
  const { runningSince: from, ran, limits } = ledger;
  return { limits, ran: [...ran, { from, to: at }] };
};

export const resumedAt = (ledger: Ledger, at: Instant): RunningLedger =>
  ledger.runningSince === undefined ? { ...ledger, runningSince: at } : ledger;

/** The ledger with one more grant. */
export const granted = <L extends Ledger>(ledger: L, limit: Limit): L => ({
  ...ledger,
  limits: [...ledger.limits, limit],
});

/**
 * Time used until an instant, in milliseconds of the limit's own clock: office time for work hours and work days, time
 * on the wall for urgent hours and natural days.
 */
export const usedMs = (ledger: Ledger, until: Instant, calendar: WorkCalendar): number =>
  stretches(ledger)
    .filter(({ from }) => from < until)
    .reduce(
      (sum, { from, to = until }) => sum + lengthOf(from, to < until ? to : until, ledger, calendar),
      0,
    );

/** Time granted in all, in milliseconds of the same clock. */
export const budgetMs = (ledger: Ledger, calendar: WorkCalendar): number => {
  if (unitOf(ledger) !== 'naturalDay')
    return ledger.limits.reduce((sum, limit) => sum + millisecondsOf(limit), 0);
  return Date.parse(naturalDue(ledger, calendar).dueAt) - Date.parse(startOf(ledger));
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
  if (ledger.ran.length === 0 && ledger.runningSince !== undefined)
    return unpausedAtShare(ledger, ledger.runningSince, share, calendar);
  const inDays = unitOf(ledger) === 'naturalDay';
  // The shares of natural days above 1 are days counted from the closing at which the limit ends.
  const target = Math.round(budgetMs(ledger, calendar) * (inDays ? Math.min(share, 1) : share));
  let used = 0;
  for (const { from, to } of stretches(ledger)) {
    const length = to === undefined ? Number.POSITIVE_INFINITY : lengthOf(from, to, ledger, calendar);
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

const unitOf = ({ limits: [{ unit }] }: Ledger) => unit;
const startOf = (ledger: Ledger): Instant =>
  ledger.runningSince === undefined ? ledger.ran[0].from : (ledger.ran[0]?.from ?? ledger.runningSince);

/** When the timer ran; a stretch without an end is the one in which it runs. */
const stretches = ({ ran, runningSince }: Ledger): { from: Instant; to?: Instant }[] =>
  runningSince === undefined ? ran : [...ran, { from: runningSince }];

const millisecondsOf = ({ value, unit }: Limit): number =>
  Math.round(value * (unit === 'workDay' ? WORK_DAY : HOUR));

const inOffice = (ledger: Ledger): boolean => unitOf(ledger) === 'workHour' || unitOf(ledger) === 'workDay';

const lengthOf = (from: Instant, to: Instant, ledger: Ledger, calendar: WorkCalendar): number =>
  inOffice(ledger)
    ? officeTimeBetween(Date.parse(from), Date.parse(to), calendar)
    : Date.parse(to) - Date.parse(from);

/** The instant at which so many milliseconds more are used. */
const after = (from: Instant, milliseconds: number, ledger: Ledger, calendar: WorkCalendar): Deadline => {
  if (milliseconds <= 0) return { dueAt: from, beyondCalendar: false };
  return inOffice(ledger)
    ? deadlineOf(from, { value: milliseconds / WORK_DAY, unit: 'workDay' }, calendar)
    : deadlineOf(from, { value: milliseconds / HOUR, unit: 'urgentHour' }, calendar);
};

/** A timer that never paused: the rules of `deadlineOf`, grant by grant. */
const unpausedAtShare = (ledger: Ledger, from: Instant, share: number, calendar: WorkCalendar): Deadline => {
  if (unitOf(ledger) !== 'naturalDay')
    return after(from, Math.round(budgetMs(ledger, calendar) * share), ledger, calendar);
  const due = naturalDue(ledger, calendar);
  if (share === 1) return due;
  if (share > 1) return beyond(due.dueAt, ledger, share, calendar);
  const start = Date.parse(from);
  return {
    dueAt: instantAt(start + Math.round((Date.parse(due.dueAt) - start) * share)),
    beyondCalendar: due.beyondCalendar,
  };
};

/** Natural days count from the start, each grant from where the one before ends. */
const naturalDue = (ledger: Ledger, calendar: WorkCalendar): Deadline =>
  ledger.limits.reduce<Deadline>(
    ({ dueAt, beyondCalendar }, limit) => {
      const next = deadlineOf(dueAt, limit, calendar);
      return { dueAt: next.dueAt, beyondCalendar: beyondCalendar || next.beyondCalendar };
    },
    { dueAt: startOf(ledger), beyondCalendar: false },
  );

const beyond = (due: Instant, { limits }: Ledger, share: number, calendar: WorkCalendar): Deadline => {
  const days = limits.reduce((sum, { value }) => sum + value, 0);
  return deadlineOf(due, { value: days * (share - 1), unit: 'naturalDay' }, calendar);
};
