import { clocksOf } from '../case.ts';
import { isPaused, laidOut } from '../clock.ts';
import { type Decide, happened } from '../command.ts';

/** Recounts every clock by the calendar in use. Only what moves is told; a case that nothing touches stays as it is. */
export const recalculate: Decide<'recalculate'> = (current, _command, { calendar }) => {
  const changes = clocksOf(current).flatMap(({ clock, ...of }) => {
    if (isPaused(clock)) return [];
    const next = laidOut(clock, calendar);
    const touched =
      next.dueAt !== clock.dueAt ||
      next.beyondCalendar !== clock.beyondCalendar ||
      next.pending.some(({ at }, rung) => at !== clock.pending[rung]?.at);
    return touched ? [{ ...of, clock: next, moved: { from: clock.dueAt, to: next.dueAt } }] : [];
  });
  return changes.length === 0
    ? happened()
    : happened({ type: 'recalculated', calendarVersion: calendar.version, changes });
};
