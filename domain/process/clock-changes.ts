import { type Clock, isPaused, notOutlasting, type RunningClock, recounted } from './clock.ts';
import type { Context } from './context.ts';
import type { EventBody } from './event.ts';
import type { ClockChange, ClockIn, ClockName, Clockwork, Process } from './process.ts';

/** What a change of limit, severity or calendar does to all clocks of a process together. */

/**
 * Every running clock that a change moves. A clock that serves the stage never outlasts it where the stage's deadline
 * has moved to an earlier instant.
 */
export const changedClocks = <P extends Process, Body extends EventBody, Name extends ClockName>(
  clockwork: Clockwork<P, Body, Name>,
  current: P,
  { now, calendar }: Pick<Context, 'now' | 'calendar'>,
  change: (clock: RunningClock) => RunningClock,
): ClockChange<Name>[] => {
  const changes = clockwork.clocks(current).flatMap((one) => {
    const { clock, responsible, ...name } = one as ClockIn<ClockName>;
    return isPaused(clock) ? [] : [{ name: name as Name, responsible, clock, next: change(clock) }];
  });
  const stage = changes.find(({ name }) => isOfStage(name));
  return changes.flatMap(({ name, responsible, clock, next }) => {
    const end = stage && clockwork.serves?.(name) && { from: stage.clock.dueAt, to: stage.next.dueAt };
    const ending = end ? notOutlasting(next, end, now, calendar) : next;
    if (ending === clock) return [];
    return [
      {
        ...name,
        clock: ending,
        moved: { from: clock.dueAt, to: ending.dueAt },
        ...(!isOfStage(name) && { unitName: responsible.name }),
        ...(ending !== next && { endsWithStage: true as const }),
      },
    ];
  });
};

/** The clock of the stage has no name. */
const isOfStage = (name: ClockName): boolean => Object.keys(name).length === 0;

/** Every running clock that a calendar moves. */
export const recountedClocks = <P extends Process, Body extends EventBody, Name extends ClockName>(
  clockwork: Clockwork<P, Body, Name>,
  current: P,
  { now, calendar }: Pick<Context, 'now' | 'calendar'>,
): ClockChange<Name>[] =>
  changedClocks(clockwork, current, { now, calendar }, (clock) => {
    const next = recounted(clock, now, calendar);
    return isTouched(clock, next) ? next : clock;
  });

/** Whether a recount has moved anything: the deadline, a rung, or how sure of them one is. */
const isTouched = (clock: Clock, next: Clock): boolean =>
  next.dueAt !== clock.dueAt ||
  next.beyondCalendar !== clock.beyondCalendar ||
  next.pending.length !== clock.pending.length ||
  next.pending.some(({ at }, rung) => at !== clock.pending[rung]?.at);
