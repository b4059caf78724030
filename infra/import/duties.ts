import { type Area, isWithin, levelOf } from '#domain/area.ts';
import { type Duty, dutyArea, type Policy } from '#domain/policy.ts';
import type { Unit } from '#domain/unit.ts';
import type { DutyItem } from '#shared/persistence/grids-table.ts';
import type { Fault } from './fault.ts';

export const POLICY_FILE = 'policy.json';

/**
 * Who is on duty for what and where: the policy's rules, worked out for the units that there are. A rule by kind
 * makes every unit of that kind answer for its own area; a rule by unit makes one unit answer for an area.
 */
export const dutiesOf = (
  { duties }: Policy,
  areas: ReadonlyMap<string, Area>,
  units: ReadonlyMap<string, Unit>,
): { duties: DutyItem[]; faults: Fault[] } => {
  const taken = new Map<string, { unit: string; row: number }>();
  const items: DutyItem[] = [];
  const faults: Fault[] = [];
  for (const [row, duty] of duties.entries()) {
    const found = faultsOfDuty(duty, areas, units);
    const onDuty = found.length === 0 ? unitsOf(duty, units) : [];
    if (found.length === 0 && onDuty.length === 0)
      found.push(['kind', 'nobody is on duty: there is no such unit at this level']);
    for (const unit of onDuty) {
      const area = 'unit' in duty ? dutyArea(duty, unit.area) : unit.area;
      const place = `${duty.category} at ${area}`;
      const other = taken.get(place);
      if (other)
        found.push(['category', `${place}: ${unit.code}, but duties.${other.row} names ${other.unit}`]);
      else items.push({ area, category: duty.category, unit, rule: ruleOf(duty) });
      taken.set(place, { unit: unit.code, row });
    }
    faults.push(
      ...found.map(([field, message]) => ({ file: POLICY_FILE, field: `duties.${row}.${field}`, message })),
    );
  }
  return { duties: items, faults };
};

const unitsOf = (duty: Duty, units: ReadonlyMap<string, Unit>): Unit[] =>
  [...units.values()].filter((unit) =>
    'unit' in duty
      ? unit.code === duty.unit
      : unit.kind === duty.kind && levelOf(unit.area) === duty.level && isWithin(unit.area, duty.area ?? ''),
  );

const ruleOf = (duty: Duty): string => {
  const who = 'unit' in duty ? duty.unit : `the ${duty.kind} of each ${duty.level}`;
  return `${duty.category}: ${who}${duty.area ? ` in ${duty.area}` : ''}`;
};

const faultsOfDuty = (
  duty: Duty,
  areas: ReadonlyMap<string, Area>,
  units: ReadonlyMap<string, Unit>,
): [field: string, message: string][] => [
  ...('unit' in duty && !units.has(duty.unit)
    ? [['unit', `unit "${duty.unit}" is not in units.csv`] as [string, string]]
    : []),
  ...(duty.area !== undefined && !areas.has(duty.area)
    ? [['area', `area "${duty.area}" is not in areas.csv`] as [string, string]]
    : []),
];
