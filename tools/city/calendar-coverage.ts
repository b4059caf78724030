import { dateOfDay, type EpochDay, isKnown, type WorkCalendar } from '#domain/time/calendar.ts';
import type { Fault } from '../../infra/fault.ts';

/** The State Council settles a year in November of the one before. */
const NOTICE_MONTH = '11';

/**
 * Whether a calendar settles the day on which it is to be used, and the year to come once its notice may be expected:
 * beyond it deadlines count Monday to Friday, which is a guess.
 */
export const coverageOf = (calendar: WorkCalendar, today: EpochDay): { faults: Fault[]; notes: string[] } => {
  const { knownFrom, knownUntil } = calendar;
  const date = dateOfDay(today);
  const year = Number(date.slice(0, 4));
  if (!isKnown(calendar, today))
    return {
      faults: [
        {
          file: 'calendars',
          message: `the calendar is known from ${knownFrom} to ${knownUntil}, and today is ${date}`,
          remedy: `add calendars/${year}.json, by the notice of the State Council`,
        },
      ],
      notes: [],
    };
  const isWhole = knownUntil.endsWith('-12-31');
  const needsNext = date.slice(5, 7) >= NOTICE_MONTH && knownUntil <= `${year}-12-31`;
  return {
    faults: [],
    notes: [
      ...(isWhole ? [] : [`the calendar ends on ${knownUntil}, within a year: what follows is a guess`]),
      ...(needsNext
        ? [
            `the calendar ends on ${knownUntil}: add calendars/${year + 1}.json as soon as its notice is there`,
          ]
        : []),
    ],
  };
};
