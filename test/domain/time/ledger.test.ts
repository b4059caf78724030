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
  relimitedAt,
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

/** A stretch in which the timer ran; the last one has no end while it still runs. */
interface Stretch {
  from: number;
  to: number;
  /** The units of the limits that held then or have held since: a minute is used if it counts under all of them. */
  units: LimitUnit[];
}
interface NaiveTimer {
  limits: Limit[];
  /** When the present limits took the place of others. */
  since?: number;
  stretches: Stretch[];
}

const minutesOf = (stretches: Stretch[], until: number): number => {
  let used = 0;
  for (const { from, to, units } of stretches)
    for (let minute = from; minute < Math.min(to, until); minute += MINUTE)
      if (units.every((unit) => counts(unit, minute))) used++;
  return used;
};

const usedBefore = ({ stretches, since }: NaiveTimer): number =>
  since === undefined ? 0 : minutesOf(stretches, since);

const stretchesSince = ({ stretches, since = 0 }: NaiveTimer): Stretch[] =>
  stretches.filter(({ from }) => from >= since);

/** What other limits have used of the present one: never more than all of it. */
const carried = (timer: NaiveTimer): number => Math.min(usedBefore(timer), naiveBudget(timer));

const naiveUsed = (timer: NaiveTimer, until: number): number =>
  until <= (timer.since ?? 0)
    ? minutesOf(timer.stretches, until)
    : carried(timer) + minutesOf(stretchesSince(timer), until);

const naiveBudget = (timer: NaiveTimer): number => {
  const { limits, stretches, since } = timer;
  const [{ unit }] = limits as [Limit];
  if (unit !== 'naturalDay') return limits.reduce((sum, { value }) => sum + value * MINUTES[unit], 0);
  const start = since === undefined ? stretches[0]!.from : since - usedBefore(timer) * MINUTE;
  let due = iso(start);
  for (const limit of limits) due = iso(Date.parse(naiveDeadline(due, limit).dueAt));
  return (Date.parse(due) - start) / MINUTE;
};

