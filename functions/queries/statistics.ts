import * as z from 'zod/mini';
import { mayReadStatistics, mayReadStatisticsOfUnit } from '#domain/access.ts';
import { levelOf, parentOf } from '#domain/place/area.ts';
import { areaOfUnit } from '#domain/place/unit.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import {
  type AreaRow,
  type Counters,
  type Day,
  daysAfter,
  daysBetween,
  sumOf,
  type UnitRow,
} from '#domain/statistics/count.ts';
import { AREA_COUNTERS, MOST_DAYS, UNIT_COUNTERS } from '#domain/statistics/counters.ts';
import { ranksBy } from '#domain/statistics/ranking.ts';
import {
  AREA_RATES,
  closuresOf,
  type Rate,
  ratesOfArea,
  ratesOfUnit,
  UNIT_RATES,
} from '#domain/statistics/rates.ts';
import type { Language, Text } from '#domain/text.ts';
import { forbidden, WHO_READS_STATISTICS, WHO_READS_STATISTICS_OF_UNIT } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { areaCode, unitCode } from '#shared/http/schemas.ts';
import { sentence } from '#shared/http/sentences.ts';
import { unknownArea } from '#shared/http/unknown-area.ts';
import type { QueriesServices } from './services.ts';
import { csvOf } from './statistics-csv.ts';

export const rate = z.object({ numerator: z.int(), denominator: z.int() });
const namedBy = <Name extends string, Schema extends z.ZodMiniType>(names: readonly Name[], schema: Schema) =>
  z.object(Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, Schema>);

export const areaFigures = z.object({
  counts: namedBy(AREA_COUNTERS, z.int()),
  rates: namedBy(AREA_RATES, rate),
});
export const unitFigures = z.object({
  counts: namedBy(UNIT_COUNTERS, z.int()),
  rates: namedBy(UNIT_RATES, rate),
});

/** Where ranks are asked for, and there are enough cases for one. */
const rank = z.optional(z.int());

/** Where it is missing, that is said instead. */
const day = z.iso.date({ error: ({ input }) => (input === undefined ? undefined : sentence('date')) });
const month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/, sentence('month')));

const MOST_MONTHS = 24;

/** @throws RejectionError where a period ends before it begins, or is longer than figures are told of */
const refuseOtherThan = ({ from, to, length, most, unit }: Period): void => {
  if (from > to) throw new RejectionError(BEFORE_ITS_BEGINNING);
  if (length > most) throw new RejectionError(tooLong(most, unit));
};

interface Period {
  from: string;
  to: string;
  /** With the first and the last. */
  length: number;
  most: number;
  unit: Text;
}

const DAYS: Text = { 'zh-CN': '天', en: 'days' };
const MONTHS: Text = { 'zh-CN': '个月', en: 'months' };

const BEFORE_ITS_BEGINNING: Rejection = {
  kind: 'invalid',
  code: 'empty-window',
  field: 'to',
  message: {
    'zh-CN': '结束日期（to）不得早于开始日期（from）。',
    en: 'The end (to) must not lie before the beginning (from).',
  },
};

const tooLong = (most: number, unit: Text): Rejection => ({
  kind: 'invalid',
  code: 'period-too-long',
  field: 'to',
  message: {
    'zh-CN': `统计时段（from 至 to）最多 ${most} ${unit['zh-CN']}，请缩短时段或分次查询。`,
    en: `A period (from, to) has at most ${most} ${unit.en}; ask for a shorter one, or in parts.`,
  },
});

const ONLY_WHOLE: Rejection = {
  kind: 'invalid',
  code: 'not-comparable',
  field: 'compare',
  message: {
    'zh-CN': '只有合计（by=total）、按下级区划（by=area）或按单位的统计可与前一时段比较。',
    en: 'Only totals (by=total), the areas below (by=area) and units beside each other are compared with the period before.',
  },
};

const ONLY_AREAS: Rejection = {
  kind: 'invalid',
  code: 'not-ranked',
  field: 'rankBy',
  message: {
    'zh-CN': '排名（rankBy）只用于按下级区划（by=area）的统计。',
    en: 'Only the areas below (by=area) are ranked (rankBy).',
  },
};

type Rows = readonly (AreaRow & { counters: Counters })[];

/** As a table it leaves out the period before. */
const format = z._default(z.enum(['json', 'csv']), 'json');

type Rates<Name extends string> = Readonly<Record<Name, Rate>>;

/** Items in the order of their ranks, with what these were in the period before; what has none comes last. */
const inRanks = <
  Name extends string,
  Item extends { of: string; rates: Rates<Name>; before?: { rates: Rates<Name> } },
>(
  items: readonly Item[],
  by: Name,
) => {
  const ranks = ranksBy(by, items);
  const ranksBefore = ranksBy(
    by,
    items.flatMap(({ of, before }) => (before ? [{ of, rates: before.rates }] : [])),
  );
  const ranked = (rank: number | undefined) => (rank === undefined ? {} : { rank });
  return items
    .map((item) => ({
      ...item,
      ...ranked(ranks.get(item.of)),
      ...(item.before && { before: { ...item.before, ...ranked(ranksBefore.get(item.of)) } }),
    }))
    .toSorted((one, other) => (ranks.get(one.of) ?? Infinity) - (ranks.get(other.of) ?? Infinity) || 0);
};

