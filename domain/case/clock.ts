import type { WorkCalendar } from '../calendar.ts';
import { deadlineOf, instantAtShare } from '../deadline.ts';
import type { Instant } from '../instant.ts';
import type { Limit } from '../limit.ts';
import { type ClockedStage, limitFor, type Policy, type RungAction, type Severity } from '../policy.ts';

/** A rung of the ladder with the instant at which it is due. */
export interface Rung {
  /** Share of the limit that is used up at this rung; above the last rung, supervision has none. */
  share?: number;
  actions: RungAction[];
  at: Instant;
}

/** The running time of one wait: what was granted, when it is due, and the rungs that have yet to fire. */
export interface Clock {
  stage: ClockedStage;
  startedAt: Instant;
  limit: Limit;
  dueAt: Instant;
  /** The deadline lies beyond the last known working day: it is recomputed when the next notice is loaded. */
  beyondCalendar: boolean;
  calendarVersion: string;
  pending: Rung[];
  /** Seconds beyond a due rung after which the waiting workflow looks at the clock itself. */
  graceSeconds: number;
}

/** Starts the clock of a stage at `from`, with every rung of the policy's ladder laid out on it. */
export const startClock = (
  stage: ClockedStage,
  matter: { category: string; severity: Severity },
  from: Instant,
  policy: Policy,
  calendar: WorkCalendar,
): Clock => {
  const limit = limitFor(policy, stage, matter.category, matter.severity);
  return {
    stage,
    startedAt: from,
    limit,
    ...deadlineOf(from, limit, calendar),
    calendarVersion: calendar.version,
    graceSeconds: policy.guardGraceSeconds,
    pending: policy.ladder.rungs.map(({ share, actions }) => ({
      share,
      actions,
      at: instantAtShare(from, limit, share, calendar),
    })),
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