/** When a share of the budget is used up; undefined while it is not and the timer stands still. */
const naiveDue = (timer: NaiveTimer, share = 1): string | undefined => {
  const [{ unit }] = timer.limits as [Limit];
  // Limits of natural days end at a closing, at which the timer has to run; further shares are days from there.
  const closes = unit === 'naturalDay' && share >= 1;
  let left = naiveBudget(timer) * (closes ? 1 : share) - carried(timer);
  for (const { from, to } of stretchesSince(timer))
    for (let minute = from; minute <= to; minute += MINUTE) {
      if (left <= 0 && closes && isClosing(minute)) {
        const value = timer.limits.reduce((days, limit) => days + limit.value, 0) * (share - 1);
        return value > 0 ? naiveDeadline(iso(minute), { value: Math.ceil(value), unit }).dueAt : iso(minute);
      }
      if (left <= 0 && !closes) return iso(Math.max(minute + left * MINUTE, from));
      if (minute < to && counts(unit, minute)) left--;
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

const limits = fc
  .record({ unit: fc.constantFrom(...LIMIT_UNITS), value: fc.nat(1000) })
  .map(({ unit, value }): Limit => ({ value: 1 + (value % LONGEST[unit]), unit }));

/** What happens to a timer after so many minutes: it stands still for so many, is extended, or comes under another limit. */
const happenings = fc.record({
  after: fc.oneof(fc.constant(0), fc.nat(4 * 1440)),
  what: fc.oneof(
    { weight: 3, arbitrary: fc.record({ stands: fc.nat(12 * 1440) }) },
    { weight: 2, arbitrary: fc.record({ limit: limits }) },
    { weight: 1, arbitrary: fc.constant('extended' as const) },
  ),
});

/** A timer that ran and stood still in turns, was extended and changed, across the holidays of two years. */
const timers = fc
  .record({
    start: fc.integer({ min: 0, max: 600 * 1440 }),
    limit: limits,
    life: fc.array(happenings, { maxLength: 5 }),
    runs: fc.boolean(),
    extensions: fc.nat(1),
  })
  .map(({ start, limit, life, runs, extensions }) => {
    let now = FIRST + start * MINUTE;
    let ledger = opened(iso(now), limit);
    const timer: NaiveTimer = { limits: [limit], stretches: [] };
    const stretch = (from: number, to: number) =>
      timer.stretches.push({ from, to, units: [timer.limits[0]!.unit] });
    for (const { after, what } of life) {
      stretch(now, now + after * MINUTE);
      now += after * MINUTE;
      if (what === 'extended') {
        const [first] = ledger.limits;
        ledger = granted(ledger, first);
        timer.limits.push(first);
      } else if ('limit' in what) {
        ledger = relimitedAt(ledger, what.limit, iso(now));
        timer.limits = timer.limits.map(() => what.limit);
        timer.since = now;
        for (const { units } of timer.stretches) units.push(what.limit.unit);
      } else {
        const stopped = pausedAt(ledger, iso(now));
        now += what.stands * MINUTE;
        ledger = resumedAt(stopped, iso(now));
      }
    }
    stretch(now, runs ? Number.POSITIVE_INFINITY : now + 60 * MINUTE);
    let last: Ledger = runs ? ledger : pausedAt(ledger, iso(now + 60 * MINUTE));
    for (let i = 0; i < extensions; i++) {
      last = granted(last, last.limits[0]);
      timer.limits.push(last.limits[0]);
    }
    return { ledger: last, timer, now };
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

  it('agree on the deadline, whatever the pauses, extensions and changes', () => {
    fc.assert(
      fc.property(timers, ({ ledger, timer }) => {
        expect(dueOf(ledger)).toBe(naiveDue(timer));
      }),
      { numRuns: 1500 },
    );
  });

  it('agree on every rung, below the deadline and above', () => {
    fc.assert(
      fc.property(timers, fc.constantFrom(0.25, 0.5, 1.5, 2), ({ ledger, timer }, share) => {
        expect(dueOf(ledger, share)).toBe(naiveDue(timer, share));
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
        // Natural days end at a closing; and other limits may have used more than a new one has.
        if (timer.limits[0]!.unit === 'naturalDay' || due === ledger.since)
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

  it('that changes at once keeps no stretch of no length', () => {
    const ledger = opened(at('2025-03-03 09:00'), { value: 2, unit: 'workDay' });
    const changed = relimitedAt(ledger, { value: 1, unit: 'workDay' }, at('2025-03-03 09:00'));
    expect(changed.ran).toEqual([]);
  });

  it('that has nothing left when it changes is due at once, and no day had to be judged', () => {
    const ledger = opened(at('2027-03-01 09:00'), { value: 2, unit: 'workDay' });
    const changed = relimitedAt(ledger, { value: 1, unit: 'workHour' }, at('2027-03-01 11:00'));
    expect(dueAtShare(changed, 1, calendar)).toEqual({
      dueAt: at('2027-03-01 11:00'),
      beyondCalendar: false,
    });
  });

  it('that stands still twice stands still once, and runs on once', () => {
    const ledger = opened(at('2025-03-03 09:00'), { value: 2, unit: 'workDay' });
    const paused = pausedAt(ledger, at('2025-03-03 11:00'));
    expect(paused).not.toHaveProperty('since');
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

  it('that stands still from the closing on is due then', () => {
    const stopped = pausedAt(ledger, at('2025-03-10 18:00'));
    expect(local(dueOf(stopped)!)).toBe('2025-03-10 18:00');
  });

  it('flags a deadline beyond the notices also after a pause', () => {
    const resumed = resumedAt(pausedAt(ledger, at('2025-03-06 12:00')), at('2027-03-06 12:00'));
    expect(dueAtShare(resumed, 1, calendar)).toMatchObject({ beyondCalendar: true });
    expect(dueAtShare(ledger, 1, calendar)).toMatchObject({ beyondCalendar: false });
  });
});
