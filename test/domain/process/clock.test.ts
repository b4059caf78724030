import { describe, expect, it } from 'vitest';
import { CLOCKED_STAGES, type Policy } from '#domain/policy/policy.ts';
import {
  extended,
  isPressing,
  notOutlasting,
  paused,
  type RunningClock,
  recounted,
  relimited,
  resumed,
  startClock,
  withoutRung,
  withSupervision,
} from '#domain/process/clock.ts';
import type { WorkCalendar } from '#domain/time/calendar.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Limit } from '#domain/time/limit.ts';
import { at, calendar, local, MONDAY, policyWith } from '../builders.ts';

/** One clock by itself, also where no sweep has been there before the change. */

const LADDER: Policy['ladders'][number]['rungs'] = [
  { share: 0.8, actions: ['remind'] },
  { share: 1, actions: ['yellowCard', 'escalate'] },
];
const policyOf = (limit: Limit, critical = limit): Policy =>
  policyWith({
    limits: CLOCKED_STAGES.flatMap((stage) => [
      { stage, limit },
      { stage, severity: 'critical' as const, limit: critical },
    ]),
    ladders: [{ rungs: LADDER }],
  });
const started = (limit: Limit, from: Instant = MONDAY): RunningClock =>
  startClock(
    'handling',
    { category: 'dispute', severity: 'general', level: 'township' },
    from,
    policyOf(limit),
    calendar,
  );
const ahead = ({ pending }: RunningClock) => pending.map((rung) => `${rung.share} @ ${local(rung.at)}`);
const days = (value: number): Limit => ({ value, unit: 'workDay' });
const working = (...changes: { date: string; rest: boolean }[]): WorkCalendar => ({
  ...calendar,
  version: 'corrected',
  days: [...calendar.days, ...changes.map((day) => ({ ...day, name: 'Storm' }))],
});

describe('a clock presses', () => {
  const left = (rungs: number): RunningClock => {
    const clock = started(days(5));
    return { ...clock, pending: clock.pending.slice(2 - rungs) };
  };

  it('once no rung lies ahead of its deadline any more', () => {
    expect([2, 1, 0].map((rungs) => isPressing(left(rungs)))).toEqual([false, true, true]);
  });

  it('on also under the supervision at the top, which has no share', () => {
    const { share: _, ...supervision } = left(1).pending[0]!;
    expect(isPressing({ ...left(1), pending: [supervision] })).toBe(true);
    expect(isPressing({ ...left(2), pending: [supervision, ...left(2).pending] })).toBe(false);
  });

  it('never while it stands still', () => {
    expect(isPressing(paused(left(1), at('2025-03-04 09:00')))).toBe(false);
  });
});

describe('a clock', () => {
  it('that runs already runs on as it was when it is told to', () => {
    const clock = started(days(5));
    expect(resumed(clock, at('2025-03-04 09:00'), calendar)).toEqual(clock);
  });

  it('that is extended lays out what no sweep has fired yet by the longer limit', () => {
    // The reminder of the first limit was due on Friday at nine.
    const longer = extended(started(days(5)), at('2025-03-07 17:00'), calendar);
    expect(ahead(longer)).toEqual(['0.8 @ 2025-03-13 09:00', '1 @ 2025-03-17 09:00']);
    expect(longer).not.toHaveProperty('fired');
  });

  it('that stops when its limit runs out has run out, however late it runs again', () => {
    const clock = started(days(5));
    expect(resumed(paused(clock, clock.dueAt), at('2025-03-20 09:00'), calendar).dueAt).toBe(clock.dueAt);
  });

  it('that a calendar has used up while it stood still is due when it runs again', () => {
    // A working day from Friday at four; it stands still from Sunday noon, and then Saturday and Sunday were worked.
    const clock = started(days(1), at('2025-03-07 16:00'));
    const corrected = working({ date: '2025-03-08', rest: false }, { date: '2025-03-09', rest: false });
    const now = at('2025-03-11 09:00');
    expect(resumed(paused(clock, at('2025-03-09 12:00')), now, corrected).dueAt).toBe(now);
  });

  it('keeps a rung that is due where a corrected calendar moves it, but not the deadline', () => {
    const now = at('2025-03-07 09:00');
    const corrected = working({ date: '2025-03-07', rest: true }, { date: '2025-03-08', rest: false });
    const clock = recounted(started(days(5)), now, corrected);
    expect([local(clock.dueAt), ...ahead(clock)]).toEqual([
      '2025-03-10 09:00',
      '0.8 @ 2025-03-07 09:00',
      '1 @ 2025-03-10 09:00',
    ]);
  });

  it('comes under another limit also where only its unit is another', () => {
    const limit: Limit = { value: 2, unit: 'workHour' };
    const night: Limit = { value: 2, unit: 'urgentHour' };
    const clock = relimited(
      started(limit, at('2025-03-03 17:00')),
      { category: 'dispute', severity: 'critical' },
      at('2025-03-03 17:30'),
      policyOf(limit, night),
      calendar,
    );
    expect(local(clock.dueAt)).toBe('2025-03-03 19:00');
  });

  it('that ends with its stage already is left as it is', () => {
    const clock = started(days(5));
    const stage = { from: at('2025-03-12 09:00'), to: clock.dueAt };
    expect(notOutlasting(clock, stage, at('2025-03-04 09:00'), calendar)).toBe(clock);
  });
});

describe('a rung that has fired', () => {
  const clock = started(days(5));

  it('is off the clock, and kept with what it did', () => {
    const after = withoutRung(clock, clock.pending[0]!);
    expect(after.pending).toEqual([clock.pending[1]]);
    expect(after.fired).toEqual([LADDER[0]]);
  });

  it('takes nothing off a clock on which it lies at another instant', () => {
    expect(withoutRung(clock, { share: 0.8, at: at('2025-03-06 09:00') })).toBe(clock);
  });

  it('and has got another action since is kept once, with both', () => {
    const after = withoutRung({ ...clock, fired: [{ share: 1, actions: ['remind'] }] }, clock.pending[1]!);
    expect(after.fired).toEqual([{ share: 1, actions: ['remind', 'yellowCard', 'escalate'] }]);
  });
});

describe('a supervision', () => {
  it('lies behind the rungs of its instant and before later ones', () => {
    const clock = started(days(5));
    const [first, second] = clock.pending;
    const supervision = { actions: ['supervise'], at: first!.at };
    expect(withSupervision(clock, first!.at).pending).toEqual([first, supervision, second]);
  });
});
