import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt } from '#domain/time/instant.ts';
import {
  budgetMs,
  dueAtShare,
  granted,
  type Ledger,
  opened,
  pausedAt,
  resumedAt,
  usedMs,
} from '#domain/time/ledger.ts';
import { LIMIT_UNITS, type Limit, type LimitUnit } from '#domain/time/limit.ts';
import { at, calendar, local } from '../builders.ts';
import { naiveDeadline, naiveWorkday } from './deadline-naive.ts';

/**
 * The ledger against a second one that shares nothing with it: it steps through time minute by minute and looks, each
 * minute, whether the timer runs and whether the minute counts. For instants and limits of whole minutes.
 */

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const MINUTES: Record<Exclude<LimitUnit, 'naturalDay'>, number> = {
  urgentHour: 60,
  workHour: 60,
  workDay: 480,
};

const workdays = new Map<number, boolean>();
const isWorkday = (day: number): boolean => {
  const known = workdays.get(day);
  if (known !== undefined) return known;
  const answer = naiveWorkday(new Date(day * DAY).toISOString().slice(0, 10));
  workdays.set(day, answer);
  return answer;
};

/** Whether the minute that begins at an instant is used up by a timer that runs. */
const counts = (unit: LimitUnit, instant: number): boolean => {
  if (unit === 'urgentHour' || unit === 'naturalDay') return true;
  const shanghai = instant + 480 * MINUTE;
  const hour = Math.floor((shanghai % DAY) / (60 * MINUTE));
  return isWorkday(Math.floor(shanghai / DAY)) && ((hour >= 8 && hour < 12) || (hour >= 14 && hour < 18));
};

/** A timer's life: from when to when it ran; the last stretch has no end while it still runs. */
interface Stretch {
  from: number;
  to: number;
}
interface NaiveTimer {
  limits: Limit[];
  stretches: Stretch[];
}

const naiveUsed = ({ limits, stretches }: NaiveTimer, until: number): number => {
  let used = 0;
  for (const { from, to } of stretches)
    for (let minute = from; minute < Math.min(to, until); minute += MINUTE)
      if (counts(limits[0]!.unit, minute)) used++;
  return used;
};

const naiveBudget = ({ limits, stretches }: NaiveTimer): number => {
  const [{ unit }] = limits as [Limit];
  if (unit !== 'naturalDay') return limits.reduce((sum, { value }) => sum + value * MINUTES[unit], 0);
  let due = iso(stretches[0]!.from);
  for (const limit of limits) due = iso(Date.parse(naiveDeadline(due, limit).dueAt));
  return (Date.parse(due) - stretches[0]!.from) / MINUTE;
};

/** When the budget is used up; undefined while it is not and the timer stands still. */
const naiveDue = (timer: NaiveTimer): string | undefined => {
  let left = naiveBudget(timer);
  const { unit } = timer.limits[0]!;
  for (const { from, to } of timer.stretches) {
    // Limits of natural days end at a closing, at which the timer has to run.
    if (left <= 0 && isClosing(from)) return iso(from);
    for (let minute = from; minute < to; minute += MINUTE) {
      if (counts(unit, minute)) left--;
      const end = minute + MINUTE;
      if (left <= 0 && (unit !== 'naturalDay' || isClosing(end))) return iso(end);
    }
  }
  return undefined;
};

const isClosing = (instant: number): boolean => {
  const shanghai = instant + 480 * MINUTE;
  return shanghai % DAY === 18 * 60 * MINUTE && isWorkday(Math.floor(shanghai / DAY));
};

const iso = instantAt;

const FIRST = Date.parse('2025-01-01T00:00:00+08:00');
const LONGEST: Record<LimitUnit, number> = { urgentHour: 72, workHour: 16, workDay: 8, naturalDay: 12 };

