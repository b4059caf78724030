import type { Area } from '#domain/area.ts';
import { layOutDuties } from '#domain/duties.ts';
import type { Policy } from '#domain/policy.ts';
import type { DutyEntry } from '#domain/routing.ts';
import type { Unit } from '#domain/unit.ts';
import type { Fault } from './fault.ts';

export const POLICY_FILE = 'policy.json';

/** Who is on duty for what and where by the city's policy file, with the faults of its rules. */
export const dutiesOf = (
  policy: Policy,
  areas: ReadonlyMap<string, Area>,
  units: ReadonlyMap<string, Unit>,
): { duties: DutyEntry[]; faults: Fault[] } => {
  const { duties, faults } = layOutDuties(policy, areas, units);
  return {
    duties,
    faults: faults.map(({ path, message }) => ({ file: POLICY_FILE, field: path, message })),
  };
};
