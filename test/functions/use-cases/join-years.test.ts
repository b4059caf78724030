import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarYear } from '#domain/time/calendar.ts';
import { joinYears } from '#shared/use-cases/join-years.ts';
import { calendarFile } from '../../domain/calendars.ts';

const versionOf = (...years: unknown[]): string => {
  const read = joinYears(years);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.calendar.version;
};

describe('the version of a calendar', () => {
  const years = [2024, 2025, 2026].map((year) => calendarFile(year) as CalendarYear);
  const version = versionOf(...years);

  it('is that of the shipped years as they are written', () => {
    expect(version).toMatch(/^2026-12-31-[0-9a-f]{12}$/);
  });

  it('is the same whatever the order of years, days and fields', () => {
    const shuffled = fc.tuple(
      ...years.map(({ days, ...year }) =>
        fc.shuffledSubarray(days, { minLength: days.length }).map((mixed) => ({
          days: mixed.map(({ rest, name, date }) => ({ rest, name, date })),
          ...year,
        })),
      ),
    );
    const inAnyOrder = shuffled.chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));
    fc.assert(fc.property(inAnyOrder, (list) => versionOf(...list) === version));
  });

  it('is another one when a day is', () => {
    const [first, ...others] = years as [CalendarYear, ...CalendarYear[]];
    const [day, ...days] = first.days as [CalendarYear['days'][number], ...CalendarYear['days']];
    expect(versionOf({ ...first, days }, ...others)).not.toBe(version);
    expect(versionOf({ ...first, days: [{ ...day, rest: !day.rest }, ...days] }, ...others)).not.toBe(
      version,
    );
  });
});
