import type { Area } from '#domain/place/area.ts';
import type { Unit } from '#domain/place/unit.ts';
import type { DutyEntry } from '#domain/policy/duties.ts';
import { layOutDuties } from '#domain/policy/duties.ts';
import type { Policy } from '#domain/policy/policy.ts';
import type { Fault } from '../../infra/fault.ts';

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