/** The figures of some rows as of a day. */
const figuresOf = (rows: Rows, until: Day) => {
  const closures = closuresOf(rows, until);
  return { counts: allOf(AREA_COUNTERS, closures.counters), rates: ratesOfArea(closures) };
};

const allOf = <Name extends string>(names: readonly Name[], counters: Counters): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, counters[name] ?? 0])) as Record<Name, number>;

export const getAreaStatistics = operation({
  id: 'getAreaStatistics',
  method: 'GET',
  path: '/areas/{code}/statistics',
  summary: { 'zh-CN': '统计：一个区划在一段日期内的数量和比率', en: 'Statistics of an area for some days' },
  whoMay: WHO_READS_STATISTICS,
  params: z.object({ code: areaCode }),
  query: z.strictObject({
    from: day,
    to: day,
    by: z._default(z.enum(['total', 'day', 'month', 'area']), 'total'),
    compare: z.optional(z.enum(['before'])),
    rankBy: z.optional(z.enum(AREA_RATES)),
    format,
  }),
  csv: true,
  status: 200,
  answer: z.object({
    area: z.string(),
    from: z.string(),
    to: z.string(),
    items: z.array(
      z.object({
        /** The day, the month or the area; none for the total. */
        of: z.optional(z.string()),
        rank,
        ...areaFigures.shape,
        /** The same number of days before. */
        before: z.optional(z.object({ rank, ...areaFigures.shape })),
      }),
    ),
  }),
  run: async (
    { params: { code }, query: { from, to, by, compare, rankBy, format: asked }, subject, language },
    { store, statistics }: QueriesServices,
  ) => {
    if (!mayReadStatistics(await store.actor(subject), code))
      throw new RejectionError(forbidden(WHO_READS_STATISTICS));
    const length = daysBetween(from, to) + 1;
    refuseOtherThan({ from, to, length, most: MOST_DAYS, unit: DAYS });
    if (compare && by !== 'total' && by !== 'area') throw new RejectionError(ONLY_WHOLE);
    if (rankBy && by !== 'area') throw new RejectionError(ONLY_AREAS);
    const before = { from: daysAfter(from, -length), to: daysAfter(from, -1) };
    const all = await rowsWithin(statistics, code, { from: compare ? before.from : from, to });
    if (all.length === 0 && !(await store.city.area(code))) throw new RejectionError(unknownArea(code));
    const rows = all.filter((row) => row.day >= from);
    const earlier = all.filter((row) => row.day < from);
    const comparedWith = (some: Rows) => (compare ? { before: figuresOf(some, before.to) } : {});
    const itemsBy = (each: Exclude<typeof by, 'total'>) => {
      const now = Map.groupBy(rows, (row) => keyOf(row, each));
      const then = Map.groupBy(earlier, (row) => keyOf(row, each));
      return [...new Set([...now.keys(), ...then.keys()])].sort().map((of) => ({
        of,
        ...figuresOf(now.get(of) ?? [], each === 'area' ? to : lastOf(of, to)),
        ...comparedWith(then.get(of) ?? []),
      }));
    };
    const items =
      by === 'total'
        ? [{ ...figuresOf(rows, to), ...comparedWith(earlier) }]
        : rankBy
          ? inRanks(itemsBy(by), rankBy)
          : itemsBy(by);
    const columns = { counters: AREA_COUNTERS, rates: AREA_RATES, withRanks: rankBy !== undefined };
    return {
      body: { area: code, from, to, items },
      ...(asked === 'csv' && { csv: csvOf(items, columns, language), fileName: `${code}-${from}-${to}.csv` }),
    };
  },
});

const monthNumber = (written: string): number => Number(written.slice(0, 4)) * 12 + Number(written.slice(5));

/** What an area has is what the areas below it have; of a grid there is its own row among those of its community. */
export const rowsWithin = async (
  statistics: QueriesServices['statistics'],
  code: string,
  span: { from: Day; to: Day },
): Promise<Rows> => {
  if (levelOf(code) !== 'grid') return statistics.areasBelow(code, span);
  const siblings = await statistics.areasBelow(parentOf(code) ?? '', span);
  return siblings.filter(({ area }) => area === code);
};

const keyOf = ({ day, area }: AreaRow, by: 'day' | 'month' | 'area'): string =>
  by === 'area' ? area : day.slice(0, by === 'day' ? 10 : 7);

/** The last day of a day or month, as far as it is asked for. */
const lastOf = (of: string, to: Day): Day => {
  if (of.length === 10) return of;
  const [year = 0, number = 0] = of.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return last < to ? last : to;
};

const unitQuery = { from: month, to: month, compare: z.optional(z.enum(['before'])), format };
const unitsAnswer = z.object({
  from: z.string(),
  to: z.string(),
  items: z.array(
    z.object({
      of: z.optional(z.string()),
      rank,
      ...unitFigures.shape,
      /** The same number of months before. */
      before: z.optional(z.object({ rank, ...unitFigures.shape })),
    }),
  ),
});

