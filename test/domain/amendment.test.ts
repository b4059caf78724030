import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calendarWarnings,
  newOnDuty,
  policyWarnings,
  WARNING_CODES,
  warningOf,
  warningText,
} from '#domain/amendment.ts';
import { readCalendars, type WorkCalendar } from '#domain/time/calendar.ts';
import { lawFirm, police, roads } from './builders.ts';
import { calendarFile } from './calendars.ts';

const policyOf = (codes: readonly string[]) => ({
  categories: codes.map((code) => ({ code, name: { 'zh-CN': code, en: code } })),
});
const CODES = ['dispute', 'dispute.neighbour', 'dispute.family', 'noise', 'noise.night', 'road'];
const someCodes = fc.uniqueArray(fc.constantFrom(...CODES));

describe('what another policy would do', () => {
  it('names every category that is dropped, and every one that no duty covers, and no other', () => {
    fc.assert(
      fc.property(someCodes, someCodes, someCodes, (before, after, onDuty) => {
        const warnings = policyWarnings(
          policyOf(before),
          policyOf(after),
          onDuty.map((category) => ({ category })),
        );
        const told = new Map(warnings.map((warning) => [warning.code, warning]));
        const dropped = before.filter((code) => !after.includes(code));
        const bare = after.filter(
          (code) => !onDuty.some((duty) => code === duty || code.startsWith(`${duty}.`)),
        );
        expect(told.get('categoriesDropped')?.of ?? []).toEqual(dropped);
        expect(told.get('categoriesWithoutDuty')?.of ?? []).toEqual(bare);
        expect(warnings.every(({ count, of }) => count === of?.length && count > 0)).toBe(true);
      }),
    );
  });

  it('names ten of many and counts them all', () => {
    const codes = Array.from({ length: 30 }, (_, n) => `c${n}`);
    const [warning] = warningOf('categoriesDropped', codes, { among: 40 });
    expect(warning).toMatchObject({ count: 30, among: 40 });
    expect(warning?.of).toHaveLength(10);
    expect(warningText(warning!).en).toBe(
      'categories that are dropped: 30 of 40: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 and others',
    );
    expect(warningText(warning!)['zh-CN']).toBe(
      '取消的类别：30（共 40）：c0、c1、c2、c3、c4、c5、c6、c7、c8、c9等',
    );
  });

  it('says where not everything was looked at', () => {
    const [warning] = warningOf('unitsUnmanned', [roads.code], { among: 50, atLeast: true });
    expect(warningText(warning!).en).toContain(`at least 1 of 50: ${roads.code}`);
    expect(warningText(warning!)['zh-CN']).toContain(`至少 1（共 50）：${roads.code}`);
  });

  it.each(WARNING_CODES)('has its words in both languages: %s', (code) => {
    const words = warningText({ code, count: 2 });
    expect(words['zh-CN']).toMatch(/^\p{Script=Han}.*：2$/u);
    expect(words.en).toMatch(/^[a-z][\x20-\x7e]*: 2$/);
  });

  it('finds the units that had no duty before', () => {
    const duty = (unit: typeof roads) => ({ area: '320613', category: 'dispute', unit, rule: '' });
    expect(newOnDuty([duty(roads)], [duty(police), duty(roads), duty(lawFirm), duty(police)])).toEqual(
      [lawFirm.code, police.code].sort(),
    );
  });
});

describe('what another calendar would do', () => {
  const calendarOf = (years: unknown[]): WorkCalendar => {
    const read = readCalendars('', years);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    return read.calendar;
  };
  const years = [2024, 2025, 2026].map((year) => calendarFile(year) as { days: { date: string }[] });

  it('names the days that change between rest and work', () => {
    const [, of2025] = years;
    const storm = { ...of2025, days: [...of2025!.days, { date: '2025-03-10', name: '台风', rest: true }] };
    const before = calendarOf(years);
    const after = calendarOf([years[0], storm, years[2]]);
    expect(calendarWarnings(before, after)).toEqual([{ code: 'daysChanged', count: 1, of: ['2025-03-10'] }]);
    expect(calendarWarnings(after, before)).toEqual([{ code: 'daysChanged', count: 1, of: ['2025-03-10'] }]);
    expect(calendarWarnings(before, before)).toEqual([]);
  });

  it('counts the days that are no longer known', () => {
    const warnings = calendarWarnings(calendarOf(years), calendarOf(years.slice(0, 2)));
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'daysUnsettled', count: 365 }));
  });
});
