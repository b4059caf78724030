import type { Text } from '../text.ts';
import { type CalendarDay, type EpochDay, epochDay, exceptionOn, type WorkCalendar } from './calendar.ts';
import { courseOf } from './course.ts';
import { clockText, datesText, dateText, durationText, momentText, weekdayText } from './date-text.ts';
import { type Deadline, endOf } from './deadline.ts';
import { type Instant, instantAt } from './instant.ts';
import type { Limit, LimitUnit } from './limit.ts';
import { WORK_DAY } from './office-time.ts';
import { dayAt, HOUR, midnight } from './shanghai.ts';
import type { Stretch } from './stretch.ts';

/** One sentence of an explanation, with the instant from which it holds. */
export interface ExplainedStep {
  at: Instant;
  text: Text;
}

export interface Explanation extends Deadline {
  from: Instant;
  limit: Limit;
  /** In the order of time. */
  steps: ExplainedStep[];
}

/**
 * Why a deadline is what it is, step by step, as an officer would say it.
 * @throws RangeError as `deadlineOf`
 */
export const explainDeadline = (from: Instant, limit: Limit, calendar: WorkCalendar): Explanation => {
  const start = Date.parse(from);
  const course = courseOf(start, limit, calendar);
  const deadline = endOf(course, calendar);
  const due = Date.parse(deadline.dueAt);
  return {
    from: instantAt(start),
    limit,
    ...deadline,
    steps: [
      step(start, startText(start, limit)),
      ...explainCourse[limit.unit](course, start, calendar),
      step(due, dueText(due)),
      ...(deadline.beyondCalendar ? [step(due, beyondText(calendar))] : []),
    ],
  };
};

const step = (at: number, text: Text): ExplainedStep => ({ at: instantAt(at), text });

const explainOffice = (course: Stretch[], start: number, calendar: WorkCalendar): ExplainedStep[] => {
  const opening = course.find(({ kind }) => kind === 'office')!.start;
  let left = usedIn(course);
  return runsOf(daysOf(course, calendar), alike).flatMap((run) => {
    const { at, kind } = run[0]!;
    if (kind === 'rest') return [step(at, restText(run))];
    left -= usedIn(run.flatMap(({ stretches }) => stretches));
    return [
      ...(at === opening && opening > start ? [step(opening, openingText(opening))] : []),
      step(at, workText(run, left)),
    ];
  });
};

const explainDays = (course: Stretch[], start: number, calendar: WorkCalendar): ExplainedStep[] => {
  const { day: counted } = course.at(0)!;
  const { day: last } = course.at(-1)!;
  const makeUp = exceptionOn(calendar, last);
  return [
    step(midnight(counted), countedText(counted - dayAt(start), counted)),
    ...runsOf(daysOf(course, calendar).slice(0, -1), alike).map((run) => step(run[0]!.at, restText(run))),
    ...(counted < last ? [step(midnight(last), movedText(last))] : []),
    ...(makeUp ? [step(midnight(last), makeUpText(last, makeUp))] : []),
  ];
};

const explainCourse: Record<LimitUnit, typeof explainOffice> = {
  urgentHour: () => [],
  workHour: explainOffice,
  workDay: explainOffice,
  naturalDay: explainDays,
};

/** The stretches of one day; `at` is when the first begins. */
interface Day {
  day: EpochDay;
  at: number;
  kind: Stretch['kind'];
  stretches: Stretch[];
  exception: CalendarDay | undefined;
}

const daysOf = (course: Stretch[], calendar: WorkCalendar): Day[] =>
  runsOf(course, (a, b) => a.day === b.day).map((stretches) => {
    const { day, kind, start } = stretches[0]!;
    return { day, at: start, kind, stretches, exception: exceptionOn(calendar, day) };
  });

/** Whether two days in a row are told in one sentence: one holiday or weekend, or ordinary full working days. */
const alike = (a: Day, b: Day): boolean =>
  a.kind === b.kind &&
  a.exception?.name === b.exception?.name &&
  (a.kind === 'rest' || (isFull(a) && isFull(b)));

const isFull = ({ stretches, exception }: Day): boolean => !exception && usedIn(stretches) === WORK_DAY;

const usedIn = (stretches: Stretch[]): number =>
  stretches.reduce((used, { kind, start, end }) => (kind === 'office' ? used + end - start : used), 0);

const runsOf = <T>(items: T[], belongs: (before: T, next: T) => boolean): T[][] => {
  const runs: T[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    if (run && belongs(run.at(-1)!, item)) run.push(item);
    else runs.push([item]);
  }
  return runs;
};

const startText = (start: number, limit: Limit): Text => {
  const words = limitText(limit);
  return {
    'zh-CN': `${momentText(start)['zh-CN']}起算，时限${words['zh-CN']}`,
    en: `The clock starts on ${momentText(start).en}. The limit is ${words.en}.`,
  };
};

