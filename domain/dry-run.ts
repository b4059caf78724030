import { type Case, isOpen, type OpenCase } from './case/case.ts';
import { caseProcess } from './case/definition.ts';
import type { CaseEvent, CaseEventOf } from './case/event.ts';
import { stepUp } from './case/ladder.ts';
import type { ResponsibleLevel } from './place/area.ts';
import { type Centres, centresFor, seatedAmong, seatName } from './place/centres.ts';
import type { Unit } from './place/unit.ts';
import type { Roster } from './policy/duties.ts';
import { hasCategory, limitFor, type Policy, timesTheWhole } from './policy/policy.ts';
import {
  type Clock,
  extended,
  isPaused,
  paused,
  type RunningClock,
  relimited,
  resumed,
  startClock,
} from './process/clock.ts';
import { evolve, replay } from './process/evolve.ts';
import type { WorkCalendar } from './time/calendar.ts';
import { type Deadline, deadlineOf } from './time/deadline.ts';
import type { Instant } from './time/instant.ts';
import type { Limit } from './time/limit.ts';

/**
 * What another policy would have made of a case that has been. People's steps are taken as they were, with their real
 * instants; only what rules decide is decided again: the unit by the duty list, the limit of handling, and when the case
 * escalates.
 * Both policies are asked the same question, so that a difference is the policies' and never the day's.
 */

/** A policy, and the units that are responsible by it. */
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
  /** The unit that the duty list names; absent where it names none. */
  routed?: { before?: Unit; after?: Unit };
  /** The deadline of handling, counted from the first dispatch. */
  due?: { before: { limit: Limit } & Deadline; after: { limit: Limit } & Deadline };
  /** The deadline of the whole case, counted from its filing; absent where a policy has no limit for it. */
  whole?: { before?: { limit: Limit } & Deadline; after?: { limit: Limit } & Deadline };
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
    ...wholeOtherwise(first, before.policy, after.policy, circumstances.calendar),
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
  const current = replay(caseProcess, history.slice(0, dispatch + 1));
  if (!current) return {};
  const start = history[dispatch]!.at;
  const [old, next] = [before, after].map((policy) => {
    const limit = limitFor(policy, 'handling', current.category, current.severity);
    return { limit, ...deadlineOf(start, limit, calendar) };
  }) as [{ limit: Limit } & Deadline, { limit: Limit } & Deadline];
  return old.dueAt === next.dueAt ? {} : { due: { before: old, after: next } };
};

const wholeOtherwise = (
  { matter: { category, severity }, at }: CaseEventOf<'reported'>,
  before: Policy,
  after: Policy,
  calendar: WorkCalendar,
): Pick<Difference, 'whole'> => {
  const [old, next] = [before, after].map((policy) => {
    if (!timesTheWhole(policy)) return undefined;
    const limit = limitFor(policy, 'whole', category, severity);
    return { limit, ...deadlineOf(at, limit, calendar) };
  });
  return old?.dueAt === next?.dueAt
    ? {}
    : { whole: { ...(old && { before: old }), ...(next && { after: next }) } };
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

/** Where a policy would see the case: who has it by that policy, and the clock that runs. */
interface Course {
  level: ResponsibleLevel;
  /** Code of the unit in charge. */
  unit: string;
  clock: Clock;
  /** When the clock was started; a rung that was due by then fires at once. */
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
  let course: Course | undefined;
  let count = 0;
  const climb = (now: Instant): void => {
    while (course && current && isOpen(current)) {
      const lifted = liftedBy(policy, course, current, now, { calendar, centres });
      if (!lifted) return;
      course = lifted;
      count += 1;
    }
  };
  for (const event of history) {
    climb(event.at);
    current = evolve(caseProcess, current, event);
    course = isOpen(current) ? courseAfter(course, event, current, policy, calendar) : undefined;
  }
  climb(until);
  return count;
};

/** The course one level up, if a rung that escalates is due and somebody stands above: by the rule of the ladder itself. */
const liftedBy = (
  policy: Policy,
  { clock, level, unit, since, dispatchedAt }: Course,
  current: OpenCase,
  now: Instant,
  { calendar, centres }: Pick<Circumstances, 'calendar' | 'centres'>,
): Course | undefined => {
  const rung = isPaused(clock)
    ? undefined
    : clock.pending.find(({ at, actions }) => at <= now && actions.includes('escalate'));
  if (!rung) return undefined;
  const stage =
    clock.stage === 'verification' || clock.stage === 'followUp'
      ? clock.stage
      : current.state.stage === 'joint'
        ? 'joint'
        : 'handling';
  const step = stepUp({ stage, level, unit, handlingUnits: current.handlingUnits }, centres);
  if (!step) return undefined;
  const at = rung.at > since ? rung.at : since;
  return {
    level: step.level,
    unit: step.to.code,
    clock: startClock(step.clocked, { ...current, level: step.level }, at, policy, calendar),
    since: at,
    dispatchedAt: step.clocked === 'acknowledgement' ? at : dispatchedAt,
  };
};

/** The course that a person's step begins or changes. What the old ladder did is left out. */
const courseAfter = (
  course: Course | undefined,
  event: CaseEvent,
  current: OpenCase,
  policy: Policy,
  calendar: WorkCalendar,
): Course | undefined => {
  const { at } = event;
  const start = (stage: Clock['stage'], change: Partial<Course> = {}, from = at): Course => {
    const level = change.level ?? course?.level ?? current.level;
    return {
      unit: current.state.unit.code,
      dispatchedAt: course?.dispatchedAt ?? at,
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
    case 'appealed':
      return start('dispatch', { level: event.level });
    case 'assigned':
    case 'designated':
    case 'delegated':
    case 'secondLookOrdered':
      return start('acknowledgement', { level: event.level, dispatchedAt: at });
    case 'escalated':
      return event.rung
        ? course
        : start(event.clock.stage, {
            level: event.level,
            ...(event.clock.stage === 'acknowledgement' && { dispatchedAt: at }),
          });
    case 'acknowledged':
      return course && start('handling', { unit: course.unit }, course.dispatchedAt);
    case 'resultSubmitted':
      return start('verification');
    case 'verified':
      return start('followUp');
    case 'reworked':
      return start('handling');
    case 'suspended':
      return course && { ...course, clock: paused(course.clock, at) };
    case 'resumed':
      return course && { ...course, clock: resumed(course.clock, at, calendar) };
    case 'extended':
      return course && isRunning(course)
        ? { ...course, clock: extended(course.clock, at, calendar) }
        : course;
    case 'severityChanged':
      return course && isRunning(course)
        ? { ...course, clock: relimited(course.clock, current, at, policy, calendar) }
        : course;
    default:
      return course;
  }
};

const isRunning = (course: Course): course is Course & { clock: RunningClock } => !isPaused(course.clock);

/** The centres of any place, found among the city's units. */
export const centresAmong = (units: Iterable<Unit>): ((grid: string) => Centres) => {
  const seated = seatedAmong(units);
  return (grid) => centresFor(grid, (seat) => seated.get(seatName(seat)));
};
