import { COUNTER_NAMES } from '#domain/statistics/counters.ts';
import { RATE_NAMES, type Rate } from '#domain/statistics/rates.ts';
import type { Language, Text } from '#domain/text.ts';

type Counter = keyof typeof COUNTER_NAMES;
type RateName = keyof typeof RATE_NAMES;

/** Figures of one day, month or area, or of all together. */
interface Line {
  of?: string | undefined;
  rank?: number | undefined;
  counts: Partial<Record<Counter, number>>;
  rates: Partial<Record<RateName, Rate>>;
}

const TOTAL: Text = { 'zh-CN': '合计', en: 'total' };
const OF: Text = { 'zh-CN': '分列项', en: 'of' };
const RANK: Text = { 'zh-CN': '名次', en: 'rank' };
const NUMERATOR: Text = { 'zh-CN': '（分子）', en: ' (numerator)' };
const DENOMINATOR: Text = { 'zh-CN': '（分母）', en: ' (denominator)' };

/** Figures as CSV (RFC 4180), a line each, with the names of the columns in the caller's language. */
export const csvOf = (
  lines: readonly Line[],
  {
    counters,
    rates,
    withRanks = false,
  }: { counters: readonly Counter[]; rates: readonly RateName[]; withRanks?: boolean },
  language: Language,
): string => {
  const head = [
    OF[language],
    ...(withRanks ? [RANK[language]] : []),
    ...counters.map((counter) => COUNTER_NAMES[counter][language]),
    ...rates.flatMap((rate) =>
      [NUMERATOR, DENOMINATOR].map((part) => `${RATE_NAMES[rate][language]}${part[language]}`),
    ),
  ];
  const rows = lines.map((line) => [
    line.of ?? TOTAL[language],
    ...(withRanks ? [line.rank ?? ''] : []),
    ...counters.map((counter) => line.counts[counter] ?? 0),
    ...rates.flatMap((rate) => [line.rates[rate]?.numerator ?? 0, line.rates[rate]?.denominator ?? 0]),
  ]);
  return [head, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
};

const cell = (value: string | number): string =>
  /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