/** A timer that ran and stood still in turns, and may have been extended, across the holidays of two years. */
const timers = fc
  .record({
    start: fc.integer({ min: 0, max: 600 * 1440 }),
    unit: fc.constantFrom(...LIMIT_UNITS),
    value: fc.nat(1000),
    extensions: fc.nat(2),
    stops: fc.array(fc.tuple(fc.nat(4 * 1440), fc.nat(12 * 1440)), { maxLength: 4 }),
    runs: fc.boolean(),
  })
  .map(({ start, unit, value, extensions, stops, runs }) => {
    const limit: Limit = { value: 1 + (value % LONGEST[unit]), unit };
    let now = FIRST + start * MINUTE;
    let ledger: Ledger = opened(iso(now), limit);
    const timer: NaiveTimer = { limits: [limit], stretches: [] };
    for (const [ran, stood] of stops) {
      timer.stretches.push({ from: now, to: now + ran * MINUTE });
      ledger = pausedAt(ledger, iso(now + ran * MINUTE));
      now += (ran + stood) * MINUTE;
      ledger = resumedAt(ledger, iso(now));
    }
    if (runs || stops.length === 0) timer.stretches.push({ from: now, to: Number.POSITIVE_INFINITY });
    else {
      timer.stretches.push({ from: now, to: now + 60 * MINUTE });
      ledger = pausedAt(ledger, iso(now + 60 * MINUTE));
    }
    for (let i = 0; i < extensions; i++) {
      ledger = granted(ledger, limit);
      timer.limits.push(limit);
    }
    return { ledger, timer, now };
  });

const running = timers.filter(({ ledger }) => ledger.runningSince !== undefined);
const dueOf = (ledger: Ledger, share = 1) => dueAtShare(ledger, share, calendar)?.dueAt;
const SHARES = [0.1, 0.5, 0.8, 1, 1.2, 1.5, 2, 3];

describe('the ledger and a naive one', () => {
  it('agree on what was used, at any instant: the sum of all stretches', () => {
    fc.assert(
      fc.property(timers, fc.nat(40 * 1440), ({ ledger, timer }, minutes) => {
        const until = timer.stretches[0]!.from + minutes * MINUTE;
        expect(usedMs(ledger, iso(until), calendar)).toBe(naiveUsed(timer, until) * MINUTE);
      }),
      { numRuns: 1000 },
    );
  });

  it('agree on what was granted', () => {
    fc.assert(
      fc.property(timers, ({ ledger, timer }) => {
        expect(budgetMs(ledger, calendar)).toBe(naiveBudget(timer) * MINUTE);
      }),
      { numRuns: 1000 },
    );
  });

  it('agree on the deadline, whatever the pauses', () => {
    fc.assert(
      fc.property(timers, ({ ledger, timer }) => {
        expect(dueOf(ledger)).toBe(naiveDue(timer));
      }),
      { numRuns: 1500 },
    );
  });
});

