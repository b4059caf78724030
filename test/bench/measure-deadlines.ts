import { deadlineOf } from '#domain/time/deadline.ts';
import { instantAt } from '#domain/time/instant.ts';
import { LIMIT_UNITS } from '#domain/time/limit.ts';
import { calendarOf } from '../domain/calendars.ts';
import { medianOf } from './median.ts';

const calendar = calendarOf(2025, 2026);
const FIRST = Date.parse('2025-01-01T00:00:00+08:00');
/** Seven hours and some minutes, so that limits start at every hour of the day; two years of them. */
const STEP = 25_733_000;
const STARTS = Array.from({ length: 2_400 }, (_, i) => instantAt(FIRST + i * STEP));

/** Deadlines worked out in a second of CPU, limits of 1 to 7 of every unit mixed: the median of the rounds. */
export const deadlinesASecond = (rounds: number): number => {
  const counts = Array.from({ length: rounds + 1 }, measured);
  // The first round compiles.
  return medianOf(counts.slice(1));
};

const REPEATS = 10;

const measured = (): number => {
  const before = process.cpuUsage();
  for (let i = 0; i < REPEATS; i++) workOutAll();
  const { user, system } = process.cpuUsage(before);
  return (REPEATS * STARTS.length * LIMIT_UNITS.length) / ((user + system) / 1_000_000);
};

const workOutAll = (): void => {
  for (const [i, from] of STARTS.entries())
    for (const unit of LIMIT_UNITS) deadlineOf(from, { value: 1 + (i % 7), unit }, calendar);
};