/** A limit in words, with the time in which it runs. */
export const limitText = ({ value, unit }: Limit): Text => {
  const hours = durationText(Math.round(value * HOUR));
  switch (unit) {
    case 'urgentHour':
      return {
        'zh-CN': `${hours['zh-CN']}，连续计算，不分昼夜和节假日`,
        en: `${hours.en}, running day and night, holidays included`,
      };
    case 'workHour':
      return {
        'zh-CN': `${hours['zh-CN']}，只计工作日办公时间08:00–12:00、14:00–18:00`,
        en: `${hours.en} of office time, 08:00–12:00 and 14:00–18:00 on working days`,
      };
    case 'workDay':
      return {
        'zh-CN': `${value}个工作日，每个工作日计办公时间08:00–12:00、14:00–18:00共8小时`,
        en: `${count(value, 'working day')}, each 8 h of office time, 08:00–12:00 and 14:00–18:00`,
      };
    case 'naturalDay':
      return {
        'zh-CN': `${value}个自然日，起算当日不计，至最后一日18:00截止`,
        en: `${count(value, 'natural day')}; the first day does not count and the last ends at 18:00`,
      };
  }
};

const openingText = (opening: number): Text => ({
  'zh-CN': `起算时刻不在办公时间，顺延至${momentText(opening)['zh-CN']}上班时开始计时`,
  en: `The start is outside office time; counting begins when offices open next, ${momentText(opening).en}.`,
});

const restText = (run: Day[]): Text => {
  const days = datesText(run.at(0)!.day, run.at(-1)!.day);
  const name = holidayText(run[0]!.exception);
  return {
    'zh-CN': `${days['zh-CN']}${name['zh-CN']}休息`,
    en: `${days.en}: offices are closed (${name.en}).`,
  };
};

const workText = (run: Day[], left: number): Text => {
  const first = run[0]!;
  const rest =
    left > 0 ? { 'zh-CN': `剩余${durationText(left)['zh-CN']}`, en: `${durationText(left).en} left` } : used;
  if (run.length > 1) {
    const days = datesText(first.day, run.at(-1)!.day);
    return {
      'zh-CN': `${days['zh-CN']}共${run.length}个工作日，每日计8小时，${rest['zh-CN']}`,
      en: `${days.en}: ${run.length} working days of 8 h, ${rest.en}.`,
    };
  }
  const { day, stretches, exception } = first;
  const spent = durationText(usedIn(stretches));
  const spans = stretches.map(({ start, end }) => `${clockText(start)}–${clockText(end)}`);
  const lunch =
    stretches.length > 1 ? { 'zh-CN': '（午休不计）', en: ' (the lunch break does not count)' } : none;
  const makeUp = exception
    ? {
        'zh-CN': `${holidayText(exception)['zh-CN']}调休上班，`,
        en: `, a make-up working day for ${holidayText(exception).en}`,
      }
    : none;
  return {
    'zh-CN': `${weekdayText(day)['zh-CN']}${makeUp['zh-CN']}${spans.join('、')}${lunch['zh-CN']}计${spent['zh-CN']}，${rest['zh-CN']}`,
    en: `${weekdayText(day).en}${makeUp.en}: ${spans.join(' and ')}${lunch.en} count ${spent.en}, ${rest.en}.`,
  };
};

const none: Text = { 'zh-CN': '', en: '' };
const used: Text = { 'zh-CN': '时限用完', en: 'and the limit is used up' };

const countedText = (number: number, day: EpochDay): Text => ({
  'zh-CN': `第${number}日为${weekdayText(day)['zh-CN']}`,
  en: `Day ${number} is ${weekdayText(day).en}.`,
});

const movedText = (day: EpochDay): Text => ({
  'zh-CN': `最后一日为休息日，顺延至下一个工作日${weekdayText(day)['zh-CN']}`,
  en: `The last day is a rest day: the deadline moves to the next working day, ${weekdayText(day).en}.`,
});

const makeUpText = (day: EpochDay, exception: CalendarDay): Text => ({
  'zh-CN': `${weekdayText(day)['zh-CN']}为${holidayText(exception)['zh-CN']}调休上班日`,
  en: `${weekdayText(day).en} is a make-up working day for ${holidayText(exception).en}.`,
});

const dueText = (due: number): Text => ({
  'zh-CN': `${momentText(due)['zh-CN']}到期`,
  en: `Due on ${momentText(due).en}.`,
});

const beyondText = ({ knownFrom, knownUntil }: WorkCalendar): Text => {
  const first = dateText(epochDay(knownFrom));
  const last = dateText(epochDay(knownUntil));
  return {
    'zh-CN': `已公布的放假安排仅为${first['zh-CN']}至${last['zh-CN']}，此外的日期暂按周一至周五上班、元旦等固定日期的节日放假推算，日历更新后重新计算`,
    en: `Holiday notices are known for ${first.en} to ${last.en} only. Outside that period Monday to Friday count as working days, except holidays of fixed dates such as 1 January; the deadline is recalculated when the calendar is updated.`,
  };
};

/** Names of the notices; a name that is not among them, such as a one-off holiday, stays as it is written. */
const HOLIDAYS: Record<string, string> = {
  元旦: "New Year's Day",
  春节: 'the Spring Festival',
  清明节: 'the Qingming Festival',
  劳动节: 'Labour Day',
  端午节: 'the Dragon Boat Festival',
  中秋节: 'the Mid-Autumn Festival',
  国庆节: 'National Day',
};

/** The notices join holidays that fall together: 国庆节、中秋节. Without a notice a rest day is a weekend. */
const holidayText = (exception: CalendarDay | undefined): Text =>
  exception
    ? {
        'zh-CN': exception.name,
        en: exception.name
          .split('、')
          .map((name) => HOLIDAYS[name] ?? name)
          .join(' and '),
      }
    : { 'zh-CN': '周末', en: 'weekend' };

const count = (value: number, noun: string): string => `${value} ${noun}${value === 1 ? '' : 's'}`;
