import type { DutyEntry } from './policy/duties.ts';
import { categoryLineage, type Policy } from './policy/policy.ts';
import type { Language, Text } from './text.ts';
import { dateOfDay, epochDay, isKnown, isWorkingDay, type WorkCalendar } from './time/calendar.ts';

/**
 * What governs a city is changed by an amendment (变更): an operator proposes it with a reason, and a second person puts it
 * in force or refuses it. Before they decide they are told in numbers what it would do.
 */

/** `edition` is everything that one import brings: areas, borders, units and people, with a policy and a calendar. */
export const AMENDMENT_KINDS = ['policy', 'calendar', 'edition'] as const;
export type AmendmentKind = (typeof AMENDMENT_KINDS)[number];

/** How an amendment ends. Until then it is proposed, and nothing of it holds. */
export const AMENDMENT_OUTCOMES = ['inForce', 'refused', 'withdrawn'] as const;
export type AmendmentOutcome = (typeof AMENDMENT_OUTCOMES)[number];

/** One thing that an amendment would do. */
export interface Warning {
  code: WarningCode;
  count: number;
  /** Of how many. */
  among?: number;
  /** Not everything was looked at: there may be more. */
  atLeast?: true;
  /** The first of them. */
  of?: string[];
}

const WARNINGS = {
  categoriesDropped: { 'zh-CN': '取消的类别', en: 'categories that are dropped' },
  categoriesWithoutDuty: {
    'zh-CN': '职责清单中没有任何单位负责的类别',
    en: 'categories for which no unit has the duty anywhere',
  },
  unitsUnmanned: {
    'zh-CN': '新列入职责清单而没有人员的单位',
    en: 'units that are given duties and have nobody',
  },
  casesOfDropped: {
    'zh-CN': '属于取消类别的在办案件（继续按原版本办理）',
    en: 'open cases of dropped categories (they go on under their version)',
  },
  casesUnderOthers: {
    'zh-CN': '继续按立案时的版本办理的在办案件',
    en: 'open cases that go on under the version they were filed under',
  },
  daysChanged: { 'zh-CN': '改为休息或上班的日期', en: 'days that become days of rest or of work' },
  daysUnsettled: {
    'zh-CN': '不再有放假安排依据的日期',
    en: 'days that no notice settles any more',
  },
  deadlinesMoved: { 'zh-CN': '到期时间将变动的在办案件', en: 'open cases whose deadlines move' },
  gridsGone: { 'zh-CN': '撤销的网格', en: 'grids that are no more' },
  gridsAdded: { 'zh-CN': '新设的网格', en: 'grids that are new' },
  casesInGridsGone: {
    'zh-CN': '所在网格撤销、须划归现行网格的在办案件',
    en: 'open cases in grids that are no more, which have to be moved',
  },
  staffReplaced: {
    'zh-CN': '随之恢复为该版本的单位和人员',
    en: 'units, with their people, that come back as they were with those borders',
  },
} as const satisfies Record<string, Text>;
export type WarningCode = keyof typeof WARNINGS;
export const WARNING_CODES = Object.keys(WARNINGS) as WarningCode[];

/** As many are named in a warning. */
const MOST_NAMED = 10;

/** A warning of some things; none where there are none. */
export const warningOf = (
  code: WarningCode,
  found: readonly string[],
  more: { among?: number; atLeast?: boolean } = {},
): Warning[] =>
  found.length === 0 ? [] : [{ ...countOf(code, found.length, more), of: found.slice(0, MOST_NAMED) }];

/** A warning that names none of what it counts. */
export const countWarning = (
  code: WarningCode,
  count: number,
  more: { among?: number; atLeast?: boolean } = {},
): Warning[] => (count === 0 ? [] : [countOf(code, count, more)]);

const countOf = (
  code: WarningCode,
  count: number,
  { among, atLeast }: { among?: number; atLeast?: boolean },
): Warning => ({
  code,
  count,
  ...(among !== undefined && { among }),
  ...(atLeast && { atLeast: true as const }),
});

/** "categories that are dropped: 54 of 55: dispute, …". */
export const warningText = (warning: Warning): Text => ({
  'zh-CN': inWords(warning, 'zh-CN'),
  en: inWords(warning, 'en'),
});

const inWords = ({ code, count, among, atLeast, of = [] }: Warning, language: Language): string => {
  const english = language === 'en';
  const colon = english ? ': ' : '：';
  const total = among === undefined ? '' : english ? ` of ${among}` : `（共 ${among}）`;
  const least = atLeast ? (english ? 'at least ' : '至少 ') : '';
  const more = count > of.length ? (english ? ' and others' : '等') : '';
  const named = of.length === 0 ? '' : `${colon}${of.join(english ? ', ' : '、')}${more}`;
  return `${WARNINGS[code][language]}${colon}${least}${count}${total}${named}`;
};

/** What another policy does to categories and duties. `duties` are its own, laid out for the units of the city. */
export const policyWarnings = (
  before: Pick<Policy, 'categories'>,
  after: Pick<Policy, 'categories'>,
  duties: readonly Pick<DutyEntry, 'category'>[],
): Warning[] => {
  const [old, present] = [before, after].map(({ categories }) => categories.map(({ code }) => code)) as [
    string[],
    string[],
  ];
  const onDuty = new Set(duties.map(({ category }) => category));
  const without = present.filter((code) => !categoryLineage(code).some((category) => onDuty.has(category)));
  return [
    ...warningOf('categoriesDropped', droppedCategories(before, after), { among: old.length }),
    ...warningOf('categoriesWithoutDuty', without, { among: present.length }),
  ];
};

export const droppedCategories = (
  before: Pick<Policy, 'categories'>,
  after: Pick<Policy, 'categories'>,
): string[] => {
  const kept = new Set(after.categories.map(({ code }) => code));
  return before.categories.map(({ code }) => code).filter((code) => !kept.has(code));
};

/** The units that are on duty by one list of duties and by the other are not. */
export const newOnDuty = (before: readonly DutyEntry[], after: readonly DutyEntry[]): string[] => {
  const known = new Set(before.map(({ unit }) => unit.code));
  return [...new Set(after.map(({ unit }) => unit.code))].filter((code) => !known.has(code)).sort();
};

/** What another calendar does to the days of both. */
export const calendarWarnings = (before: WorkCalendar, after: WorkCalendar): Warning[] => {
  const from = Math.min(epochDay(before.knownFrom), epochDay(after.knownFrom));
  const to = Math.max(epochDay(before.knownUntil), epochDay(after.knownUntil));
  const days = Array.from({ length: to - from + 1 }, (_, ahead) => from + ahead);
  const changed = days.filter((day) => isWorkingDay(before, day) !== isWorkingDay(after, day));
  const unsettled = days.filter((day) => isKnown(before, day) && !isKnown(after, day));
  return [
    ...warningOf('daysChanged', changed.map(dateOfDay)),
    ...warningOf('daysUnsettled', unsettled.map(dateOfDay)),
  ];
};
