import type { Limit } from '#domain/time/limit.ts';
import { calendarFile } from '../calendars.ts';

/**
 * The rules a second time, as slowly and plainly as possible and sharing nothing with the domain: time is
 * stepped through minute by minute. For instants and limits of whole minutes, and whole natural days.
 */

const MINUTE = 60_000;
const exceptions = new Map(
  [2024, 2025, 2026].flatMap((year) =>
    (calendarFile(year) as { days: { date: string; rest: boolean }[] }).days.map(({ date, rest }) => [
      date,
      rest,
    ]),
  ),
);

/** Dates that rest without a notice. */
const rests = ['01-01', '05-01', '10-01', '10-02', '10-03'];

/** `2025-03-03T09:00:00.000` for an instant, as Shanghai's clocks show it. */
const local = (instant: number): string => new Date(instant + 480 * MINUTE).toISOString().slice(0, -1);

export const naiveWorkday = (date: string): boolean => {
  const rest = exceptions.get(date);
  if (rest !== undefined) return !rest;
  if ((date < '2024' || date > '2027') && rests.includes(date.slice(5))) return false;
  if (date > '2027' && date.endsWith('05-02')) return false;
  return !['Sat', 'Sun'].includes(new Date(date).toUTCString().slice(0, 3));
};

const inOffice = (instant: number): boolean => {
  const clock = local(instant);
  const hour = Number(clock.slice(11, 13));
  return [8, 9, 10, 11, 14, 15, 16, 17].includes(hour) && naiveWorkday(clock.slice(0, 10));
};

export interface Naive {
  dueAt: string;
  /** Dates that were judged. */
  judged: string[];
}

export const naiveDeadline = (from: string, { value, unit }: Limit): Naive => {
  let now = Date.parse(from);
  const judged = new Set<string>();
  if (unit === 'urgentHour') return { dueAt: new Date(now + value * 60 * MINUTE).toISOString(), judged: [] };
  if (unit === 'naturalDay') {
    let date = local(now).slice(0, 10);
    const next = () => {
      date = new Date(Date.parse(date) + 1440 * MINUTE).toISOString().slice(0, 10);
    };
    for (let day = 0; day < value; day++) next();
    judged.add(date);
    while (!naiveWorkday(date)) {
      next();
      judged.add(date);
    }
    return { dueAt: new Date(`${date}T18:00:00+08:00`).toISOString(), judged: [...judged] };
  }
  let minutes = Math.round(value * (unit === 'workHour' ? 60 : 480));
  for (; minutes > 0; now += MINUTE) {
    if (local(now) < `${local(now).slice(0, 10)}T18`) judged.add(local(now).slice(0, 10));
    if (inOffice(now)) minutes--;
  }
  return { dueAt: new Date(now).toISOString(), judged: [...judged] };
};
