import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkCalendar } from '#domain/time/calendar.ts';
import { deadlineOf } from '#domain/time/deadline.ts';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import { dueAtShare, opened } from '#domain/time/ledger.ts';
import { LIMIT_UNITS, type Limit, type LimitUnit } from '#domain/time/limit.ts';
import { calendarOf } from '../calendars.ts';
import { naiveDeadline, naiveWorkday } from './deadline-naive.ts';
import { DEADLINES } from './deadline-table.ts';

const calendar = calendarOf(2024, 2025, 2026);
const HOUR = 3_600_000;

/** An instant from Shanghai's time as the table writes it. */
const at = (local: string): Instant => instantAt(Date.parse(`${local.replace(' ', 'T')}+08:00`));

const iso = instantAt;

/** When a share of a limit is used up by a timer that runs without a pause. */
const instantAtShare = (from: Instant, limit: Limit, share: number, days: WorkCalendar): Instant =>
  dueAtShare(opened(from, limit), share, days)!.dueAt;

/** Any instant of 2024–2026, to the millisecond. */
const instant = fc
  .integer({ min: Date.parse('2024-01-01T00:00:00Z'), max: Date.parse('2026-12-31T23:59:59Z') })
  .map(iso);
/** Instants where rules change: whole quarters of an hour. */
const quarter = fc
  .integer({
    min: Date.parse('2024-01-01T00:00:00Z') / (HOUR / 4),
    max: Date.parse('2026-12-31T00:00:00Z') / (HOUR / 4),
  })
  .map((n) => iso(n * (HOUR / 4)));
const start = fc.oneof(instant, quarter);
const minute = fc.oneof(instant, quarter).map((from) => instantAt(Date.parse(`${from.slice(0, 16)}:00Z`)));
const unit = fc.constantFrom<LimitUnit>(...LIMIT_UNITS);
const officeUnit = fc.constantFrom<LimitUnit>('workHour', 'workDay');
/** Values of whole minutes, so that sums are exact. */
const hours = fc.integer({ min: 1, max: 60 * 100 }).map((minutes) => minutes / 60);
const value = fc.oneof(hours, fc.integer({ min: 1, max: 60 }));
const share = fc.oneof(
  fc.constantFrom(0.5, 0.8, 1, 1.5, 2, 3),
  fc.double({ min: 0.001, max: 5, noNaN: true }),
);

const due = (from: Instant, limit: Limit): Instant => deadlineOf(from, limit, calendar).dueAt;

describe('the table worked by hand', () => {
  it('has at least 90 rows, of every unit, with deadlines on every make-up day of 2025 and 2026', () => {
    expect(DEADLINES.length).toBeGreaterThanOrEqual(90);
    expect(new Set(DEADLINES.map((row) => row[2]))).toEqual(new Set(LIMIT_UNITS));
    const makeUpDays = calendar.days
      .filter(({ date, rest }) => !rest && date >= '2025')
      .map(({ date }) => date);
    expect(makeUpDays).toHaveLength(11);
    expect(DEADLINES.map((row) => row[3].slice(0, 10))).toEqual(expect.arrayContaining(makeUpDays));
  });

  it.each(DEADLINES)('%s + %d %s = %s: %s', (from, amount, of, dueAt, _, beyond) => {
    expect(deadlineOf(at(from), { value: amount, unit: of }, calendar)).toEqual({
      dueAt: at(dueAt),
      beyondCalendar: beyond === 'beyond',
    });
  });

  it('agrees with stepping through every minute', () => {
    const wholeMinutes = DEADLINES.filter(
      ([from, amount, of]) =>
        from.length === 16 && Number.isInteger(of === 'naturalDay' ? amount : amount * 60),
    );
    expect(wholeMinutes.length).toBeGreaterThanOrEqual(90);
    for (const [from, amount, of, dueAt] of wholeMinutes)
      expect(naiveDeadline(at(from), { value: amount, unit: of }).dueAt, `${from} + ${amount} ${of}`).toBe(
        at(dueAt),
      );
  });
});

