import * as z from 'zod/mini';
import { type Clock, isPaused } from '#domain/process/clock.ts';
import { instant, limit } from '#shared/http/schemas.ts';

/** A clock, as everybody is told of it who sees the process. */
export const clockFields = {
  startedAt: instant,
  limit,
  /** How often the limit was granted once more. */
  extensions: z.int(),
  /** The clock stands still; the deadline is that of the moment when it was stopped. */
  paused: z.boolean(),
  dueAt: instant,
  beyondCalendar: z.boolean(),
};

export const clockView = (clock: Clock) => {
  const { startedAt, limits, dueAt, beyondCalendar } = clock;
  return {
    startedAt,
    limit: limits[0],
    extensions: limits.length - 1,
    paused: isPaused(clock),
    dueAt,
    beyondCalendar,
  };
};
