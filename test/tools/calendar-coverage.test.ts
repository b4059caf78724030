import { describe, expect, it } from 'vitest';
import { epochDay } from '#domain/time/calendar.ts';
import { faultLine } from '../../infra/fault.ts';
import { coverageOf } from '../../tools/city/calendar-coverage.ts';

const told = (knownUntil: string, today: string) => {
  const calendar = { version: 'x', knownFrom: '2024-01-01', knownUntil, days: [] };
  const { faults, notes } = coverageOf(calendar, epochDay(today));
  return [...faults.map(faultLine), ...notes];
};

describe('the coverage of a calendar', () => {
  it.each<[knownUntil: string, today: string, told: string[]]>([
    ['2026-12-31', '2026-10-31', []],
    ['2027-12-31', '2026-12-31', []],
    [
      '2026-12-31',
      '2026-11-01',
      ['the calendar ends on 2026-12-31: add calendars/2027.json as soon as its notice is there'],
    ],
    [
      '2024-12-31',
      '2026-11-25',
      [
        'calendars: the calendar is known from 2024-01-01 to 2024-12-31, and today is 2026-11-25 – add calendars/2026.json, by the notice of the State Council',
      ],
    ],
    [
      '2026-12-31',
      '2027-01-01',
      [
        'calendars: the calendar is known from 2024-01-01 to 2026-12-31, and today is 2027-01-01 – add calendars/2027.json, by the notice of the State Council',
      ],
    ],
    ['2026-06-30', '2026-06-30', ['the calendar ends on 2026-06-30, within a year: what follows is a guess']],
    ['2027-06-30', '2026-12-01', ['the calendar ends on 2027-06-30, within a year: what follows is a guess']],
  ])('known until %s says on %s: %j', (knownUntil, today, expected) => {
    expect(told(knownUntil, today)).toEqual(expected);
  });
});
