import type { Text } from '../text.ts';
import { levelOf, RESPONSIBLE_LEVELS, type ResponsibleLevel } from './area.ts';

/** Kinds of units that take part in handling (网格化机构 and 联动部门). */
export const HANDLING_KINDS = [
  'commandCenter',
  'committee',
  'department',
  'judicialOffice',
  'policeStation',
  'lawFirm',
] as const;
/**
 * All kinds of units. The supervising unit (监督单位) stands above the city's centre: it decides what that asks for, judges
 * what all centres have handled, and handles nothing.
 */
export const UNIT_KINDS = [...HANDLING_KINDS, 'supervisingUnit'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const UNIT_KIND_NAMES: Record<UnitKind, Text> = {
  commandCenter: { 'zh-CN': '指挥中心', en: 'command centre' },
  committee: { 'zh-CN': '居（村）民委员会', en: 'committee' },
  department: { 'zh-CN': '职能部门', en: 'department' },
  judicialOffice: { 'zh-CN': '司法所', en: 'judicial office' },
  policeStation: { 'zh-CN': '派出所', en: 'police station' },
  lawFirm: { 'zh-CN': '律师事务所', en: 'law firm' },
  supervisingUnit: { 'zh-CN': '监督单位', en: 'supervising unit' },
};

export interface Unit {
  /** Area code, kind and, where one area has several of a kind, a name: `320613001-judicialOffice`. */
  code: string;
  kind: UnitKind;
  name: string;
  /** The area at which the unit sits and for which it answers. */
  area: string;
  /** The unit that is told, and takes over, when this one lets a part run late. */
  superior?: string;
}

/** The area at which a unit sits: its code begins with it. */
export const areaOfUnit = (code: string): string => code.slice(0, code.indexOf('-'));

/** Where a unit stands in the ladder: grids have no units, so an area below the community counts as community. */
export const levelOfUnit = (unit: Unit): ResponsibleLevel => {
  const level = levelOf(unit.area);
  if (level === 'city' || level === 'county' || level === 'township') return level;
  return 'community';
};

export const isCentre = ({ kind }: Unit): boolean => kind === 'commandCenter' || kind === 'committee';

/** The centre above which no other centre stands. */
export const isHighestCentre = (unit: Unit): boolean => isCentre(unit) && levelOfUnit(unit) === 'city';

/**
 * Whether a unit decides what another one asks for: a centre of a higher level, or of the same level as a unit that is no
 * centre; what the city's centre asks for, the supervising unit. Never a unit for itself.
 */
export const standsOver = (above: Unit, below: Unit): boolean => {
  if (above.kind === 'supervisingUnit') return isHighestCentre(below);
  const higher =
    RESPONSIBLE_LEVELS.indexOf(levelOfUnit(above)) - RESPONSIBLE_LEVELS.indexOf(levelOfUnit(below));
  return isCentre(above) && (higher > 0 || (higher === 0 && !isCentre(below)));
};