describe('a ledger', () => {
  it('neither loses nor invents time: at the deadline all that was granted is used', () => {
    fc.assert(
      fc.property(running, fc.nat(5000), ({ ledger, timer, now }, minutes) => {
        const due = dueOf(ledger)!;
        const used = usedMs(ledger, due, calendar);
        if (timer.limits[0]!.unit === 'naturalDay')
          expect(used).toBeGreaterThanOrEqual(budgetMs(ledger, calendar));
        else {
          expect(used).toBe(budgetMs(ledger, calendar));
          const before = iso(Math.min(now + minutes * MINUTE, Date.parse(due)));
          const remaining = usedMs(opened(before, timer.limits[0]!), due, calendar);
          if (before >= iso(now)) expect(usedMs(ledger, before, calendar) + remaining).toBe(used);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('does not notice a pause of no length', () => {
    fc.assert(
      fc.property(
        running,
        fc.nat(3 * 1440),
        fc.constantFrom(...SHARES),
        ({ ledger, now }, minutes, share) => {
          const instant = iso(now + minutes * MINUTE);
          const due = dueOf(ledger, share)!;
          fc.pre(instant <= due);
          expect(dueOf(resumedAt(pausedAt(ledger, instant), instant), share)).toBe(due);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('adds exactly one limit with each extension', () => {
    fc.assert(
      fc.property(timers, ({ ledger, timer }) => {
        const [limit] = ledger.limits;
        const longer = granted(ledger, limit);
        expect(budgetMs(longer, calendar)).toBe(
          naiveBudget({ ...timer, limits: [...timer.limits, limit] }) * MINUTE,
        );
        if (limit.unit !== 'naturalDay')
          expect(budgetMs(longer, calendar) - budgetMs(ledger, calendar)).toBe(
            limit.value * MINUTES[limit.unit] * MINUTE,
          );
      }),
      { numRuns: 1000 },
    );
  });

  it('reaches its shares one after the other', () => {
    fc.assert(
      fc.property(timers, ({ ledger }) => {
        const instants = SHARES.map((share) => dueOf(ledger, share) ?? '9999');
        expect(instants).toEqual([...instants].sort());
      }),
      { numRuns: 1000 },
    );
  });

  it('that stands still twice stands still once, and runs on once', () => {
    const ledger = opened(at('2025-03-03 09:00'), { value: 2, unit: 'workDay' });
    const paused = pausedAt(ledger, at('2025-03-03 11:00'));
    expect(pausedAt(paused, at('2025-03-04 11:00'))).toEqual(paused);
    const resumed = resumedAt(paused, at('2025-03-05 08:00'));
    expect(resumedAt(resumed, at('2025-03-06 08:00'))).toEqual(resumed);
  });
});

describe('a timer of two working days that stood still over National Day', () => {
  // Monday, 29 September 2025, 09:00; the holiday runs from 1 to 8 October.
  const ledger = opened(at('2025-09-29 09:00'), { value: 2, unit: 'workDay' });
  const paused = pausedAt(ledger, at('2025-09-30 11:00'));
  const resumed = resumedAt(paused, at('2025-10-11 08:00'));

  it('was due the day before it, at nine', () => {
    expect(local(dueOf(ledger)!)).toBe('2025-10-09 09:00');
  });

  it('has used ten of its sixteen hours, and no deadline while it stands still', () => {
    expect(usedMs(paused, at('2025-10-10 12:00'), calendar) / (60 * MINUTE)).toBe(10);
    expect(dueOf(paused)).toBeUndefined();
    expect(local(dueOf(paused, 0.5)!)).toBe('2025-09-30 09:00');
  });

  it('has its six hours left on the make-up Saturday', () => {
    expect(local(dueOf(resumed)!)).toBe('2025-10-11 16:00');
  });

  it('flags a deadline that lies beyond the notices', () => {
    const { beyondCalendar } = dueAtShare(resumedAt(paused, at('2027-01-04 08:00')), 1, calendar)!;
    expect(beyondCalendar).toBe(true);
  });

  it('ends two working days later with an extension', () => {
    expect(local(dueOf(granted(resumed, { value: 2, unit: 'workDay' }))!)).toBe('2025-10-14 16:00');
  });
});

describe('a timer of three natural days', () => {
  // It starts on Wednesday, 5 March 2025: the last day is a Saturday, so that it is due on Monday at 18:00.
  const ledger = opened(at('2025-03-05 10:00'), { value: 3, unit: 'naturalDay' });

  it('that stood still has its hours left, and then ends at a closing', () => {
    const paused = pausedAt(ledger, at('2025-03-09 12:00'));
    expect([local(dueOf(ledger)!), dueOf(paused)]).toEqual(['2025-03-10 18:00', undefined]);
    // 30 hours from Thursday at nine end on Friday at three.
    const resumed = resumedAt(paused, at('2025-03-20 09:00'));
    expect(local(dueOf(resumed)!)).toBe('2025-03-21 18:00');
    expect(local(dueOf(resumed, 2)!)).toBe('2025-03-24 18:00');
  });

  it('that stands still just before the closing is due at the first one after it runs again', () => {
    const resumed = resumedAt(pausedAt(ledger, at('2025-03-09 12:00')), at('2025-03-20 09:00'));
    const again = pausedAt(resumed, at('2025-03-21 16:00'));
    expect(dueOf(again)).toBeUndefined();
    expect(local(dueOf(resumedAt(again, at('2025-03-25 09:00')))!)).toBe('2025-03-25 18:00');
  });

  it('flags a deadline beyond the notices also after a pause', () => {
    const resumed = resumedAt(pausedAt(ledger, at('2025-03-06 12:00')), at('2027-03-06 12:00'));
    expect(dueAtShare(resumed, 1, calendar)).toMatchObject({ beyondCalendar: true });
  });
});