describe('a deadline', () => {
  it('equals what stepping through every minute gives', () => {
    fc.assert(
      fc.property(
        minute,
        fc.oneof(
          fc.record({
            value: fc.integer({ min: 1, max: 60 * 48 }).map((n) => n / 60),
            unit: fc.constant<LimitUnit>('workHour'),
          }),
          fc.record({
            value: fc.integer({ min: 1, max: 24 }).map((n) => n / 4),
            unit: fc.constant<LimitUnit>('workDay'),
          }),
          fc.record({ value: fc.integer({ min: 1, max: 90 }), unit: fc.constant<LimitUnit>('naturalDay') }),
          fc.record({
            value: fc.integer({ min: 1, max: 6000 }).map((n) => n / 60),
            unit: fc.constant<LimitUnit>('urgentHour'),
          }),
        ),
        (from, limit) => {
          const naive = naiveDeadline(from, limit);
          expect(deadlineOf(from, limit, calendar)).toEqual({
            dueAt: naive.dueAt,
            beyondCalendar: naive.judged.some((date) => date < '2024-01-01' || date > '2026-12-31'),
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('lies beyond the calendar exactly when a day after its end, or before its start, was judged', () => {
    const short = calendarOf(2025);
    const around = fc
      .tuple(
        fc.constantFrom('2024-12-31T16:00:00Z', '2025-12-31T16:00:00Z'),
        fc.integer({ min: -40 * 24 * 60, max: 5 * 24 * 60 }),
      )
      .map(([edge, minutes]) => iso(Date.parse(edge) + minutes * 60_000));
    const seen = { beyond: 0, within: 0 };
    fc.assert(
      fc.property(around, unit, fc.integer({ min: 1, max: 30 }), (from, of, amount) => {
        const { dueAt, beyondCalendar } = deadlineOf(from, { value: amount, unit: of }, short);
        const local = (instant: string, hours: number) =>
          iso(Date.parse(instant) + hours * HOUR).slice(0, 10);
        const lastDay = local(dueAt, 8);
        // Natural days judge the last day only; office time judges all from the first that is not yet over.
        const firstDay =
          of === 'naturalDay'
            ? iso(Date.parse(`${local(from, 8)}T00:00:00Z`) + amount * 24 * HOUR).slice(0, 10)
            : local(from, 14);
        const outside = of !== 'urgentHour' && (firstDay < '2025-01-01' || lastDay > '2025-12-31');
        expect(beyondCalendar).toBe(outside);
        seen[outside ? 'beyond' : 'within']++;
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(seen.beyond, seen.within)).toBeGreaterThan(100);
  });

  it('never comes earlier for a later start', () => {
    fc.assert(
      fc.property(start, start, value, unit, (a, b, amount, of) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(due(early, { value: amount, unit: of }) <= due(late, { value: amount, unit: of })).toBe(true);
      }),
    );
  });

  it('never comes earlier for a longer limit, and always after its start', () => {
    fc.assert(
      fc.property(start, value, value, unit, (from, a, b, of) => {
        const short = due(from, { value: Math.min(a, b), unit: of });
        expect(short <= due(from, { value: Math.max(a, b), unit: of })).toBe(true);
        expect(short > from).toBe(true);
      }),
    );
  });

  it('falls into office time or on its end, on a working day', () => {
    fc.assert(
      fc.property(start, value, officeUnit, (from, amount, of) => {
        const local = iso(Date.parse(due(from, { value: amount, unit: of })) + 8 * HOUR);
        const time = local.slice(11, 23);
        expect((time > '08:00' && time <= '12:00:00.000') || (time > '14:00' && time <= '18:00:00.000')).toBe(
          true,
        );
        expect(naiveWorkday(local.slice(0, 10))).toBe(true);
      }),
    );
  });

  it('of natural days is 18:00 of a working day', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 400 }), (from, amount) => {
        const local = iso(Date.parse(due(from, { value: amount, unit: 'naturalDay' })) + 8 * HOUR);
        expect(local.slice(11)).toBe('18:00:00.000Z');
        expect(naiveWorkday(local.slice(0, 10))).toBe(true);
      }),
    );
  });

  it('of n working days is that of 8n office hours', () => {
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 1, max: 240 }).map((n) => n / 4),
        (from, days) => {
          expect(deadlineOf(from, { value: days, unit: 'workDay' }, calendar)).toEqual(
            deadlineOf(from, { value: days * 8, unit: 'workHour' }, calendar),
          );
        },
      ),
    );
  });

  it('is the same when the office hours are granted in two parts', () => {
    fc.assert(
      fc.property(start, hours, hours, (from, a, b) => {
        const first = due(from, { value: a, unit: 'workHour' });
        expect(due(first, { value: b, unit: 'workHour' })).toBe(
          due(from, { value: a + b, unit: 'workHour' }),
        );
      }),
    );
  });

  it('is counted from the instant, however that is written', () => {
    expect(due('2025-03-03T09:00+08:00' as Instant, { value: 2, unit: 'workHour' })).toBe(
      '2025-03-03T03:00:00.000Z',
    );
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 401_501])('refuses a limit of %d', (amount) => {
    for (const of of LIMIT_UNITS)
      expect(() => due(at('2025-03-03 09:00'), { value: amount, unit: of })).toThrow(RangeError);
  });

  it('may take a limit of 3650 at 10 times its share', () => {
    expect(due(at('2025-03-03 09:00'), { value: 36_500, unit: 'urgentHour' })).toBe(at('2029-05-02 05:00'));
  });

  it('refuses a start that is no instant', () => {
    for (const of of LIMIT_UNITS)
      expect(() => due('yesterday' as Instant, { value: 1, unit: of })).toThrow(
        new RangeError('the start is not an instant'),
      );
  });
});

