import pMap from 'p-map';
import type { CaseEvent } from '#domain/case/event.ts';
import { centresAmong, compare, type Difference, type Rules } from '#domain/dry-run.ts';
import { areasNamed, layOutDuties, rosterOf } from '#domain/policy/duties.ts';
import type { Floor } from '#domain/policy/policy.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { CityStore } from '#shared/store/city-store.ts';
import { inForce } from '#shared/store/edition.ts';
import type { Store } from '#shared/store/store.ts';
import { pastCases, type Window } from './past-cases.ts';
import { type Plan, readPlan } from './read-plan.ts';

interface DryRun {
  store: Store;
  now: Instant;
  /** The policy as somebody has sent it. */
  input: unknown;
  floor: Floor;
  area: string;
  window: Window;
  /** Cases that are gone through at most. */
  limit: number;
}

interface Outcome {
  policyVersion: string;
  examined: number;
  /** Whether the window holds no more cases than were examined. */
  complete: boolean;
  differences: Difference[];
}

/**
 * Tries a policy on past cases: what would have been routed, due and escalated differently. Nothing is changed.
 * @throws Problem (422) for a policy with faults
 */
export const dryRun = async ({ store, now, input, floor, area, window, limit }: DryRun): Promise<Outcome> => {
  const { city } = store;
  const current = inForce(await city.stored(), now);
  // A policy that is refused costs no case.
  const plan = await readPlan(city, current.generation, input, floor);
  const [past, calendar] = await Promise.all([
    pastCases({ store, area, window, limit }),
    city.calendar(current.calendarVersion),
  ]);
  const after: Rules = { policy: plan.policy, roster: rosterOf(plan.duties) };
  const before = await rulesOf(city, current.generation, plan, past.histories);
  const centres = centresAmong(plan.units.values());
  const differences = past.histories.flatMap((history) => {
    const { grid, policyVersion } = matterOf(history);
    const circumstances = { calendar, centres: centres(grid), until: now };
    return compare(history, before.get(policyVersion)!, after, circumstances) ?? [];
  });
  return {
    policyVersion: plan.policy.version,
    examined: past.histories.length,
    complete: past.complete,
    differences,
  };
};

/** The policies under which the cases were filed, each laid out for the units of today. */
const rulesOf = async (
  city: CityStore,
  generation: string,
  { units }: Plan,
  histories: readonly CaseEvent[][],
): Promise<ReadonlyMap<string, Rules>> => {
  const versions = [...new Set(histories.map((history) => matterOf(history).policyVersion))];
  return new Map(
    await pMap(versions, async (version): Promise<[string, Rules]> => {
      const policy = await city.policy(version);
      const areas = await city.knownAreas(generation, areasNamed(policy));
      // A rule whose unit or area is gone has nobody on duty any more.
      return [version, { policy, roster: rosterOf(layOutDuties(policy, areas, units).duties) }];
    }),
  );
};

const matterOf = ([first]: readonly CaseEvent[]) => {
  if (first?.type !== 'reported') throw new Error('a history begins with "reported"');
  return first.matter;
};
