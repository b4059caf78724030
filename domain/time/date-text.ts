import type { Text } from '../text.ts';
import { dateOfDay, type EpochDay } from './calendar.ts';
import { dayAt, HOUR, shanghai } from './shanghai.ts';

/** Dates, times of day and durations in words, as Shanghai's calendar and clock show them. */

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const partsOf = (day: EpochDay) => {
  const date = new Date(dateOfDay(day));
  const weekday = date.getUTCDay();
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    monthName: MONTHS[date.getUTCMonth()],
    date: date.getUTCDate(),
    weekday: { 'zh-CN': `星期${'日一二三四五六'[weekday]}`, en: WEEKDAYS[weekday] },
  };
};

const shortDate = (day: EpochDay): Text => {
  const { month, monthName, date } = partsOf(day);
  return { 'zh-CN': `${month}月${date}日`, en: `${date} ${monthName}` };
};

/** `2025年10月1日`, `1 October 2025`. */
export const dateText = (day: EpochDay): Text => {
  const { year } = partsOf(day);
  return { 'zh-CN': `${year}年${shortDate(day)['zh-CN']}`, en: `${shortDate(day).en} ${year}` };
};

/** `10月1日（星期三）`, `Wednesday, 1 October`. */
export const weekdayText = (day: EpochDay): Text => {
  const { weekday } = partsOf(day);
  return {
    'zh-CN': `${shortDate(day)['zh-CN']}（${weekday['zh-CN']}）`,
    en: `${weekday.en}, ${shortDate(day).en}`,
  };
};

/** `10月1日–7日`, `1–7 October`, `30 April – 2 May`. */
export const datesText = (first: EpochDay, last: EpochDay): Text => {
  if (first === last) return shortDate(first);
  const [from, to] = [partsOf(first), partsOf(last)];
  return from.month === to.month
    ? {
        'zh-CN': `${shortDate(first)['zh-CN']}–${to.date}日`,
        en: `${from.date}–${shortDate(last).en}`,
      }
    : {
        'zh-CN': `${shortDate(first)['zh-CN']}–${shortDate(last)['zh-CN']}`,
        en: `${shortDate(first).en} – ${shortDate(last).en}`,
      };
};

/** `2025年10月1日（星期三）08:00`, `Wednesday, 1 October 2025 at 08:00`. */
export const momentText = (instant: number): Text => {
  const day = dayAt(instant);
  const { weekday } = partsOf(day);
  return {
    'zh-CN': `${dateText(day)['zh-CN']}（${weekday['zh-CN']}）${clockText(instant)}`,
    en: `${weekday.en}, ${dateText(day).en} at ${clockText(instant)}`,
  };
};

/** Time of day; with seconds or milliseconds only where there are any. */
export const clockText = (instant: number): string =>
  shanghai(instant)
    .toISOString()
    .slice(11, -1)
    .replace(/(:00)?\.000$/, '');

/** Hours, minutes and seconds, without those that are zero. */
export const durationText = (ms: number): Text => {
  const parts = [
    { amount: Math.floor(ms / HOUR), 'zh-CN': '小时', en: 'h' },
    { amount: Math.floor((ms % HOUR) / 60_000), 'zh-CN': '分', en: 'min' },
    { amount: (ms % 60_000) / 1000, 'zh-CN': '秒', en: 's' },
  ].filter(({ amount }) => amount > 0);
  return {
    'zh-CN': parts.map((part) => `${part.amount}${part['zh-CN']}`).join(''),
    en: parts.map((part) => `${part.amount} ${part.en}`).join(' '),
  };
};
