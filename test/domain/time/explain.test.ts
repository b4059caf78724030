import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '#domain/text.ts';
import type { WorkCalendar } from '#domain/time/calendar.ts';
import { deadlineOf } from '#domain/time/deadline.ts';
import { explainDeadline } from '#domain/time/explain.ts';
import { instantAt } from '#domain/time/instant.ts';
import { LIMIT_UNITS, type LimitUnit } from '#domain/time/limit.ts';
import { calendarOf } from '../calendars.ts';

const calendar = calendarOf(2024, 2025, 2026);

const explained = (
  from: string,
  value: number,
  unit: LimitUnit,
  language: Language,
  by: WorkCalendar = calendar,
) =>
  explainDeadline(instantAt(Date.parse(`${from.replace(' ', 'T')}+08:00`)), { value, unit }, by).steps.map(
    ({ text }) => text[language],
  );

describe('the explanation in Chinese', () => {
  it('counts working days around National Day', () => {
    expect(explained('2025-09-26 11:00', 10, 'workDay', 'zh-CN')).toEqual([
      '2025年9月26日（星期五）11:00起算，时限10个工作日，每个工作日计办公时间08:00–12:00、14:00–18:00共8小时',
      '9月26日（星期五）11:00–12:00、14:00–18:00（午休不计）计5小时，剩余75小时',
      '9月27日周末休息',
      '9月28日（星期日）国庆节、中秋节调休上班，08:00–12:00、14:00–18:00（午休不计）计8小时，剩余67小时',
      '9月29日–30日共2个工作日，每日计8小时，剩余51小时',
      '10月1日–8日国庆节、中秋节休息',
      '10月9日–10日共2个工作日，每日计8小时，剩余35小时',
      '10月11日（星期六）国庆节、中秋节调休上班，08:00–12:00、14:00–18:00（午休不计）计8小时，剩余27小时',
      '10月12日周末休息',
      '10月13日–15日共3个工作日，每日计8小时，剩余3小时',
      '10月16日（星期四）08:00–11:00计3小时，时限用完',
      '2025年10月16日（星期四）11:00到期',
    ]);
  });

  it('moves a start outside office time to the next opening', () => {
    expect(explained('2025-03-07 19:30', 2.5, 'workHour', 'zh-CN')).toEqual([
      '2025年3月7日（星期五）19:30起算，时限2小时30分，只计工作日办公时间08:00–12:00、14:00–18:00',
      '3月8日–9日周末休息',
      '起算时刻不在办公时间，顺延至2025年3月10日（星期一）08:00上班时开始计时',
      '3月10日（星期一）08:00–10:30计2小时30分，时限用完',
      '2025年3月10日（星期一）10:30到期',
    ]);
  });

  it('starts at the next opening when a closing strikes, without a word on the hours that are over', () => {
    expect(explained('2025-03-03 12:00', 1, 'workHour', 'zh-CN').slice(1)).toEqual([
      '起算时刻不在办公时间，顺延至2025年3月3日（星期一）14:00上班时开始计时',
      '3月3日（星期一）14:00–15:00计1小时，时限用完',
      '2025年3月3日（星期一）15:00到期',
    ]);
    expect(explained('2025-03-08 18:00', 1, 'workHour', 'zh-CN').slice(1)).toEqual([
      '3月9日周末休息',
      '起算时刻不在办公时间，顺延至2025年3月10日（星期一）08:00上班时开始计时',
      '3月10日（星期一）08:00–09:00计1小时，时限用完',
      '2025年3月10日（星期一）09:00到期',
    ]);
  });

  it('tells a weekend and a holiday next to it apart', () => {
    expect(explained('2024-06-07 17:00', 2, 'workHour', 'zh-CN').slice(2, 4)).toEqual([
      '6月8日–9日周末休息',
      '6月10日端午节休息',
    ]);
  });

  it('names each make-up day, also two in a row', () => {
    const days = ['2025-03-08', '2025-03-09'].map((date) => ({ date, name: '春节', rest: false }));
    expect(explained('2025-03-08 08:00', 2, 'workDay', 'zh-CN', { ...calendar, days }).slice(1, 3)).toEqual([
      '3月8日（星期六）春节调休上班，08:00–12:00、14:00–18:00（午休不计）计8小时，剩余8小时',
      '3月9日（星期日）春节调休上班，08:00–12:00、14:00–18:00（午休不计）计8小时，时限用完',
    ]);
  });

  it('moves the last natural day past the holiday', () => {
    expect(explained('2025-09-25 10:00', 7, 'naturalDay', 'zh-CN')).toEqual([
      '2025年9月25日（星期四）10:00起算，时限7个自然日，起算当日不计，至最后一日18:00截止',
      '第7日为10月2日（星期四）',
      '10月2日–8日国庆节、中秋节休息',
      '最后一日为休息日，顺延至下一个工作日10月9日（星期四）',
      '2025年10月9日（星期四）18:00到期',
    ]);
  });

  it('says that a last day at the weekend is a make-up working day', () => {
    expect(explained('2026-09-10 10:00', 10, 'naturalDay', 'zh-CN')).toEqual([
      '2026年9月10日（星期四）10:00起算，时限10个自然日，起算当日不计，至最后一日18:00截止',
      '第10日为9月20日（星期日）',
      '9月20日（星期日）为国庆节调休上班日',
      '2026年9月20日（星期日）18:00到期',
    ]);
  });

  it('lets urgent hours run, to the second where there are seconds', () => {
    expect(explained('2026-02-16 23:59:58', 0.0014, 'urgentHour', 'zh-CN')).toEqual([
      '2026年2月16日（星期一）23:59:58起算，时限5.04秒，连续计算，不分昼夜和节假日',
      '2026年2月17日（星期二）00:00:03.040到期',
    ]);
  });

  it('warns where the calendar ends', () => {
    expect(explained('2026-12-31 17:00', 2, 'workHour', 'zh-CN').slice(-3)).toEqual([
      '1月4日（星期一）08:00–09:00计1小时，时限用完',
      '2027年1月4日（星期一）09:00到期',
      '已公布的放假安排仅为2024年1月1日至2026年12月31日，此外的日期暂按周一至周五上班、元旦等固定日期的节日放假推算，日历更新后重新计算',
    ]);
  });
});

