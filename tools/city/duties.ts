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
    faults: faults.map(({ path, message }) => ({
      ...{ file: POLICY_FILE, field: path, message },
      ...lackOf(policy, path),
    })),
  };
};

/** A unit or an area that is not there may be missed elsewhere, too. */
const lackOf = ({ duties }: Policy, path: string): Pick<Fault, 'lacks'> => {
  const [, row, field] = path.split('.');
  const duty = duties[Number(row)];
  const code =
    field === 'area' ? duty?.area : field === 'unit' && duty && 'unit' in duty ? duty.unit : undefined;
  return code === undefined ? {} : { lacks: code };
};