describe('a rung of the ladder', () => {
  it.each<[string, number, LimitUnit, number, string, string]>([
    ['2025-03-03 08:00', 10, 'workHour', 0.8, '2025-03-03 18:00', '8 of 10 hours'],
    ['2025-03-03 09:00', 2, 'workHour', 0.5, '2025-03-03 10:00', 'half'],
    ['2025-03-03 09:00', 2, 'workHour', 2, '2025-03-03 15:00', 'twice the limit goes around lunch'],
    ['2025-09-30 08:00', 1, 'workDay', 2, '2025-10-09 18:00', 'twice the limit goes around National Day'],
    ['2025-03-03 23:00', 2, 'urgentHour', 0.8, '2025-03-04 00:36', '96 minutes'],
    ['2025-03-03 18:00', 1, 'naturalDay', 0.5, '2025-03-04 06:00', 'half of the time up to the deadline'],
    [
      '2025-09-29 18:00',
      3,
      'naturalDay',
      0.8,
      '2025-10-07 18:00',
      '8 of the 10 days that the holiday makes of 3',
    ],
    ['2025-09-29 10:00', 3, 'naturalDay', 1, '2025-10-09 18:00', 'the deadline itself'],
    [
      '2025-09-29 10:00',
      3,
      'naturalDay',
      2,
      '2025-10-13 18:00',
      'three days from the deadline: Sunday moves',
    ],
    ['2025-03-03 10:00', 3, 'naturalDay', 1 + 0.1 * 3, '2025-03-07 18:00', 'a day begun after the deadline'],
    ['2025-03-03 10:00', 3, 'naturalDay', 1 + 1e-12, '2025-03-07 18:00', 'a day hardly begun'],
    [
      '2025-03-03 10:00',
      1,
      'naturalDay',
      3.0000000000000004,
      '2025-03-06 18:00',
      'the float’s last bit makes no day',
    ],
  ])('%s + %d %s at share %d is due at %s: %s', (from, amount, of, part, dueAt) => {
    expect(instantAtShare(at(from), { value: amount, unit: of }, part, calendar)).toBe(at(dueAt));
  });

  it('at share 1 is the deadline exactly', () => {
    fc.assert(
      fc.property(start, value, unit, (from, amount, of) => {
        const limit = { value: amount, unit: of };
        expect(instantAtShare(from, limit, 1, calendar)).toBe(due(from, limit));
      }),
    );
  });

  it('never comes before a rung of a smaller share, nor on the wrong side of the deadline', () => {
    fc.assert(
      fc.property(start, value, unit, share, share, (from, amount, of, a, b) => {
        const limit = { value: amount, unit: of };
        const [lower, higher] = [Math.min(a, b), Math.max(a, b)].map((part) =>
          instantAtShare(from, limit, part, calendar),
        );
        expect(from <= lower! && lower! <= higher!).toBe(true);
        expect(
          Math.sign(Date.parse(instantAtShare(from, limit, a, calendar)) - Date.parse(due(from, limit))),
        ).toBe(Math.sign(a - 1));
      }),
    );
  });

  it.each([0, -0.5, Number.NaN])('refuses a share of %d', (part) => {
    for (const of of LIMIT_UNITS)
      expect(() => instantAtShare(at('2025-03-03 09:00'), { value: 1, unit: of }, part, calendar)).toThrow(
        new RangeError(`a share lies above 0, not at ${part}`),
      );
  });
});