describe('the explanation in English', () => {
  it('counts working days around National Day', () => {
    expect(explained('2025-09-26 11:00', 10, 'workDay', 'en')).toEqual([
      'The clock starts on Friday, 26 September 2025 at 11:00. The limit is 10 working days, each 8 h of office time, 08:00–12:00 and 14:00–18:00.',
      'Friday, 26 September: 11:00–12:00 and 14:00–18:00 (the lunch break does not count) count 5 h, 75 h left.',
      '27 September: offices are closed (weekend).',
      'Sunday, 28 September, a make-up working day for National Day and the Mid-Autumn Festival: 08:00–12:00 and 14:00–18:00 (the lunch break does not count) count 8 h, 67 h left.',
      '29–30 September: 2 working days of 8 h, 51 h left.',
      '1–8 October: offices are closed (National Day and the Mid-Autumn Festival).',
      '9–10 October: 2 working days of 8 h, 35 h left.',
      'Saturday, 11 October, a make-up working day for National Day and the Mid-Autumn Festival: 08:00–12:00 and 14:00–18:00 (the lunch break does not count) count 8 h, 27 h left.',
      '12 October: offices are closed (weekend).',
      '13–15 October: 3 working days of 8 h, 3 h left.',
      'Thursday, 16 October: 08:00–11:00 count 3 h, and the limit is used up.',
      'Due on Thursday, 16 October 2025 at 11:00.',
    ]);
  });

  it('moves a start in the lunch break to 14:00', () => {
    expect(explained('2025-03-03 12:30', 1, 'workHour', 'en')).toEqual([
      'The clock starts on Monday, 3 March 2025 at 12:30. The limit is 1 h of office time, 08:00–12:00 and 14:00–18:00 on working days.',
      'The start is outside office time; counting begins when offices open next, Monday, 3 March 2025 at 14:00.',
      'Monday, 3 March: 14:00–15:00 count 1 h, and the limit is used up.',
      'Due on Monday, 3 March 2025 at 15:00.',
    ]);
  });

  it('tells a holiday and the days across a month in one sentence each', () => {
    expect(explained('2025-05-28 18:00', 1, 'workDay', 'en')).toContain(
      'Thursday, 29 May: 08:00–12:00 and 14:00–18:00 (the lunch break does not count) count 8 h, and the limit is used up.',
    );
    expect(explained('2025-05-30 17:00', 2, 'workHour', 'en')).toContain(
      '31 May – 2 June: offices are closed (the Dragon Boat Festival).',
    );
    expect(explained('2025-05-30 17:00', 2, 'workHour', 'zh-CN')).toContain('5月31日–6月2日端午节休息');
  });

  it('moves the last natural day past the holiday', () => {
    expect(explained('2025-12-31 10:00', 1, 'naturalDay', 'en')).toEqual([
      'The clock starts on Wednesday, 31 December 2025 at 10:00. The limit is 1 natural day; the first day does not count and the last ends at 18:00.',
      'Day 1 is Thursday, 1 January.',
      "1–3 January: offices are closed (New Year's Day).",
      'The last day is a rest day: the deadline moves to the next working day, Sunday, 4 January.',
      "Sunday, 4 January is a make-up working day for New Year's Day.",
      'Due on Sunday, 4 January 2026 at 18:00.',
    ]);
  });

  it('lets urgent hours run', () => {
    expect(explained('2026-02-16 10:00', 2, 'urgentHour', 'en')).toEqual([
      'The clock starts on Monday, 16 February 2026 at 10:00. The limit is 2 h, running day and night, holidays included.',
      'Due on Monday, 16 February 2026 at 12:00.',
    ]);
  });

  it('warns where the calendar ends', () => {
    expect(explained('2026-12-31 10:00', 1, 'naturalDay', 'en').at(-1)).toBe(
      'Holiday notices are known for 1 January 2024 to 31 December 2026 only. Outside that period Monday to Friday count as working days, except holidays of fixed dates such as 1 January; the deadline is recalculated when the calendar is updated.',
    );
  });

  it('leaves a one-off holiday as the notice writes it', () => {
    const name = '中国人民抗日战争胜利70周年纪念日';
    const victory: WorkCalendar = {
      version: '2015',
      knownFrom: '2015-01-01',
      knownUntil: '2015-12-31',
      days: [{ date: '2015-09-03', name, rest: true }],
    };
    expect(explained('2015-09-02 17:00', 2, 'workHour', 'en', victory)).toContain(
      `3 September: offices are closed (${name}).`,
    );
  });
});

