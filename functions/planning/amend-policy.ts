import pMap from 'p-map';
import {
  countWarning,
  droppedCategories,
  newOnDuty,
  policyWarnings,
  type Warning,
  warningOf,
} from '#domain/amendment.ts';
import { areasNamed, layOutDuties } from '#domain/policy/duties.ts';
import type { Floor, Policy } from '#domain/policy/policy.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Amendment } from '#shared/store/amendments.ts';
import type { CityStore } from '#shared/store/city-store.ts';
import { type Current, inForce, type Since } from '#shared/store/edition.ts';
import type { Store } from '#shared/store/store.ts';
import { type Amended, type Planned, refuseInForce } from './amending.ts';
import { openCases } from './open-cases.ts';
import { type Plan, readPlan } from './read-plan.ts';

/**
 * What a policy would do that somebody has sent. It is kept for good, whatever becomes of the proposal: what was proposed
 * under a version is what comes in force under it.
 * @throws Problem (422) for a policy with faults; RejectionError when the version is taken or in force
 */
export const planPolicy = async (
  store: Store,
  input: unknown,
  floor: Floor,
  now: Instant,
): Promise<Planned> => {
  const { city } = store;
  const current = inForce(await city.stored(), now);
  const plan = await readPlan(city, current.generation, input, floor);
  const { version } = plan.policy;
  if ((await city.keepPolicy(plan.policy)) === 'taken') throw new RejectionError(versionTaken(version));
  refuseInForce(version, current.policyVersion);
  const warnings = await warningsOf(store, current, plan);
  return { kind: 'policy', from: current.policyVersion, to: version, warnings };
};

/**
 * Lays a proposed policy out, beside the one in force: running cases keep theirs, new ones get it.
 * @throws Problem (422) when it does not fit the units of the city any more
 */
export const policyInForce = async (
  { city }: Pick<Store, 'city'>,
  { to: version }: Amendment,
  since: Since,
  floor: Floor,
): Promise<Amended> => {
  const stored = await city.stored();
  const current = inForce(stored, since.at);
  refuseInForce(version, current.policyVersion);
  const policy = await city.policy(version);
  const after = withPolicy(current, version, since);
  const generations = generationsOf(after, version);
  for (const generation of generations) await layOut(city, generation, policy, floor);
  const along = { laidOut: { generations, policyVersion: version } };
  return { stored, after, along, from: current.policyVersion, to: version };
};

/** Lays out a policy's duties beside those in use, once: a version and a generation never change. */
export const layOut = async (
  city: CityStore,
  generation: string,
  policy: Policy,
  floor: Floor,
): Promise<void> => {
  if (await city.isLaidOut(generation, policy.version)) return;
  const { duties } = await readPlan(city, generation, policy, floor);
  await city.layOut(generation, policy.version, duties);
};

const warningsOf = async (store: Store, current: Current, plan: Plan): Promise<Warning[]> => {
  const { city } = store;
  const before = await city.policy(current.policyVersion);
  const [areas, { cases, complete }] = await Promise.all([
    city.knownAreas(current.generation, areasNamed(before)),
    openCases(store),
  ]);
  const dropped = new Set(droppedCategories(before, plan.policy));
  const found = newOnDuty(layOutDuties(before, areas, plan.units).duties, plan.duties);
  const asked = found.slice(0, MOST_UNITS);
  const unmanned = await pMap(
    asked,
    async (unit) => ((await city.staffOf(unit, { limit: 1 })).staff.length === 0 ? [unit] : []),
    { concurrency: 16 },
  );
  const some = { atLeast: !complete };
  return [
    ...policyWarnings(before, plan.policy, plan.duties),
    ...countWarning('casesOfDropped', cases.filter(({ category }) => dropped.has(category)).length, some),
    ...warningOf('unitsUnmanned', unmanned.flat(), {
      among: asked.length,
      atLeast: found.length > asked.length,
    }),
    ...countWarning(
      'casesUnderOthers',
      cases.filter(({ policyVersion }) => policyVersion !== plan.policy.version).length,
      some,
    ),
  ];
};

/** As many units are asked for their people, in one read each. */
const MOST_UNITS = 50;

/** The city with the policy; a planned edition gets it, too, unless it brings another policy of its own. */
const withPolicy = (current: Current, version: string, since: Since): Current => {
  const published = { policyVersion: version, publishedPolicy: version };
  const { next } = current;
  return {
    ...current,
    ...published,
    since: { ...current.since, policy: since },
    ...(next?.policyVersion === current.policyVersion && {
      next: { ...next, ...published, since: { ...next.since, policy: since } },
    }),
  };
};

/** The generations in which a policy is, or will be, in use. */
const generationsOf = ({ generation, policyVersion, next }: Current, version: string): string[] => [
  ...(policyVersion === version ? [generation] : []),
  ...(next?.policyVersion === version ? [next.generation] : []),
];

const versionTaken = (version: string): Rejection => ({
  kind: 'conflict',
  code: 'version-taken',
  field: 'policy.version',
  message: {
    'zh-CN': `版本“${version}”已存在且内容不同；版本一经提出即不再更改，请更换版本号。`,
    en: `Version "${version}" already exists with other content; a version that was proposed never changes, so choose a new one.`,
  },
});
