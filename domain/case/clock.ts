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
import type { Instant } from '../time/instant.ts';
import { dueAtShare, granted, type Ledger, opened, pausedAt, resumedAt } from '../time/ledger.ts';
import type { Limit } from '../time/limit.ts';

/** A rung of the ladder with the instant at which it is due. */
export interface Rung {
  /** Share of the limit that is used up at this rung; above the last rung, supervision has none. */
  share?: number;
  actions: RungAction[];
  at: Instant;
}

/** The running time of one wait: its ledger, when it is due, and the rungs that have yet to fire. */
export interface Clock extends Ledger {
  stage: ClockedStage;
  startedAt: Instant;
  /** While the clock is paused this is the deadline that stood when it was stopped. */
  dueAt: Instant;
  /** The deadline lies beyond the last known working day: it is recomputed when the next notice is loaded. */
  beyondCalendar: boolean;
  calendarVersion: string;
  pending: Rung[];
  /** Seconds beyond a due rung after which the waiting workflow looks at the clock itself. */
  graceSeconds: number;
}

/** The matter and place in the ladder for which a clock runs. */
export interface Wait {
  category: string;
  severity: Severity;
  level: ResponsibleLevel;
}

/** Starts the clock of a stage at `from`, with every rung of the policy's ladder laid out on it. */
export const startClock = (
  stage: ClockedStage,
  wait: Wait,
  from: Instant,
  policy: Policy,
  calendar: WorkCalendar,
): Clock => {
  const ledger = opened(from, limitFor(policy, stage, wait.category, wait.severity));
  return laidOut(
    {
      ...ledger,
      stage,
      startedAt: from,
      dueAt: from,
      beyondCalendar: false,
      calendarVersion: calendar.version,
      graceSeconds: policy.guardGraceSeconds,
      pending: rungsFor(policy, { ...wait, stage }).map(({ share, actions }) => ({
        share,
        actions,
        at: from,
      })),
    },
    calendar,
  );
};

export const isPaused = ({ runningSince }: Clock): boolean => runningSince === undefined;

/** The clock stopped; no rung fires until it runs again. */
export const paused = (clock: Clock, at: Instant): Clock => {
  const { runningSince, ...stopped } = clock;
  return { ...stopped, ran: pausedAt(clock, at).ran };
};

/** The clock running again, with deadline and rungs moved by what was not used. */
export const resumed = (clock: Clock, at: Instant, calendar: WorkCalendar): Clock => {
  const stoppedAt = clock.ran.at(-1)?.to ?? at;
  const shift = Date.parse(at) - Date.parse(stoppedAt);
  const pending = clock.pending.map((rung) =>
    rung.share === undefined ? { ...rung, at: new Date(Date.parse(rung.at) + shift).toISOString() } : rung,
  );
  return laidOut({ ...clock, ...resumedAt(clock, at), pending }, calendar);
};

/** The clock with the original limit granted once more. */
export const extended = (clock: Clock, calendar: WorkCalendar): Clock =>
  laidOut({ ...clock, ...granted(clock, clock.limits[0]) }, calendar);

/**
 * The clock under another limit, as when the severity is raised: what was used counts against the new one at once.
 * Extensions that were granted stay, each as one more of the new limit.
 */
export const relimited = (clock: Clock, limit: Limit, calendar: WorkCalendar): Clock =>
  laidOut({ ...clock, limits: [limit, ...clock.limits.slice(1).map(() => limit)] }, calendar);

/** The clock recounted by a calendar. */
export const laidOut = (clock: Clock, calendar: WorkCalendar): Clock => {
  return {
    ...clock,
    ...dueAtShare(clock, 1, calendar),
    calendarVersion: calendar.version,
    pending: clock.pending
      .map((rung) => ({
        ...rung,
        at:
          (rung.share === undefined ? undefined : dueAtShare(clock, rung.share, calendar)?.dueAt) ?? rung.at,
      }))
      .sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
  };
};

/** The clock after a rung has fired. Two rungs may share an instant, so the share tells them apart. */
export const withoutRung = (clock: Clock, fired: Pick<Rung, 'share' | 'at'>): Clock => ({
  ...clock,
  pending: clock.pending.filter(({ share, at }) => share !== fired.share || at !== fired.at),
});

/** The supervision that lies ahead; there is never more than one. */
export const supervisionAhead = (clock: Clock): Rung | undefined =>
  clock.pending.find(({ share }) => share === undefined);

/** The clock with a supervision ahead, in its place among the rungs. */
export const withSupervision = (clock: Clock, at: Instant): Clock =>
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
