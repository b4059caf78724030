import type { Unit } from '#domain/place/unit.ts';
import type { DutyEntry } from '#domain/policy/duties.ts';
import { areasNamed, layOutDuties } from '#domain/policy/duties.ts';
import { type Floor, type Policy, type PolicyFault, readPolicy } from '#domain/policy/policy.ts';
import { type Problem, problem } from '#shared/http/problem.ts';
import type { CityStore } from '#shared/store/city-store.ts';

/** A policy that has passed every check, with its duties worked out for the units of the city. */
export interface Plan {
  policy: Policy;
  duties: DutyEntry[];
  units: ReadonlyMap<string, Unit>;
}

/**
 * Reads a policy that somebody has sent.
 * @throws Problem (422) that names every place at fault and the reason
 */
export const readPlan = async (
  city: Pick<CityStore, 'units' | 'knownAreas'>,
  generation: string,
  input: unknown,
  floor: Floor,
): Promise<Plan> => {
  const read = readPolicy(input, floor);
  if ('faults' in read) throw wrongPolicy(read.faults);
  const { policy } = read;
  const [units, areas] = await Promise.all([
    city.units(generation),
    city.knownAreas(generation, areasNamed(policy)),
  ]);
  const { duties, faults } = layOutDuties(policy, areas, units);
  if (faults.length > 0) throw wrongPolicy(faults);
  return { policy, duties, units };
};

/** More faults than this help nobody, and a policy may well have thousands. */
const MOST_FAULTS = 20;

const wrongPolicy = (found: readonly PolicyFault[]): Problem => {
  const faults = found.slice(0, MOST_FAULTS).map(({ path, message }) => ({
    field: path === '' ? 'policy' : `policy.${path}`,
    message,
  }));
  const list = faults.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return problem(
    'wrong-policy',
    {
      'zh-CN': `办理规则有 ${found.length} 处错误，未作任何改动：${list}`,
      en: `The policy has ${found.length} faults; nothing was changed: ${list}`,
    },
    { faults },
  );
};
