import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLOCKED_STAGES, SEVERITIES, type Severity } from '#domain/policy/policy.ts';
import {
  type Clock,
  extended,
  isPaused,
  paused,
  type RunningClock,
  recounted,
  relimited,
  resumed,
  startClock,
  withoutRung,
} from '#domain/process/clock.ts';
import type { WorkCalendar } from '#domain/time/calendar.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Limit } from '#domain/time/limit.ts';
import { calendar, policyWith } from '../builders.ts';

/**
 * Clocks after a change against a table that `deadlines-after-change.py` has worked out: the deadline after each step,
 * and the rungs ahead in the end.
 */

interface Row {
  name: string;
  start: Instant;
  limits: Record<Severity, Limit>;
  severity: Severity;
  steps: ({ at: Instant } & (
    | { severity: Severity }
    | { calendar: { date: string; rest: boolean }[] }
    | { does: 'pause' | 'resume' | 'extend' }
  ))[];
  dueAt: Instant[];
  pending: { share: number; at: Instant }[];
}

const table: Row[] = JSON.parse(
  readFileSync(new URL('deadlines-after-change.json', import.meta.url), 'utf8'),
);

const policyOf = (limits: Row['limits']) =>
  policyWith({
    limits: CLOCKED_STAGES.flatMap((stage) =>
      SEVERITIES.map((severity) => ({ stage, severity, limit: limits[severity] })),
    ),
    ladders: [
      {
        rungs: [
          { share: 0.5, actions: ['remind'] },
          { share: 0.8, actions: ['remind'] },
          { share: 1, actions: ['yellowCard'] },
          { share: 2, actions: ['escalate'] },
        ],
      },
    ],
  });

const corrected = (days: { date: string; rest: boolean }[]): WorkCalendar => ({
  ...calendar,
  version: `corrected-${days.length}`,
  days: [
    ...calendar.days.filter(({ date }) => days.every((day) => day.date !== date)),
    ...days.map((day) => ({ ...day, name: 'Storm' })),
  ],
});

/** What a sweep fires at this level: every rung that is due, without what comes of it. */
const swept = (clock: Clock, now: Instant): Clock =>
  isPaused(clock)
    ? clock
    : clock.pending
        .filter(({ at }) => at <= now)
        .reduce<Clock>((left, rung) => withoutRung(left, rung), clock);

const running = (clock: Clock): RunningClock => {
  if (isPaused(clock)) throw new Error('the clock of the table runs here');
  return clock;
};

describe('a deadline after a change', () => {
  it('was worked out for at least sixty cases, of all units and severities', () => {
    expect(table.length).toBeGreaterThanOrEqual(60);
    expect(new Set(table.flatMap(({ limits }) => Object.values(limits).map(({ unit }) => unit))).size).toBe(
      4,
    );
    expect(new Set(table.map(({ severity }) => severity)).size).toBe(4);
    expect(new Set(table.map(({ name }) => name)).size).toBe(table.length);
  });

  it.each(table)('$name', ({ start, limits, severity, steps, dueAt, pending }) => {
    const policy = policyOf(limits);
    const category = 'dispute';
    let days = calendar;
    let clock: Clock = startClock('handling', { category, severity, level: 'township' }, start, policy, days);
    const dues = [clock.dueAt];
    for (const step of steps) {
      const { at } = step;
      clock = swept(clock, at);
      if ('severity' in step)
        clock = relimited(running(clock), { category, severity: step.severity }, at, policy, days);
      else if ('calendar' in step) {
        days = corrected(step.calendar);
        clock = isPaused(clock) ? clock : recounted(clock, at, days);
      } else if (step.does === 'pause') clock = paused(clock, at);
      else if (step.does === 'resume') clock = resumed(clock, at, days);
      else clock = extended(running(clock), at, days);
      dues.push(clock.dueAt);
    }
    expect(dues).toEqual(dueAt);
    expect(clock.pending.map(({ share, at }) => ({ share, at }))).toEqual(pending);
  });
});
