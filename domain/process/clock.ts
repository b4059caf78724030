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
import type { Deadline } from '../time/deadline.ts';
import { type Instant, instantAt, secondsUntil } from '../time/instant.ts';
import {
  dueAtShare,
  granted,
  opened,
  type PausedLedger,
  pausedAt,
  type RunningLedger,
  relimitedAt,
  resumedAt,
  usedMs,
} from '../time/ledger.ts';
import type { Limit } from '../time/limit.ts';
import { HOUR } from '../time/shanghai.ts';
import type { DeadlineMove } from './event.ts';

const A_YEAR_SECONDS = 365 * 86_400;

/** A rung of the ladder with the instant at which it is due. */
export interface Rung {
  /** Share of the limit that is used up at this rung; above the last rung, supervision has none. */
  share?: number;
  actions: RungAction[];
  at: Instant;
}

/** What a policy's ladder has at a share of the limit. */
type Step = Policy['ladders'][number]['rungs'][number];

interface Timing {
  stage: ClockedStage;
  /** The level whose ladder is on the clock. */
  level: ResponsibleLevel;
  startedAt: Instant;
  /** While the clock is paused this is the deadline that stood when it was stopped. */
  dueAt: Instant;
  /** The deadline lies beyond the last known working day: it is recomputed when the next notice is loaded. */
  beyondCalendar: boolean;
  calendarVersion: string;
  /** The rungs that have yet to fire, the earliest first. */
  pending: Rung[];
  /** What has fired under the present deadline, and does not fire again. */
  fired?: Step[];
  /** The whole ladder, once the severity has changed; before, it is what has fired and what is pending. */
  ladder?: Step[];
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
  return {
    ...ledger,
    stage,
    level: timed.level,
    startedAt: from,
    ...deadlineIn(ledger, calendar),
    calendarVersion: calendar.version,
    graceSeconds: policy.guardGraceSeconds,
    // The rungs of a policy are in rising order.
    pending: rungsFor(policy, { ...timed, stage }).map((step) => ({
      ...step,
      at: instantOf(step, ledger, calendar),
    })),
  };
};

export const isPaused = (clock: Clock): clock is PausedClock => clock.runningSince === undefined;

/** Whether no rung lies ahead any more that comes before the deadline: it is near, or past. */
export const isPressing = (clock: Clock): boolean =>
  !isPaused(clock) && !clock.pending.some(({ share }) => share !== undefined && share < 1);

/** Since when a clock is paused. */
const stoppedAt = (clock: Clock): Instant | undefined => (isPaused(clock) ? clock.ran.at(-1)!.to : undefined);

/** The clock stopped; no rung fires until it runs again. */
export const paused = (clock: Clock, at: Instant): PausedClock => {
  const { runningSince, ...stopped } = clock;
  return { ...stopped, ran: pausedAt(clock, at).ran };
};

/** The clock running again, with what was used kept. Supervision goes on as long after as the clock stood still. */
export const resumed = (clock: Clock, at: Instant, calendar: WorkCalendar): RunningClock => {
  const shift = Date.parse(at) - Date.parse(stoppedAt(clock) ?? at);
  // Of these only the supervision keeps its place: the rungs are laid out anew.
  const pending = clock.pending.map((rung) => ({ ...rung, at: instantAt(Date.parse(rung.at) + shift) }));
  return laidOutAnew({ ...clock, pending }, { ...clock, ...resumedAt(clock, at) }, at, calendar);
};

/** The clock with the original limit granted once more. */
export const extended = (clock: RunningClock, at: Instant, calendar: WorkCalendar): RunningClock =>
  laidOutAnew(clock, granted(clock, clock.limits[0]), at, calendar);

/**
 * The clock under the limit and the ladder of another severity, from an instant on. How use is carried over is the
 * ledger's to say (`relimitedAt`). Where the limit is the same one, its deadline does not move.
 */
export const relimited = (
  clock: RunningClock,
  { category, severity }: Pick<Timed, 'category' | 'severity'>,
  at: Instant,
  policy: Policy,
  calendar: WorkCalendar,
): RunningClock => {
  const { stage, level } = clock;
  const limit = limitFor(policy, stage, category, severity);
  const [{ value, unit }] = clock.limits;
  const changed =
    value === limit.value && unit === limit.unit ? clock : { ...clock, ...relimitedAt(clock, limit, at) };
  const ladder = rungsFor(policy, { category, severity, stage, level });
  return laidOutAnew(clock, { ...changed, ladder }, at, calendar, ladder);
};

/** The clock recounted by a calendar that is known from an instant on. */
export const recounted = (clock: RunningClock, at: Instant, calendar: WorkCalendar): RunningClock =>
  laidOutAnew(clock, clock, at, calendar);

/**
 * A clock that does not outlast the stage that it serves: where the stage's deadline has moved to an earlier instant, it
 * ends there, too. Its limit is then the hours that it ran and has left, so that its ladder keeps its proportions.
 */