describe('every explanation', () => {
  const instant = fc
    .integer({ min: Date.parse('2024-01-01T00:00:00Z'), max: Date.parse('2027-03-01T00:00:00Z') })
    .map(instantAt);
  const limit = fc.record({
    value: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.01, max: 60, noNaN: true })),
    unit: fc.constantFrom<LimitUnit>(...LIMIT_UNITS),
  });

  it('ends at the deadline, starts at the start and runs in the order of time', () => {
    fc.assert(
      fc.property(instant, limit, (from, of) => {
        const { steps, ...explanation } = explainDeadline(from, of, calendar);
        expect(explanation).toEqual({ from, limit: of, ...deadlineOf(from, of, calendar) });
        const times = steps.map((step) => step.at);
        expect(times).toEqual(times.toSorted());
        expect(times.at(0)).toBe(from);
        expect(times.at(-1)).toBe(explanation.dueAt);
      }),
    );
  });

  it('warns exactly when the deadline lies beyond the calendar, in both languages', () => {
    fc.assert(
      fc.property(instant, limit, (from, of) => {
        const { steps, beyondCalendar } = explainDeadline(from, of, calendar);
        const last = steps.at(-1)!.text;
        expect(last['zh-CN'].startsWith('已公布的放假安排')).toBe(beyondCalendar);
        expect(last.en.startsWith('Holiday notices are known')).toBe(beyondCalendar);
        for (const { text } of steps)
          for (const language of LANGUAGES) expect(text[language]).not.toMatch(/undefined|NaN|^$/);
      }),
    );
  });
});
