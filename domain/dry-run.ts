import { type Case, isOpen } from './case/case.ts';
import { type Clock, extended, isPaused, paused, relimited, resumed, startClock } from './case/clock.ts';
import type { Centres } from './case/command.ts';
import type { CaseEvent } from './case/event.ts';
import { evolve } from './case/evolve.ts';
import { levelsAbove, RESPONSIBLE_LEVELS, type ResponsibleLevel } from './place/area.ts';
import { centreSeat, type Unit } from './place/unit.ts';
import type { Roster } from './policy/duties.ts';
import { hasCategory, limitFor, type Policy, type Severity } from './policy/policy.ts';
import type { WorkCalendar } from './time/calendar.ts';
import { type Deadline, deadlineOf } from './time/deadline.ts';
import type { Instant } from './time/instant.ts';
import type { Limit } from './time/limit.ts';

/**
 * What another policy would have made of a case that has been. People's steps are taken as they were, with their real
 * instants; only what rules decide is decided anew: the unit on duty, the limit of handling, and who climbs when.
 * Both policies are asked the same question, so that a difference is the policies' and never the day's.
 */

/** A policy, and the units on duty by it. */
export interface Rules {
  policy: Policy;
  roster: Roster;
}

/** What both policies share: the calendar, the centres of the case's place, and until when an open case is followed. */
export interface Circumstances {
  calendar: WorkCalendar;
  centres: Centres;
  until: Instant;
}

/** Where two policies part over one case. */
export interface Difference {
  id: string;
  /** The category is not in the new policy, which therefore has nothing more to say on the case. */
  unknownCategory?: true;
  /** The unit on duty; absent where nobody is. */
  routed?: { before?: Unit; after?: Unit };
  /** The deadline of handling, counted from the first dispatch. */
  due?: { before: { limit: Limit } & Deadline; after: { limit: Limit } & Deadline };
  /** How often the ladder lifts the case by either policy, and how often it did. */
  escalations?: { happened: number; before: number; after: number };
}

/** Where two policies part over a case; undefined where they agree. */
export const compare = (
  history: readonly CaseEvent[],
  before: Rules,
  after: Rules,
  circumstances: Circumstances,
): Difference | undefined => {
  const [first] = history;
  if (first?.type !== 'reported') throw new Error('a history begins with "reported"');
  const { id, category, grid } = first.matter;
  if (!hasCategory(after.policy, category)) return { id, unknownCategory: true };
  const difference: Difference = {
    id,
    ...routedOtherwise(history, grid, category, before, after),
    ...dueOtherwise(history, before.policy, after.policy, circumstances.calendar),
    ...escalatedOtherwise(history, before.policy, after.policy, circumstances),
  };
  return Object.keys(difference).length > 1 ? difference : undefined;
};

/** A matter settled on the spot was never on its way to a unit. */
const routedOtherwise = (
  history: readonly CaseEvent[],
  grid: string,
  category: string,
  before: Rules,
  after: Rules,
): Pick<Difference, 'routed'> => {
  if (history.some(({ type }) => type === 'selfHandled')) return {};
  const [old, next] = [before, after].map(({ roster }) => roster(grid, category)?.unit);
  return old?.code === next?.code
    ? {}
    : { routed: { ...(old && { before: old }), ...(next && { after: next }) } };
};

const dueOtherwise = (
  history: readonly CaseEvent[],
  before: Policy,
  after: Policy,
  calendar: WorkCalendar,
): Pick<Difference, 'due'> => {
  const dispatch = history.findIndex(({ type }) => DISPATCHES.has(type));
  const current = history.slice(0, dispatch + 1).reduce<Case | undefined>(evolve, undefined);
  if (!current) return {};
  const start = history[dispatch]!.at;
  const [old, next] = [before, after].map((policy) => {
    const limit = limitFor(policy, 'handling', current.category, current.severity);
    return { limit, ...deadlineOf(start, limit, calendar) };
  }) as [{ limit: Limit } & Deadline, { limit: Limit } & Deadline];
  return old.dueAt === next.dueAt ? {} : { due: { before: old, after: next } };
};

const DISPATCHES: ReadonlySet<string> = new Set(['assigned', 'designated', 'delegated']);

const escalatedOtherwise = (
  history: readonly CaseEvent[],
  before: Policy,
  after: Policy,
  circumstances: Circumstances,
): Pick<Difference, 'escalations'> => {
  const old = escalationsUnder(before, history, circumstances);
  const next = escalationsUnder(after, history, circumstances);
  const happened = history.filter((event) => event.type === 'escalated' && event.rung).length;
  return old === next ? {} : { escalations: { happened, before: old, after: next } };
};

/** The wait that a policy would see: who has the case by it, and the clock that runs. */
interface Wait {
  level: ResponsibleLevel;
  unit: string;
  clock: Clock;
  /** When the wait began; a rung that was due by then fires at once. */
  since: Instant;
  dispatchedAt: Instant;
}