export const notOutlasting = (
  clock: RunningClock,
  stage: DeadlineMove,
  at: Instant,
  calendar: WorkCalendar,
): RunningClock => {
  if (!(stage.to < stage.from && clock.dueAt > stage.to)) return clock;
  const hours = (milliseconds: number): Limit => ({ value: milliseconds / HOUR, unit: 'urgentHour' });
  // How much of its use counts in hours does not depend on how many of them are granted.
  const used = usedMs(relimitedAt(clock, hours(HOUR), at), at, calendar);
  // A limit lies above 0, also where nothing was used and nothing is left.
  const limit = hours(Math.max(1, used + Date.parse(stage.to) - Date.parse(at)));
  return laidOutAnew(clock, { ...clock, ...relimitedAt(clock, limit, at), limits: [limit] }, at, calendar);
};

/**
 * Lays the ladder out anew when a limit, severity or calendar has changed at an instant.
 * - What has yet to fire lies at its share of what holds now. Nothing is due before the change.
 * - Where the deadline has moved, a rung that fired for the old one fires again, if it lies ahead now. What lies behind
 *   has been told and is not told twice.
 * - A supervision goes on only if the rung that began it lies behind: else it stops, and that rung begins it again.
 * - A deadline that has run out stays, unless it lies ahead now.
 */
const laidOutAnew = (
  before: Clock,
  after: RunningClock,
  at: Instant,
  calendar: WorkCalendar,
  ladder = ladderOf(before),
): RunningClock => {
  const counted = deadlineIn(after, calendar);
  const ranOut = before.dueAt <= (stoppedAt(before) ?? at);
  const dueAt = counted.dueAt < at && ranOut ? before.dueAt : later(counted.dueAt, at);
  const moved = dueAt !== before.dueAt;
  const liesAhead = (step: Step) => moved && instantOf(step, after, calendar) > at;
  const fired = (before.fired ?? []).filter((step) => !liesAhead(step));
  const rungs = ladder.flatMap((step) => {
    const actions = step.actions.filter((action) => !toldAt(step.share, fired).includes(action));
    const stands = moved || isPaused(before) ? undefined : dueBy(before, step, at);
    const instant = stands?.at ?? later(instantOf(step, after, calendar), at);
    return actions.length > 0 ? [{ share: step.share, actions, at: instant }] : [];
  });
  const supervision = fired.some(isMoving) ? supervisionAhead(before) : undefined;
  const { fired: _, ...course } = after;
  return {
    ...course,
    dueAt,
    beyondCalendar: counted.beyondCalendar,
    calendarVersion: calendar.version,
    pending: [...rungs, ...(supervision ? [supervision] : [])].sort(byTime),
    ...(fired.length > 0 && { fired }),
  };
};

/** What has fired lies below what is pending. */
const ladderOf = ({ ladder, fired = [], pending }: Clock): readonly Step[] =>
  ladder ?? [
    ...fired,
    ...pending.flatMap(({ share, actions }) => (share === undefined ? [] : [{ share, actions }])),
  ];

const toldAt = (share: number, fired: readonly Step[]): readonly RungAction[] =>
  fired.find((step) => step.share === share)?.actions ?? [];

/** The rung of a step that is due by an instant, and that no sweep has fired yet. */
const dueBy = ({ pending }: Clock, { share }: Step, at: Instant): Rung | undefined =>
  pending.find((rung) => rung.share === share && rung.at <= at);

/** Whether a rung moves the process on, or has somebody look after it again and again. */
const isMoving = ({ actions }: Pick<Rung, 'actions'>): boolean =>
  actions.includes('escalate') || actions.includes('supervise');

const deadlineIn = (ledger: RunningLedger, calendar: WorkCalendar): Deadline =>
  dueAtShare(ledger, 1, calendar) as Deadline;

const instantOf = ({ share }: Step, ledger: RunningLedger, calendar: WorkCalendar): Instant =>
  (dueAtShare(ledger, share, calendar) as Deadline).dueAt;

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

const byTime = (a: Rung, b: Rung): number => Date.parse(a.at) - Date.parse(b.at);

/** The clock after a rung has fired. Two rungs may share an instant, so the share tells them apart. */
export const withoutRung = <C extends Clock>(clock: C, { share, at }: Pick<Rung, 'share' | 'at'>): C => {
  const rung = clock.pending.find((one) => one.share === share && one.at === at);
  if (!rung) return clock;
  const pending = clock.pending.filter((one) => one !== rung);
  if (share === undefined) return { ...clock, pending };
  const fired = clock.fired ?? [];
  const step = { share, actions: [...toldAt(share, fired), ...rung.actions] };
  return { ...clock, pending, fired: [...fired.filter((one) => one.share !== share), step] };
};

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

/**
 * How long a workflow waits at most before it looks at the clock itself: until the next rung that moves the process,
 * so that a reminder costs the workflow nothing, or until `instead`; and the grace. Whole seconds, from one to a year:
 * no execution lives longer, and a wait takes no more than 99,999,999.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
 */
export const guardSeconds = (clock: Clock, now: Instant, instead?: Instant): number => {
  const moving = clock.pending.find(isMoving);
  const seconds = secondsUntil(now, instead ?? moving?.at ?? clock.dueAt) + clock.graceSeconds;
  return Math.min(Math.max(1, seconds), A_YEAR_SECONDS);
};
