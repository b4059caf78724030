import type { Text } from '../text.ts';

/**
 * Areas of the national administrative code (GB/T 2260 county code, then three digits a level).
 * A prefix is an ancestor: jurisdiction, access, escalation and statistics all follow from it.
 */

/** Levels from the top down, each with the length of its code in digits. */
const LEVEL_DIGITS = {
  province: 2,
  city: 4,
  county: 6,
  township: 9,
  community: 12,
  grid: 15,
} as const;

export type AreaLevel = keyof typeof LEVEL_DIGITS;

/** Levels that can be responsible for a case, lowest first: the ladder climbs along this list. */
export const RESPONSIBLE_LEVELS = ['community', 'township', 'county', 'city'] as const;
export type ResponsibleLevel = (typeof RESPONSIBLE_LEVELS)[number];

export const AREA_LEVEL_NAMES: Record<AreaLevel, Text> = {
  province: { 'zh-CN': '省', en: 'province' },
  city: { 'zh-CN': '市', en: 'city' },
  county: { 'zh-CN': '县（市、区）', en: 'county' },
  township: { 'zh-CN': '乡镇（街道）', en: 'township' },
  community: { 'zh-CN': '社区（村）', en: 'community' },
  grid: { 'zh-CN': '网格', en: 'grid' },
};

export const AREA_LEVELS = Object.keys(LEVEL_DIGITS) as [AreaLevel, ...AreaLevel[]];

/** The level that a code's length stands for; undefined for a malformed code. */
export const levelOf = (code: string): AreaLevel | undefined =>
  /^\d+$/.test(code) ? AREA_LEVELS.find((level) => LEVEL_DIGITS[level] === code.length) : undefined;

/** The ancestor of `code` (or the code itself) at `level`; undefined when `code` is above that level. */
export const areaAt = (code: string, level: AreaLevel): string | undefined =>
  code.length >= LEVEL_DIGITS[level] ? code.slice(0, LEVEL_DIGITS[level]) : undefined;

/** The code one level up; undefined for a province or a malformed code. */
export const parentOf = (code: string): string | undefined => {
  const level = levelOf(code);
  const above = level && AREA_LEVELS[AREA_LEVELS.indexOf(level) - 1];
  return above && areaAt(code, above);
};

/** Whether `code` lies in `ancestor` or is it. */
export const isWithin = (code: string, ancestor: string): boolean => code.startsWith(ancestor);

/** `code` and its ancestors up to the city, nearest first. */
export const lineage = (code: string): string[] =>
  AREA_LEVELS.filter((level) => level !== 'province')
    .map((level) => areaAt(code, level))
    .filter((area) => area !== undefined)
    .reverse();

/** The responsible levels above `level`, nearest first; none at the city, where the ladder ends. */
export const levelsAbove = (level: ResponsibleLevel): readonly ResponsibleLevel[] =>
  RESPONSIBLE_LEVELS.slice(RESPONSIBLE_LEVELS.indexOf(level) + 1);

/** The responsible level above `level`; undefined at the city. */
export const levelAbove = (level: ResponsibleLevel): ResponsibleLevel | undefined => levelsAbove(level)[0];

export const higherLevel = (a: ResponsibleLevel, b: ResponsibleLevel): ResponsibleLevel =>
  RESPONSIBLE_LEVELS.indexOf(a) > RESPONSIBLE_LEVELS.indexOf(b) ? a : b;

export interface Area {
  code: string;
  name: string;
  level: AreaLevel;
  parent: string;
  /** `exclusive` for parks, ports and markets; grids only. */
  kind?: 'comprehensive' | 'exclusive';
  lon?: number;
  lat?: number;
}
