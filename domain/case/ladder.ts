import { levelsAbove, type ResponsibleLevel } from '../place/area.ts';
import { type Centres, centreAt } from '../place/centres.ts';
import { levelOfUnit, type Unit } from '../place/unit.ts';
import type { ClockedStage } from '../policy/policy.ts';
import { type Clock, isPaused, notOutlasting, startClock } from '../process/clock.ts';
import type { Context } from '../process/context.ts';
import type { Reason } from '../process/event.ts';
import type { ClockChange, ClockIn, Clockwork, Decided, RungRef } from '../process/process.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import { momentText } from '../time/date-text.ts';
import type { Instant } from '../time/instant.ts';
import { type Case, isOpen, type OpenCase, type Stage } from './case.ts';
import { clocksOf, withClock } from './clocks.ts';
import type { CaseClockName, CaseEventBody } from './event.ts';
import { partRaised } from './joint-handling.ts';
import { clockAt } from './spent.ts';
import { suspensionEnd } from './suspension.ts';
import { deciderAt } from './who-decides.ts';

/** How a case climbs: one level up when its limit is used up. */

/** Where a case stands on the ladder. */
export interface Standpoint {
  stage: Stage;
  level: ResponsibleLevel;
  /** Code of the unit in charge. */
  unit: string;
  handlingUnits: readonly string[];
}

/**
 * The step to the nearest centre above, and the clock that starts there; undefined at the top. The unit in charge is
 * passed over, as it may stand above the case's level itself; so is, where work is judged, whoever did it.
 */
export const stepUp = (
  { stage, level, unit, handlingUnits }: Standpoint,
  centres: Centres,
): { level: ResponsibleLevel; to: Unit; clocked: ClockedStage } | undefined => {
  const judged = stage === 'verification' || stage === 'followUp';
  const isBarred = ({ code }: Unit) => code === unit || (judged && handlingUnits.includes(code));
  const above = levelsAbove(level).find((next) => !isBarred(centres[next]));
  if (!above) return undefined;
  const clocked = judged ? stage : stage === 'joint' ? 'handling' : 'acknowledgement';
  return { ...centreAt(centres, above), clocked };
};

/** The case one level up, with a fresh clock there; undefined at the top. */
export const escalation = (
  current: OpenCase,
  reason: Reason,
  context: Context,
  rung?: RungRef<CaseClockName>,
): Decided<CaseEventBody> | undefined => {
  const { now, policy, calendar } = context;
  const { stage, unit } = current.state;
  const step = stepUp({ ...current, stage, unit: unit.code }, context.centres);
  if (!step) return undefined;
  const { level, to, clocked } = step;
  const clock =
    clocked === 'acknowledgement' || clocked === 'handling'
      ? clockAt(clocked, current, { unit: to, level }, now, context)
      : startClock(clocked, { ...current, level }, now, policy, calendar);
  const others = endingWith(current, { lead: clock, to }, now, calendar);
  return {
    type: 'escalated',
    from: unit,
    to,
    level,
    clock,
    ...(others.length > 0 && { others }),
    ...deciderAt(current, level, context),
    reason,
    ...(rung && { rung }),
  };
};

/**
 * The parts of joint handling, and the reply that a level above waits for, that would outlast the clock of the new unit in
 * charge, which ends before that of the old one. Whoever has asked themselves and is in charge now waits for no reply.
 */
const endingWith = (
  current: OpenCase,
  { lead, to }: { lead: Clock; to: Unit },
  now: Instant,
  calendar: WorkCalendar,
): ClockChange<CaseClockName>[] =>
  clocksOf(current).flatMap(({ clock, responsible, ...name }) => {
    const goesOn = name.part !== undefined || (name.supervision && current.state.supervision?.by !== to.code);
    if (!goesOn || isPaused(clock)) return [];
    const next = notOutlasting(clock, { from: current.state.clock.dueAt, to: lead.dueAt }, now, calendar);
    if (next === clock) return [];
    const moved = { from: clock.dueAt, to: next.dueAt };
    return [{ ...name, clock: next, moved, unitName: responsible.name, endsWithStage: true }];
  });

/** What the ladder does when it escalates. A late reply raises nothing: the level above has asked already, and asks again. Nor does a late case: its stage does. */
const raise = (
  current: Case,
  { part, supervision, whole, clock }: ClockIn<CaseClockName>,
  rung: RungRef<CaseClockName>,
  context: Context,
): Decided<CaseEventBody> | undefined => {
  if (supervision || whole || !isOpen(current)) return undefined;
  return part === undefined
    ? escalation(current, limitRanOut(current.state.unit, clock), context, rung)
    : partRaised(current, part, rung, context);
};

const limitRanOut = ({ name }: Unit, { dueAt }: Clock): Reason => {
  const due = momentText(Date.parse(dueAt));
  return { 'zh-CN': `${name}的时限已于${due['zh-CN']}届满`, en: `the limit of ${name} ran out on ${due.en}` };
};

/** The clocks of a case, and what comes of a limit that is used up. */
export const caseClockwork: Clockwork<Case, CaseEventBody, CaseClockName> = {
  isOpen,
  clocks: clocksOf,
  withClock,
  serves: ({ part, supervision }) => part !== undefined || supervision === true,
  answers: ({ whole, responsible }, { centres }) => (whole ? centres[levelOfUnit(responsible)] : responsible),
  pauseEnd: suspensionEnd,
  raise,
};
