import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CalendarYear,
  epochDay,
  isKnown,
  isWorkingDay,
  knownDaysFrom,
  readCalendars,
} from '#domain/time/calendar.ts';
import { calendarFile, calendarOf } from '../calendars.ts';

const calendar = calendarOf(2024, 2025, 2026);

const year = (changes: Partial<CalendarYear> = {}): CalendarYear => ({
  year: 2025,
  source: ['https://example.org/notice'],
  knownUntil: '2025-12-31',
  days: [{ date: '2025-01-01', name: '元旦', rest: true }],
  ...changes,
});

/** A year of which its first day alone is known to rest. */
const of = (number: number): CalendarYear =>
  year({
    year: number,
    knownUntil: `${number}-12-31`,
    days: [{ date: `${number}-01-01`, name: '元旦', rest: true }],
  });

const faultsOf = (...inputs: unknown[]) => {
  const read = readCalendars('v1', inputs);
  return 'faults' in read ? read.faults : [];
};

describe('a working day', () => {
  it.each([
    '2025-01-26',
    '2025-02-08',
    '2025-04-27',
    '2025-09-28',
    '2025-10-11',
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ])('is the make-up day %s at a weekend', (date) => {
    expect(['Saturday', 'Sunday']).toContain(
      new Date(date).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }),
    );
    expect(isWorkingDay(calendar, epochDay(date))).toBe(true);
  });

  it.each([
    ['2025-01-28', false, 'New Year’s Eve, a Tuesday'],
    ['2025-10-08', false, 'a Wednesday of National Day'],
    ['2025-10-09', true, 'the Thursday after it'],
    ['2025-03-08', false, 'a plain Saturday'],
    ['2025-03-09', false, 'a plain Sunday'],
    ['2025-03-10', true, 'a plain Monday'],
    ['2025-03-14', true, 'a plain Friday'],
    ['2028-01-01', false, 'a Saturday beyond the calendar'],
    ['2028-01-03', true, 'a Monday beyond the calendar'],
    ['1969-12-28', false, 'a Sunday before 1970'],
    ['2027-01-01', false, 'a Friday that rests by regulation, before the notice'],
    ['2027-01-04', true, 'the Monday after it'],
    ['2028-05-01', false, 'a Monday that rests by regulation'],
    ['2028-05-02', false, 'the day after it, which rests since 2025'],
    ['2028-05-03', true, 'the day after that, of which only a notice could tell'],
    ['2029-10-01', false, 'a Monday, National Day'],
    ['2029-10-02', false, 'the second day of it'],
    ['2029-10-03', false, 'the third day of it'],
    ['2029-10-04', true, 'the fourth, of which only a notice could tell'],
    ['2023-05-02', true, 'a Tuesday before that regulation'],
    ['2023-10-02', false, 'a Monday of National Day before the calendar'],
    ['2026-01-02', false, 'a Friday that the notice lets rest'],
    ['2026-05-09', true, 'a Saturday that the notice lets work'],
  ])('%s: %s (%s)', (date, works) => {
    expect(isWorkingDay(calendar, epochDay(date))).toBe(works);
  });

  it('comes to 248 in 2025 and in 2026, when there are 13 public holidays', () => {
    const workdays = (of: number) =>
      Array.from({ length: 365 }, (_, day) =>
        new Date(Date.UTC(of, 0, 1 + day)).toISOString().slice(0, 10),
      ).filter((date) => isWorkingDay(calendar, epochDay(date))).length;
    expect([workdays(2025), workdays(2026)]).toEqual([248, 248]);
  });
});

