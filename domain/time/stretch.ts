import type { EpochDay } from './calendar.ts';
import { midnight } from './shanghai.ts';

/**
 * A stretch of the way from start to deadline.
 * - `running`: a limit that runs day and night uses time
 * - `rest`: a day on which offices are closed; nothing is used
 * - `office`: office hours used; a day has up to two
 * - `lastDay`: the day at whose closing a limit of natural days ends
 */
export interface Stretch {
  kind: 'running' | 'rest' | 'office' | 'lastDay';
  day: EpochDay;
  start: number;
  end: number;
}

/** A day of rest, from where the course comes to it. */
export const restOf = (day: EpochDay, from: number): Stretch => ({
  kind: 'rest',
  day,
  start: Math.max(from, midnight(day)),
  end: midnight(day + 1),
});
