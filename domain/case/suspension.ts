import { resumed } from '../process/clock.ts';
import type { Context } from '../process/context.ts';
import {
  type ClockChange,
  type Command,
  type Decided,
  happened,
  type PauseEnd,
  type PersonalCommandDefinition,
} from '../process/process.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';
import { type Case, isOpen, type Stage } from './case.ts';
import type { CaseClockName, CaseEventBody } from './event.ts';

/** A suspension (挂账): the clock of a case stands still until a date. Who asks for it and who grants it: `commands/request.ts`. */

/** Until when a case is suspended; undefined while its clock runs. */
export const suspendedUntil = ({ state }: Pick<Case, 'state'>): Instant | undefined =>
  state.stage === 'handling' ? state.suspendedUntil : undefined;

/** The clock of a suspended case running again, with what was used kept; not before its date if that has come. */
export const resumption = (current: Case, { now, calendar }: Context): Decided<CaseEventBody> | undefined => {
  const until = suspendedUntil(current);
  if (until === undefined || !isOpen(current)) return undefined;
  const { clock } = current.state;
  const at = now < until ? now : until;
  const running = resumed(clock, at, calendar);
  return {
    type: 'resumed',
    clock: running,
    moved: { from: clock.dueAt, to: running.dueAt },
    ...wholeResumed(current, at, calendar),
  };
};

/** The clock of the whole case running on with the case; nothing where the case has none. */
export const wholeResumed = (
  { whole }: Pick<Case, 'whole'>,
  at: Instant,
  calendar: WorkCalendar,
): { others?: ClockChange<CaseClockName>[] } => {
  if (!whole) return {};
  const clock = resumed(whole, at, calendar);
  return { others: [{ whole: true, clock, moved: { from: whole.dueAt, to: clock.dueAt } }] };
};

/**
 * A command that gives a case to another unit. A suspension is of the unit's work, so it ends before: the clock of the
 * whole case runs on.
 */
export const resumingFirst = <C extends Command, S extends Stage>(
  definition: PersonalCommandDefinition<Case, CaseEventBody, C, S>,
): PersonalCommandDefinition<Case, CaseEventBody, C, S> => ({
  ...definition,
  decide: (current, command, context) => {
    const decision = definition.decide(current, command, context);
    const first = resumption(current as unknown as Case, context);
    return 'rejection' in decision || !first ? decision : happened(first, ...decision.events);
  },
});

/** When a suspension ends by itself, and what happens then; undefined while the clock runs. */
export const suspensionEnd = (current: Case): PauseEnd<CaseEventBody> | undefined => {
  const at = suspendedUntil(current);
  return at && { at, ends: (context) => resumption(current, context) as Decided<CaseEventBody> };
};
