import * as z from 'zod/mini';
import { ROLE_NAMES } from '#domain/actor.ts';
import { CHANNEL_NAMES } from '#domain/case/case.ts';
import { COMMAND_NAMES } from '#domain/case/command-names.ts';
import { EVENT_NAMES } from '#domain/case/event-names.ts';
import { SEVERITY_NAMES } from '#domain/case/severity-names.ts';
import { STAGE_NAMES } from '#domain/case/stages.ts';
import { AREA_LEVEL_NAMES } from '#domain/place/area.ts';
import { HANDLING_KINDS, UNIT_KIND_NAMES } from '#domain/place/unit.ts';
import {
  isSensitive,
  joinPolicy,
  type Policy,
  parentCategory,
  TIMED_STAGE_NAMES,
} from '#domain/policy/policy.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { Text } from '#domain/text.ts';
import { limitText } from '#domain/time/explain.ts';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { shownTag } from '#shared/http/entity-tag.ts';
import { FOR_GOOD_SECONDS, operation } from '#shared/http/operation.ts';
import { limit, severity, timedStage } from '#shared/http/schemas.ts';
import { hashOf } from '#shared/store/content-hash.ts';
import type { RegistryServices } from './services.ts';

export const text = z.object({ 'zh-CN': z.string(), en: z.string() });
export const named = z.object({ code: z.string(), name: text });
const list = z.array(named);

/** What codes mean, in both languages. */
export const catalogueView = z.object({
  /** Names this content for good: `?version=` with it is kept by the client and never asked again. */
  version: z.string(),
  policyVersion: z.string(),
  categories: z.array(
    z.object({
      code: z.string(),
      name: text,
      /** The category above; absent at the root. */
      parent: z.optional(z.string()),
      /** It lies under a sensitive category, or is one: that there is such a case nearby is told to nobody. */
      sensitive: z.boolean(),
      national: z.optional(z.object({ standard: z.string(), code: z.string() })),
    }),
  ),
  /** The rows of the policy: of those that fit, the deeper category wins, then the one that names the severity. */
  limits: z.array(
    z.object({
      stage: timedStage,
      category: z.optional(z.string()),
      severity: z.optional(severity),
      limit,
      text,
    }),
  ),
  returnReasons: list,
  reworkReasons: list,
  declineReasons: list,
  voidReasons: list,
  jointTemplates: z.array(
    z.object({ ...named.shape, members: z.array(z.enum(HANDLING_KINDS)), join: joinPolicy }),
  ),
  stages: list,
  timedStages: list,
  eventTypes: list,
  commands: list,
  severities: list,
  channels: list,
  levels: list,
  unitKinds: list,
  roles: list,
});

const listOf = (names: Readonly<Record<string, Text>>) =>
  Object.entries(names).map(([code, name]) => ({ code, name }));

const makeVocabulary = () => ({
  stages: listOf(STAGE_NAMES),
  timedStages: listOf(TIMED_STAGE_NAMES),
  eventTypes: listOf(EVENT_NAMES),
  commands: listOf(COMMAND_NAMES),
  severities: listOf(SEVERITY_NAMES),
  channels: listOf(CHANNEL_NAMES),
  levels: listOf(AREA_LEVEL_NAMES),
  unitKinds: listOf(UNIT_KIND_NAMES),
  roles: listOf(ROLE_NAMES),
});

/** Made for the first who asks: most starts of the function are for others. */
let made: { words: ReturnType<typeof makeVocabulary>; mark: string } | undefined;

/** The words of Gridward itself, and the mark of the release: they change with it, and with nothing else. */
const vocabulary = () => {
  if (!made) {
    const words = makeVocabulary();
    made = { words, mark: hashOf(words).slice(0, 8) };
  }
  return made;
};

const wordsOf = (policy: Policy) => ({
  categories: policy.categories.map(({ code, name, national }) => ({
    code,
    name,
    parent: parentCategory(code),
    sensitive: isSensitive(policy, code),
    national,
  })),
  limits: policy.limits.map((row) => ({ ...row, text: limitText(row.limit) })),
  returnReasons: policy.returnReasons,
  reworkReasons: policy.reworkReasons,
  declineReasons: policy.declineReasons,
  voidReasons: policy.voidReasons,
  jointTemplates: policy.jointTemplates,
});

/** Stands between the version of the policy and the mark of the release. */
const MARK = '~';

/** Which policy a version names, and whether what it names never changes: a policy alone does, with the release. */
const readVersion = (version: string, mark: string): { policyVersion: string; forGood: boolean } =>
  version.endsWith(`${MARK}${mark}`)
    ? { policyVersion: version.slice(0, -(MARK.length + mark.length)), forGood: true }
    : { policyVersion: version, forGood: false };

/** A new policy is in force within a minute, and so is its catalogue. */
const SHORT_SECONDS = 60;

/** A policy's version, the mark and a release's. */
const MOST_CHARACTERS = 60;

export const getCatalogue = operation({
  id: 'getCatalogue',
  method: 'GET',
  path: '/catalogue',
  summary: {
    'zh-CN': '代码表：各类编码的中英文名称',
    en: 'The catalogue: what codes mean, in Chinese and English',
  },
  whoMay: WHO_IS_SIGNED_IN,
  query: z.object({
    version: z.optional(z.string().check(z.minLength(1), z.maxLength(MOST_CHARACTERS))),
  }),
  status: 200,
  answer: catalogueView,
  run: async ({ query: { version: asked }, isKnown }, { store: { city } }: RegistryServices) => {
    const { words, mark } = vocabulary();
    const { policyVersion, forGood } =
      asked === undefined
        ? { policyVersion: (await city.current()).policyVersion, forGood: false }
        : readVersion(asked, mark);
    const policy = await city.findPolicy(policyVersion);
    if (!policy) throw new RejectionError(unknownCatalogue(policyVersion));
    const version = `${policyVersion}${MARK}${mark}`;
    const keepSeconds = forGood ? FOR_GOOD_SECONDS : SHORT_SECONDS;
    // A version may have characters that no header takes.
    const etag = shownTag(version);
    return isKnown?.(etag)
      ? { unchanged: etag, keepSeconds }
      : { body: { version, policyVersion, ...wordsOf(policy), ...words }, etag, keepSeconds };
  },
});

const unknownCatalogue = (version: string): Rejection => ({
  kind: 'unknown',
  code: 'unknown-catalogue',
  message: {
    'zh-CN': `没有版本为“${version}”的代码表，或其所属程序版本已更新；请不带 version 读取现行代码表。`,
    en: `There is no catalogue "${version}", or it was that of another release; ask without version for the one in force.`,
  },
});
