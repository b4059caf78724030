import { levelOf, lineage } from '../place/area.ts';
import type { Unit } from '../place/unit.ts';
import type { Text } from '../text.ts';
import { categoryLineage } from './policy.ts';

/** "This unit is responsible for this category in this area", as the import lays it out from policy and units. */
export interface DutyEntry {
  area: string;
  category: string;
  unit: Unit;
  /** The policy row that the entry comes from, in words. */
  rule: string;
}

/** The unit that the duty list names, and why it is that one. */
export interface DutyAnswer {
  unit: Unit;
  reason: Text;
}

/**
 * The places to look for a duty, best first. A duty that names the matter more closely wins over a nearer
 * one: a county's manhole crew is not shadowed by a village committee that takes "anything else".
 */
export const dutyPlaces = (grid: string, category: string): Pick<DutyEntry, 'area' | 'category'>[] =>
  categoryLineage(category).flatMap((c) => lineage(grid).map((area) => ({ area, category: c })));

/** The duty that wins among those found, with the reason; undefined when no unit is responsible. */
export const route = (
  grid: string,
  category: string,
  found: readonly DutyEntry[],
): DutyAnswer | undefined => {
  for (const place of dutyPlaces(grid, category)) {
    const entry = found.find((e) => e.area === place.area && e.category === place.category);
    if (entry) return { unit: entry.unit, reason: reasonOf(entry, category) };
  }
  return undefined;
};

const reasonOf = ({ area, category, unit, rule }: DutyEntry, asked: string): Text => {
  const exact = category === asked;
  return {
    'zh-CN': `${unit.name}负责 ${area} 范围内的“${category}”类事项${exact ? '' : `（职责清单中没有专门针对 ${asked} 的职责）`}；依据：${rule}`,
    en: `${unit.name} is responsible for ${category} in ${levelOf(area)} ${area}${exact ? '' : ` (no duty names ${asked} itself)`}; rule: ${rule}`,
  };
};