describe('the years of a city folder', () => {
  it('are joined in the order of time, whatever the order of the files', () => {
    const joined = calendarOf(2026, 2024, 2025);
    expect(joined).toEqual(calendar);
    expect(joined).toMatchObject({ version: 'test', knownFrom: '2024-01-01', knownUntil: '2026-12-31' });
    expect(joined.days).toHaveLength(36 + 33 + 39);
    expect(joined.days.map(({ date }) => date)).toEqual(joined.days.map(({ date }) => date).sort());
  });

  it('stay the same calendar after a way through JSON', () => {
    const copy = JSON.parse(JSON.stringify(calendar));
    expect(copy).toEqual(calendar);
    expect(isWorkingDay(copy, epochDay('2026-10-10'))).toBe(true);
  });

  it('may settle days of the December before, as the notice for 2019 did, and list days in any order', () => {
    const before = { date: '2024-12-29', name: '元旦', rest: false };
    const read = readCalendars('v1', [
      year({ year: 2024, knownUntil: '2024-12-31', days: [{ ...before, date: '2024-01-01', rest: true }] }),
      year({ days: [...year().days, before] }),
    ]);
    expect(read).toMatchObject({
      calendar: { days: [{ date: '2024-01-01' }, before, ...year().days] },
    });
  });

  it('may say the same of a day twice, as the notices for 2018 and 2019 do', () => {
    const december = ['29', '30', '31'].map((day) => ({
      date: `2018-12-${day}`,
      name: '元旦',
      rest: day !== '29',
    }));
    const read = readCalendars('v1', [
      { ...of(2018), days: [...of(2018).days, ...december] },
      { ...of(2019), days: [...december.toReversed(), ...of(2019).days] },
    ]);
    expect(read).toMatchObject({ calendar: { days: [...of(2018).days, ...december, ...of(2019).days] } });
  });

  it('end where the last notice ends', () => {
    expect(readCalendars('v1', [year({ knownUntil: '2025-06-30' })])).toMatchObject({
      calendar: { knownFrom: '2025-01-01', knownUntil: '2025-06-30' },
    });
  });

  it.each<[string, unknown[], { path: string; message: string }[]]>([
    ['no year at all', [], [{ path: '', message: 'a calendar needs at least one year' }]],
    [
      'a date twice in a file',
      [year({ days: [...year().days, ...year().days] })],
      [{ path: '0.days.1.date', message: '2025-01-01 is listed twice; take one out' }],
    ],
    [
      'a date twice across files',
      [
        year({ days: [{ date: '2025-12-31', name: '元旦', rest: false }] }),
        year({
          year: 2026,
          knownUntil: '2026-12-31',
          days: [{ date: '2025-12-31', name: '元旦', rest: true }],
        }),
      ],
      [
        {
          path: '1.days.0.date',
          message: '2025-12-31 rests by 2026 and works by 2025; take it out of the one that is wrong',
        },
      ],
    ],
    [
      'a year without a notice',
      [year({ source: [] })],
      [
        {
          path: '0.source',
          message: 'a year without a notice and its days is not settled; leave it out',
        },
      ],
    ],
    [
      'a year without days',
      [of(2025), { ...of(2026), days: [] }],
      [
        {
          path: '1.days',
          message: 'a year without a notice and its days is not settled; leave it out',
        },
      ],
    ],
    [
      'a date outside its year',
      [
        year({
          days: [
            { date: '2026-01-01', name: '元旦', rest: true },
            { date: '2024-11-30', name: '元旦', rest: true },
          ],
        }),
      ],
      [
        { path: '0.days.0.date', message: '2026-01-01 lies outside 2025; move it to the file of its year' },
        { path: '0.days.1.date', message: '2024-11-30 lies outside 2025; move it to the file of its year' },
      ],
    ],
    [
      'a date that no calendar has',
      [year({ days: [{ date: '2025-02-29', name: '春节', rest: true }] })],
      [{ path: '0.days.0.date', message: 'a date is a day of the calendar, written YYYY-MM-DD' }],
    ],
    [
      'a date in another notation',
      [year({ days: [{ date: '2025/2/1', name: '春节', rest: true }] })],
      [{ path: '0.days.0.date', message: 'a date is a day of the calendar, written YYYY-MM-DD' }],
    ],
    [
      'a hole between years',
      [of(2027), year()],
      [{ path: '0.year', message: 'years must be consecutive: 2027 follows 2025; add 2026' }],
    ],
    [
      'a year twice',
      [year(), year({ days: [{ date: '2025-05-01', name: '劳动节', rest: true }] })],
      [{ path: '1.year', message: '2025 stands twice; leave one out' }],
    ],
    [
      'a year that ends early though another follows',
      [year({ knownUntil: '2025-11-30' }), of(2026)],
      [
        {
          path: '0.knownUntil',
          message:
            '2025 is known until 2025-11-30 only, yet 2026 follows; write 2025-12-31, if that is what the notice settles',
        },
      ],
    ],
    [
      'an end outside its year',
      [year({ knownUntil: '2026-12-31' })],
      [{ path: '0.knownUntil', message: '2026-12-31 lies outside 2025; write 2025-12-31' }],
    ],
    [
      'days with wrong fields',
      [
        year({
          days: [
            { date: '2025-01-01', name: '', rest: true },
            { date: '2025-01-02', name: '元旦', isOffDay: true } as never,
          ],
        }),
      ],
      [
        { path: '0.days.0.name', message: 'a day has a name' },
        { path: '0.days.1.rest', message: 'rest is true or false' },
        { path: '0.days.1', message: 'a day has exactly the fields date, name and rest' },
      ],
    ],
    [
      'something else entirely',
      [calendarFile(2026), 'nonsense'],
      [{ path: '1', message: 'a calendar year has exactly the fields year, source, knownUntil and days' }],
    ],
  ])('are refused for %s', (_, inputs, faults) => {
    expect(faultsOf(...inputs)).toEqual(faults);
  });
});

describe('the days that a calendar knows', () => {
  it.each([
    ['2026-12-31', 1],
    ['2026-12-30', 2],
    ['2026-11-02', 60],
    ['2026-11-03', 59],
    ['2026-01-01', 365],
    ['2024-01-01', 366 + 365 + 365],
    ['2027-01-01', 0],
    ['2030-06-01', 0],
    ['2023-12-31', 0],
  ])('are from %s on %i', (date, days) => {
    expect(knownDaysFrom(calendar, epochDay(date))).toBe(days);
  });

  it('end where the notice for a year settles a part of it only', () => {
    const read = readCalendars('v1', [year({ knownUntil: '2025-02-28' })]);
    expect('calendar' in read && knownDaysFrom(read.calendar, epochDay('2025-02-01'))).toBe(28);
  });

  it('are those that are known one after the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: epochDay('2023-01-01'), max: epochDay('2028-01-01') }), (today) => {
        let day = today;
        while (isKnown(calendar, day)) day++;
        expect(knownDaysFrom(calendar, today)).toBe(day - today);
      }),
    );
  });
});
