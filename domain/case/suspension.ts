import { resumed } from '../process/clock.ts';
import type { Context } from '../process/context.ts';
import type { Decided, PauseEnd } from '../process/process.ts';
import type { Instant } from '../time/instant.ts';
import { type Case, isOpen } from './case.ts';
import type { CaseEventBody } from './event.ts';

/** A suspension (挂账): the clock of a case stands still until a date. Who asks for it and who grants it: `commands/request.ts`. */

/** Until when a case is suspended; undefined while its clock runs. */
export const suspendedUntil = ({ state }: Pick<Case, 'state'>): Instant | undefined =>
  state.stage === 'handling' ? state.suspendedUntil : undefined;

/** The clock of a suspended case running again, with what was used kept; not before its date if that has come. */
export const resumption = (current: Case, { now, calendar }: Context): Decided<CaseEventBody> | undefined => {
  const until = suspendedUntil(current);
  if (until === undefined || !isOpen(current)) return undefined;
  const { clock } = current.state;
  const running = resumed(clock, now < until ? now : until, calendar);
  return { type: 'resumed', clock: running, moved: { from: clock.dueAt, to: running.dueAt } };
};

/** When a suspension ends by itself, and what happens then; undefined while the clock runs. */
export const suspensionEnd = (current: Case): PauseEnd<CaseEventBody> | undefined => {
  const at = suspendedUntil(current);
  return at && { at, ends: (context) => resumption(current, context) as Decided<CaseEventBody> };
};
