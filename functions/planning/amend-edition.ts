import { countWarning, type Warning } from '#domain/amendment.ts';
import type { Floor } from '#domain/policy/policy.ts';
import { RejectionError } from '#domain/rejection.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Amendment } from '#shared/store/amendments.ts';
import { type Current, datedFrom, followedBy, inForce, type Since } from '#shared/store/edition.ts';
import type { Store } from '#shared/store/store.ts';
import { layOut } from './amend-policy.ts';
import { type Amended, type Planned, refuseInForce, unknownVersion } from './amending.ts';
import { CITY_CHANGED } from './city-changed.ts';
import { openCases } from './open-cases.ts';

/**
 * What the edition before would do: its areas, borders, units and people come back; policy and calendar stay as they are.
 * @throws RejectionError for any other, since no other is kept
 */
export const planEarlierEdition = async (
  store: Store,
  generation: string,
  now: Instant,
): Promise<Planned> => {
  const current = inForce(await store.city.stored(), now);
  refuseInForce(generation, current.generation);
  const { before, policyVersion, calendarVersion, publishedPolicy } = current;
  if (before?.generation !== generation) throw new RejectionError(unknownVersion(generation));
  return {
    kind: 'edition',
    from: current.generation,
    to: generation,
    edition: { ...before, policyVersion, calendarVersion, ...(publishedPolicy && { publishedPolicy }) },
    beside: { policyVersion, calendarVersion },
    warnings: [
      ...countWarning('staffReplaced', before.counts.units),
      ...(await casesConcerned(store, generation)),
    ],
  };
};

/** The open cases that would have to be moved: whoever decides is told of those that there are then. */
export const casesConcerned = async (store: Store, generation: string): Promise<Warning[]> => {
  const { cases, complete } = await openCases(store);
  const grids = [...new Set(cases.map(({ grid }) => grid))];
  const known = await store.city.knownAreas(generation, grids);
  const gone = cases.filter(({ grid }) => !known.has(grid));
  return countWarning('casesInGridsGone', gone.length, { among: cases.length, atLeast: !complete });
};

/**
 * An edition in the place of the one with which it was put together.
 * @throws RejectionError when another edition, policy or calendar has come in force since
 */
export const editionInForce = async (
  { city }: Pick<Store, 'city'>,
  { edition, effective, beside, from }: Amendment,
  since: Since,
  floor: Floor,
): Promise<Amended> => {
  const stored = await city.stored();
  const current = inForce(stored, since.at);
  const isSame =
    current.generation === from &&
    current.policyVersion === beside?.policyVersion &&
    current.calendarVersion === beside.calendarVersion;
  if (!edition || !isSame) throw new RejectionError(CITY_CHANGED);
  const { generation, policyVersion } = edition;
  await layOut(city, generation, await city.policy(policyVersion), floor);
  const planned = effective !== undefined && effective > since.at ? effective : undefined;
  const dated = datedFrom(current, edition, { ...since, at: planned ?? since.at });
  const after: Current =
    planned === undefined ? followedBy(current, dated) : { ...current, next: { ...dated, from: planned } };
  const along = { laidOut: { generations: [generation], policyVersion } };
  return { stored, after, along, from, to: generation };
};
