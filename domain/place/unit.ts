import { levelOf, type ResponsibleLevel } from './area.ts';

/** Kinds of units that take part in handling (网格化机构 and 联动部门). */
export const UNIT_KINDS = [
  'commandCenter',
  'committee',
  'department',
  'judicialOffice',
  'policeStation',
  'lawFirm',
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

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

/** Where a unit stands in the ladder: grids have no units, so an area below the community counts as community. */
export const levelOfUnit = (unit: Unit): ResponsibleLevel => {
  const level = levelOf(unit.area);
  if (level === 'city' || level === 'county' || level === 'township') return level;
  return 'community';
};