const figuresOfUnit = (counters: Counters) => ({
  counts: allOf(UNIT_COUNTERS, counters),
  rates: ratesOfUnit(counters),
});
type UnitFigures = ReturnType<typeof figuresOfUnit>;
type UnitItem = UnitFigures & { of?: string; rank?: number; before?: UnitFigures & { rank?: number } };

interface Months {
  from: string;
  to: string;
}

const monthsIn = ({ from, to }: Months): number => monthNumber(to) - monthNumber(from) + 1;

const refuseOtherMonths = ({ from, to }: Months): void =>
  refuseOtherThan({ from, to, length: monthsIn({ from, to }), most: MOST_MONTHS, unit: MONTHS });

/** The same number of months before. */
const monthsBefore = (asked: Months): Months => {
  const written = (number: number) =>
    `${Math.floor((number - 1) / 12)}-${String(((number - 1) % 12) + 1).padStart(2, '0')}`;
  const first = monthNumber(asked.from);
  return { from: written(first - monthsIn(asked)), to: written(first - 1) };
};

type UnitRows = readonly (UnitRow & { counters: Counters })[];

/** The figures of a unit in some months and, if asked, in as many before. */
const monthsOfUnit = (
  rows: UnitRows,
  { from, compare }: { from: string; compare?: 'before' | undefined },
) => ({
  ...figuresOfUnit(sumOf(rows.filter((row) => row.month >= from))),
  ...(compare && { before: figuresOfUnit(sumOf(rows.filter((row) => row.month < from))) }),
});

const spanOf = (query: Months & { compare?: 'before' | undefined }): Months =>
  query.compare ? { from: monthsBefore(query).from, to: query.to } : query;

/** The answer to whoever asks for some months of units, in the form that they want. */
const answered = (
  items: UnitItem[],
  { from, to, format: asked }: { from: string; to: string; format: 'json' | 'csv' },
  { named, language, withRanks = false }: { named: string; language: Language; withRanks?: boolean },
) => ({
  body: { from, to, items },
  ...(asked === 'csv' && {
    csv: csvOf(items, { counters: UNIT_COUNTERS, rates: UNIT_RATES, withRanks }, language),
    fileName: `${named}-${from}-${to}.csv`,
  }),
});

export const getUnitStatistics = operation({
  id: 'getUnitStatistics',
  method: 'GET',
  path: '/units/{unitId}/statistics',
  summary: { 'zh-CN': '统计：一个单位在若干月内的数量和比率', en: 'Statistics of a unit for some months' },
  whoMay: WHO_READS_STATISTICS_OF_UNIT,
  params: z.object({ unitId: unitCode }),
  query: z.strictObject({ ...unitQuery, by: z._default(z.enum(['total', 'month']), 'total') }),
  csv: true,
  status: 200,
  answer: unitsAnswer,
  run: async (
    { params: { unitId: unit }, query, subject, language },
    { store, statistics }: QueriesServices,
  ) => {
    if (!mayReadStatisticsOfUnit(await store.actor(subject), unit))
      throw new RejectionError(forbidden(WHO_READS_STATISTICS_OF_UNIT));
    refuseOtherMonths(query);
    if (query.compare && query.by !== 'total') throw new RejectionError(ONLY_WHOLE);
    const neighbours = await statistics.unitsAt(areaOfUnit(unit), spanOf(query));
    const rows = neighbours.filter((row) => row.unit === unit);
    const items =
      query.by === 'total'
        ? [monthsOfUnit(rows, query)]
        : rows.map(({ month: of, counters }) => ({ of, ...figuresOfUnit(counters) }));
    return answered(items, query, { named: unit, language });
  },
});

export const listUnitStatistics = operation({
  id: 'listUnitStatistics',
  method: 'GET',
  path: '/areas/{code}/units/statistics',
  summary: {
    'zh-CN': '统计：设在一个区划的各单位在若干月内的数量和比率',
    en: 'Statistics of the units that sit at an area, unit by unit',
  },
  whoMay: WHO_READS_STATISTICS,
  params: z.object({ code: areaCode }),
  query: z.strictObject({ ...unitQuery, rankBy: z.optional(z.enum(UNIT_RATES)) }),
  csv: true,
  status: 200,
  answer: unitsAnswer,
  run: async ({ params: { code }, query, subject, language }, { store, statistics }: QueriesServices) => {
    if (!mayReadStatistics(await store.actor(subject), code))
      throw new RejectionError(forbidden(WHO_READS_STATISTICS));
    refuseOtherMonths(query);
    const units = Map.groupBy(await statistics.unitsAt(code, spanOf(query)), ({ unit }) => unit);
    if (units.size === 0 && !(await store.city.area(code))) throw new RejectionError(unknownArea(code));
    const items = [...units.entries()]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([of, rows]) => ({ of, ...monthsOfUnit(rows, query) }));
    const { rankBy } = query;
    return answered(rankBy ? inRanks(items, rankBy) : items, query, {
      named: code,
      language,
      withRanks: rankBy !== undefined,
    });
  },
});
