import { isWithin, levelOf, lineage } from '../place/area.ts';
import type { Unit } from '../place/unit.ts';
import type { Text } from '../text.ts';
import { categoryLineage, type Duty, dutyArea, type Policy, type PolicyFault } from './policy.ts';

/** The duty list (职责清单): what is laid out from policy and units, and which duty wins for a matter. */

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

/** As many entries as a request can lay out in its half minute. */
const MOST_ENTRIES = 20_000;

/**
 * Which unit is responsible for what and where: the policy's rules, worked out for the units that there are. A rule by
 * kind makes every unit of that kind answer for its own area; a rule by unit makes one unit answer for an area.
 * `areas` holds the codes of the city's areas, of those that the rules name at least.
 */
export const layOutDuties = (
  { duties }: Pick<Policy, 'duties'>,
  areas: { has(code: string): boolean },
  units: ReadonlyMap<string, Unit>,
): { duties: DutyEntry[]; faults: PolicyFault[] } => {
  const taken = new Map<string, { unit: string; row: number }>();
  const entries: DutyEntry[] = [];
  const faults: PolicyFault[] = [];
  for (const [row, duty] of duties.entries()) {
    if (entries.length > MOST_ENTRIES) {
      const message = `the duties up to this one name ${entries.length} units and places of at most ${MOST_ENTRIES}; name higher levels, or fewer categories`;
      return { duties: entries, faults: [...faults, { path: `duties.${row}`, message }] };
    }
    const found = faultsOfDuty(duty, areas, units);
    const onDuty = found.length === 0 ? unitsOf(duty, units) : [];
    if (found.length === 0 && onDuty.length === 0)
      found.push(['kind', 'no unit has this duty: the city has no unit of this kind at this level']);
    for (const unit of onDuty) {
      const area = 'unit' in duty ? dutyArea(duty, unit.area) : unit.area;
      const place = `${duty.category} at ${area}`;
      const other = taken.get(place);
      if (other) {
        found.push(['category', `${place}: ${unit.code}, but duties.${other.row} names ${other.unit}`]);
        // The two rows are at odds; for how many places does not matter.
        break;
      }
      entries.push({ area, category: duty.category, unit, rule: ruleOf(duty) });
      taken.set(place, { unit: unit.code, row });
    }
    faults.push(...found.map(([field, message]) => ({ path: `duties.${row}.${field}`, message })));
  }
  return { duties: entries, faults };
};

/** The areas that a policy's duties name. */
export const areasNamed = ({ duties }: Pick<Policy, 'duties'>): string[] => [
  ...new Set(duties.flatMap(({ area }) => area ?? [])),
];

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
    if (entry) return { unit: entry.unit, reason: reasonOf(entry) };
  }
  return undefined;
};

/** A list of duties by which many cases are routed. */
export type Roster = (grid: string, category: string) => DutyAnswer | undefined;

export const rosterOf = (duties: readonly DutyEntry[]): Roster => {
  const placeOf = ({ area, category }: Pick<DutyEntry, 'area' | 'category'>) => `${area} ${category}`;
  const byPlace = new Map(duties.map((duty) => [placeOf(duty), duty]));
  return (grid, category) =>
    route(
      grid,
      category,
      dutyPlaces(grid, category).flatMap((place) => byPlace.get(placeOf(place)) ?? []),
    );
};

const unitsOf = (duty: Duty, units: ReadonlyMap<string, Unit>): Unit[] =>
  [...units.values()].filter((unit) => hasDuty(unit, duty));

const hasDuty = (unit: Unit, duty: Duty): boolean =>
  'unit' in duty
    ? unit.code === duty.unit
    : unit.kind === duty.kind && levelOf(unit.area) === duty.level && isWithin(unit.area, duty.area ?? '');

/** For which categories a unit is responsible, and where, by a policy. */
export const dutiesOf = (
  unit: Unit,
  { duties }: Pick<Policy, 'duties'>,
): Pick<DutyEntry, 'area' | 'category'>[] =>
  duties
    .filter((duty) => hasDuty(unit, duty))
    .map((duty) => ({
      category: duty.category,
      area: 'unit' in duty ? dutyArea(duty, unit.area) : unit.area,
    }));

const ruleOf = (duty: Duty): string => {
  const who = 'unit' in duty ? duty.unit : `the ${duty.kind} of each ${duty.level}`;
  return `${duty.category}: ${who}${duty.area ? ` in ${duty.area}` : ''}`;
};

const faultsOfDuty = (
  duty: Duty,
  areas: { has(code: string): boolean },
  units: ReadonlyMap<string, Unit>,
): [field: string, message: string][] => [
  ...('unit' in duty && !units.has(duty.unit)
    ? [['unit', `the city has no unit "${duty.unit}"`] as [string, string]]
    : []),
  ...(duty.area !== undefined && !areas.has(duty.area)
    ? [['area', `the city has no area "${duty.area}"`] as [string, string]]
    : []),
];

/** Whom it names, and where, stands beside it in the event: a reason that says it again costs a write unit. */
const reasonOf = ({ rule }: DutyEntry): Text => ({
  'zh-CN': `按职责清单：${rule}`,
  en: `by the duty list: ${rule}`,
});
