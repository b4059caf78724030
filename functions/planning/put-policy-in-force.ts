import type { Floor, Policy } from '#domain/policy/policy.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { Instant } from '#domain/time/instant.ts';
import { type CityStore, type Current, inForce } from '#shared/store/city-store.ts';
import { publish } from '#shared/use-cases/publish.ts';
import { readPlan } from './read-plan.ts';

/**
 * Puts a policy in force as somebody has sent it: running cases keep theirs, new ones get it. `changed` is false for the
 * one that is in force already.
 * @throws Problem (422) for a policy with faults; RejectionError when the version is taken, the city was changed
 *   meanwhile, or an import is under way
 */
export const putPolicyInForce = async (
  city: CityStore,
  input: unknown,
  floor: Floor,
  now: Instant,
): Promise<{ version: string; changed: boolean }> => {
  const stored = await city.stored();
  const current = inForce(stored, now);
  const { policy } = await readPlan(city, current.generation, input, floor);
  const { version } = policy;
  // Before anything is laid out by it: cases hold on to their version, so its content never changes.
  if ((await city.keepPolicy(policy)) === 'taken') throw new RejectionError(versionTaken(version));
  if (current.policyVersion === version) return { version, changed: false };
  const after = withPolicy(current, version);
  const generations = generationsOf(after, version);
  for (const generation of generations) await layOut(city, generation, policy, floor);
  const laidOut = { generations, policyVersion: version };
  if (!(await publish(city, stored, after, { laidOut }))) throw new RejectionError(CITY_CHANGED);
  return { version, changed: true };
};

/** Lays out a policy's duties beside those in use, once: a version and a generation never change. */
const layOut = async (city: CityStore, generation: string, policy: Policy, floor: Floor): Promise<void> => {
  if (await city.isLaidOut(generation, policy.version)) return;
  const { duties } = await readPlan(city, generation, policy, floor);
  await city.layOut(generation, policy.version, duties);
};

/** The city with the policy; a planned edition gets it, too, unless it brings another policy of its own. */
const withPolicy = (current: Current, version: string): Current => {
  const { next } = current;
  const published = { policyVersion: version, publishedPolicy: version };
  return {
    ...current,
    ...published,
    ...(next?.policyVersion === current.policyVersion && { next: { ...next, ...published } }),
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
    'zh-CN': `版本“${version}”已存在且内容不同，在办案件仍适用该版本；请更换版本号。`,
    en: `Version "${version}" already exists with other content, and cases use it; choose a new version.`,
  },
});

const CITY_CHANGED: Rejection = {
  kind: 'conflict',
  code: 'city-changed',
  message: {
    'zh-CN': '发布期间，本市基础数据或办理规则已更新；请重新发布。',
    en: 'The city or its policy changed during the publication; publish again.',
  },
};
