import type { ResponsibleLevel } from '../place/area.ts';
import {
  type ClockedStage,
  limitFor,
  type Policy,
  type RungAction,
  rungsFor,
  type Severity,
} from '../policy/policy.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import { type Instant, instantAt, secondsUntil } from '../time/instant.ts';
import {
  dueAtShare,
  granted,
  opened,
  type PausedLedger,
  pausedAt,
  type RunningLedger,
  resumedAt,
} from '../time/ledger.ts';
import type { Limit } from '../time/limit.ts';

/** A rung of the ladder with the instant at which it is due. */
export interface Rung {
  /** Share of the limit that is used up at this rung; above the last rung, supervision has none. */
  share?: number;
  actions: RungAction[];
  at: Instant;
}

interface Timing {
  stage: ClockedStage;
  startedAt: Instant;
  /** While the clock is paused this is the deadline that stood when it was stopped. */
  dueAt: Instant;
  /** The deadline lies beyond the last known working day: it is recomputed when the next notice is loaded. */
  beyondCalendar: boolean;
  calendarVersion: string;
  /** The rungs that have yet to fire, the earliest first. */
  pending: Rung[];
  /** Seconds beyond a due rung after which the waiting workflow looks at the clock itself. */
  graceSeconds: number;
}

/** The running time of one wait: its ledger, when it is due, and the rungs that have yet to fire. */
export type Clock = RunningClock | PausedClock;
export type RunningClock = Timing & RunningLedger;
export type PausedClock = Timing & PausedLedger;

/** The matter and the place in the ladder for which a clock runs. */
export interface Timed {
  category: string;
  severity: Severity;
  level: ResponsibleLevel;
}

/** Starts the clock of a stage at `from`, with every rung of the policy's ladder laid out on it. */
export const startClock = (
  stage: ClockedStage,
  timed: Timed,
  from: Instant,
  policy: Policy,
  calendar: WorkCalendar,
): RunningClock => {
  const ledger = opened(from, limitFor(policy, stage, timed.category, timed.severity));
  return laidOut(
    {
      ...ledger,
      stage,
      startedAt: from,
      dueAt: from,
      beyondCalendar: false,
      calendarVersion: calendar.version,
      graceSeconds: policy.guardGraceSeconds,
      pending: rungsFor(policy, { ...timed, stage }).map(({ share, actions }) => ({
        share,
        actions,
        at: from,
      })),
    },
    calendar,
  );
};

export const isPaused = (clock: Clock): clock is PausedClock => clock.runningSince === undefined;

/** The clock stopped; no rung fires until it runs again. */
export const paused = (clock: Clock, at: Instant): PausedClock => {
  const { runningSince, ...stopped } = clock;
  return { ...stopped, ran: pausedAt(clock, at).ran };
};

/** The clock running again, with deadline and rungs moved by what was not used. */
export const resumed = (clock: Clock, at: Instant, calendar: WorkCalendar): RunningClock => {
  const stoppedAt = clock.ran.at(-1)?.to ?? at;
  const shift = Date.parse(at) - Date.parse(stoppedAt);
  const pending = clock.pending.map((rung) =>
    rung.share === undefined ? { ...rung, at: instantAt(Date.parse(rung.at) + shift) } : rung,
  );
  return laidOut({ ...clock, ...resumedAt(clock, at), pending }, calendar);
};

/** The clock with the original limit granted once more. */
export const extended = <C extends Clock>(clock: C, calendar: WorkCalendar): C =>
  laidOut(granted(clock, clock.limits[0]), calendar);

/**
 * The clock under another limit, as when the severity is raised: what was used counts against the new one at once.
 * Extensions that were granted stay, each as one more of the new limit.
 */
export const relimited = <C extends Clock>(clock: C, limit: Limit, calendar: WorkCalendar): C =>
  laidOut({ ...clock, limits: [limit, ...clock.limits.slice(1).map(() => limit)] }, calendar);

/** The clock recounted by a calendar. */
export const laidOut = <C extends Clock>(clock: C, calendar: WorkCalendar): C => ({
  ...clock,
  ...dueAtShare(clock, 1, calendar),
  calendarVersion: calendar.version,
  pending: clock.pending
    .map((rung) => ({
      ...rung,
      at: (rung.share === undefined ? undefined : dueAtShare(clock, rung.share, calendar)?.dueAt) ?? rung.at,
    }))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
});

/** The clock after a rung has fired. Two rungs may share an instant, so the share tells them apart. */
export const withoutRung = <C extends Clock>(clock: C, fired: Pick<Rung, 'share' | 'at'>): C => ({
  ...clock,
  pending: clock.pending.filter(({ share, at }) => share !== fired.share || at !== fired.at),
});

/** The supervision that lies ahead; there is never more than one. */
export const supervisionAhead = (clock: Clock): Rung | undefined =>
  clock.pending.find(({ share }) => share === undefined);

/** The clock with a supervision ahead, in its place among the rungs. */
export const withSupervision = <C extends Clock>(clock: C, at: Instant): C =>
  supervisionAhead(clock)
    ? clock
    : {
        ...clock,
        pending: [
          ...clock.pending.filter((rung) => rung.at <= at),
          { actions: ['supervise'], at },
          ...clock.pending.filter((rung) => rung.at > at),
        ],
      };

const A_YEAR_SECONDS = 365 * 86_400;

/**
 * How long a workflow waits at most before it looks at the clock itself: until the next rung that moves the process,
 * so that a reminder costs the workflow nothing, or until `instead`; and the grace. Whole seconds, from one to a year:
 * no execution lives longer, and a wait takes no more than 99,999,999.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
 */
export const guardSeconds = (clock: Clock, now: Instant, instead?: Instant): number => {
  const moving = clock.pending.find(
    ({ actions }) => actions.includes('escalate') || actions.includes('supervise'),
  );
  const seconds = secondsUntil(now, instead ?? moving?.at ?? clock.dueAt) + clock.graceSeconds;
  return Math.min(Math.max(1, seconds), A_YEAR_SECONDS);
};