/** How often a policy's ladder lifts a case one level up, while people take their real steps at their real instants. */
export const escalationsUnder = (
  policy: Policy,
  history: readonly CaseEvent[],
  { calendar, centres, until }: Circumstances,
): number => {
  let current: Case | undefined;
  let wait: Wait | undefined;
  let count = 0;
  const climb = (now: Instant): void => {
    for (let lifted = wait && oneUp(wait, current, now); lifted; lifted = wait && oneUp(wait, current, now)) {
      wait = lifted;
      count += 1;
    }
  };
  const oneUp = (from: Wait, real: Case | undefined, now: Instant): Wait | undefined => {
    const rung = isPaused(from.clock)
      ? undefined
      : from.clock.pending.find(({ at, actions }) => at <= now && actions.includes('escalate'));
    if (!rung || !real || !isOpen(real)) return undefined;
    const { stage } = from.clock;
    const judged = stage === 'verification' || stage === 'followUp';
    const barred = [from.unit, ...(judged ? real.handlingUnits : [])];
    const level = levelsAbove(from.level).find((above) => !barred.includes(centres[above].code));
    if (!level) return undefined;
    const at = rung.at > from.since ? rung.at : from.since;
    const next = judged ? stage : real.state.stage === 'joint' ? 'handling' : 'acknowledgement';
    return {
      level,
      unit: centres[level].code,
      clock: startClock(next, { ...real, level }, at, policy, calendar),
      since: at,
      dispatchedAt: next === 'acknowledgement' ? at : from.dispatchedAt,
    };
  };
  for (const event of history) {
    climb(event.at);
    current = evolve(current, event);
    wait = isOpen(current) ? waitAfter(wait, event, current, policy, calendar) : undefined;
  }
  climb(until);
  return count;
};

/** The wait that a person's step begins or changes. What the old ladder did is left out. */
const waitAfter = (
  wait: Wait | undefined,
  event: CaseEvent,
  current: Case,
  policy: Policy,
  calendar: WorkCalendar,
): Wait | undefined => {
  const { at } = event;
  const start = (stage: Clock['stage'], change: Partial<Wait> = {}, from = at): Wait => {
    const level = change.level ?? wait?.level ?? current.level;
    return {
      unit: isOpen(current) ? current.state.unit.code : '',
      dispatchedAt: wait?.dispatchedAt ?? at,
      ...change,
      level,
      clock: startClock(stage, { ...current, level }, from, policy, calendar),
      since: at,
    };
  };
  switch (event.type) {
    case 'reported':
      return start('dispatch');
    case 'returned':
    case 'reopened':
      return start('dispatch', { level: event.level });
    case 'assigned':
    case 'designated':
    case 'delegated':
    case 'secondLookOrdered':
      return start('acknowledgement', { level: event.level, dispatchedAt: at });
    case 'escalated':
      return event.rung
        ? wait
        : start(event.clock.stage, {
            level: event.level,
            ...(event.clock.stage === 'acknowledgement' && { dispatchedAt: at }),
          });
    case 'acknowledged':
      return wait && start('handling', { unit: wait.unit }, wait.dispatchedAt);
    case 'resultSubmitted':
      return start('verification');
    case 'verified':
      return start('followUp');
    case 'reworked':
      return start('handling');
    case 'suspended':
      return wait && { ...wait, clock: paused(wait.clock, at) };
    case 'resumed':
      return wait && { ...wait, clock: resumed(wait.clock, at, calendar) };
    case 'extended':
      return wait && { ...wait, clock: extended(wait.clock, calendar) };
    case 'severityChanged':
      return wait && { ...wait, clock: underSeverity(wait.clock, current, event.severity, policy, calendar) };
    default:
      return wait;
  }
};

const underSeverity = (
  clock: Clock,
  { category }: Case,
  severity: Severity,
  policy: Policy,
  calendar: WorkCalendar,
): Clock => relimited(clock, limitFor(policy, clock.stage, category, severity), calendar);

/** The centres of any place, found among the city's units: where a level has none, the next one above stands in. */
export const centresAmong = (units: Iterable<Unit>): ((grid: string) => Centres) => {
  const seats = new Map<string, Unit>();
  for (const unit of [...units].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    const seat = `${unit.area} ${unit.kind}`;
    if (!seats.has(seat)) seats.set(seat, unit);
  }
  return (grid) => {
    const at = RESPONSIBLE_LEVELS.map((level) => {
      const { area, kind } = centreSeat(grid, level);
      return seats.get(`${area} ${kind}`);
    });
    const orAbove = (index: number): Unit => {
      const found = at.slice(index).find((unit) => unit !== undefined);
      if (!found) throw new Error(`there is no command centre at or above ${grid}`);
      return found;
    };
    return { community: orAbove(0), township: orAbove(1), county: orAbove(2), city: orAbove(3) };
  };
};
