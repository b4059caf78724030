import type { Instant } from '#domain/time/instant.ts';
import { calendarDaysAhead } from './calendar-days-ahead.ts';
import { type DrivenAgain, driveWhatEnded, driveWhatNeverRan, type SweepServices } from './drive-again.ts';
import { oldestTrouble } from './oldest-trouble.ts';
import { runJobs } from './run-jobs.ts';
import { settleUnfired } from './settle-unfired.ts';
import { type Swept, sweep } from './sweep.ts';

/** What a round says of itself, by the name of its metric: the alarms of `infra/constructs/sweep.ts` watch them. */
export interface Measured {
  count: Record<string, number>;
  seconds: Record<string, number>;
}

const NOTHING: DrivenAgain = { driven: 0, failed: 0 };

/** The look at all that is open; a city of 12,700 open cases takes some 30 requests for it. */
export const isQuarterHour = (now: Instant): boolean => new Date(now).getUTCMinutes() % 15 === 0;

/**
 * The round of a minute: what is due first, then what nothing drives, then what time is left for jobs.
 * @param quarterHour whether it also looks at all that is open, and at the calendar
 */
export const runRound = async (
  services: SweepServices,
  { timeIsUp, quarterHour }: { timeIsUp: () => boolean; quarterHour: boolean },
): Promise<{ swept: Swept; measured: Measured }> => {
  const { store, now } = services;
  const swept = await sweep(services, timeIsUp);
  const ended = await driveWhatEnded(services, timeIsUp);
  const neverRan = quarterHour ? await driveWhatNeverRan(services, timeIsUp) : NOTHING;
  const days = quarterHour ? await calendarDaysAhead(services) : undefined;
  const jobs = await runJobs(services, timeIsUp);
  await settleUnfired(services);
  return {
    swept,
    measured: {
      count: {
        RungsDue: swept.due,
        DrivenAgain: ended.driven + neverRan.driven,
        DriveFailures: ended.failed + neverRan.failed,
        JobFailures: jobs.failed,
        ...(days !== undefined && { CalendarDaysAhead: days }),
      },
      seconds: {
        OldestRungLate: swept.lateSeconds,
        OldestUndriven: await oldestTrouble(store, 'undriven', now()),
        OldestUnrelayed: await oldestTrouble(store, 'unrelayed', now()),
      },
    },
  };
};
