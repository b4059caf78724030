import * as z from 'zod/mini';
import { RESPONSIBLE_LEVELS, type ResponsibleLevel } from '../place/area.ts';
import { HANDLING_KINDS } from '../place/unit.ts';
import { readable } from '../readable.ts';
import type { Text } from '../text.ts';
import { LIMIT_UNITS, type Limit } from '../time/limit.ts';

/**
 * A city's policy: what is handled by whom, within which limits, and what happens when a limit runs out.
 * It is versioned data; a case keeps the version it was filed under.
 */

export const SEVERITIES = ['critical', 'serious', 'general', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * The waits that have a clock. `part` is an assistant unit's part of joint handling, `supervision` the reply that a
 * level above asks for.
 */
export const CLOCKED_STAGES = [
  'dispatch',
  'acknowledgement',
  'handling',
  'part',
  'verification',
  'followUp',
  'supervision',
] as const;

/** The stages that a policy may time: those waits, and the case from filing to closing. */
export const TIMED_STAGES = [...CLOCKED_STAGES, 'whole'] as const;
export type ClockedStage = (typeof TIMED_STAGES)[number];

/** What people call the waits that are timed. */
export const TIMED_STAGE_NAMES: Record<ClockedStage, Text> = {
  dispatch: { 'zh-CN': '派遣', en: 'dispatch' },
  acknowledgement: { 'zh-CN': '签收', en: 'acknowledgement' },
  handling: { 'zh-CN': '办理', en: 'handling' },
  part: { 'zh-CN': '协办', en: 'part of joint handling' },
  verification: { 'zh-CN': '核实', en: 'verification' },
  followUp: { 'zh-CN': '回访', en: 'follow-up' },
  supervision: { 'zh-CN': '回复督办', en: 'reply to a supervision' },
  whole: { 'zh-CN': '全程', en: 'whole case' },
};

export const RUNG_ACTIONS = ['remind', 'yellowCard', 'redCard', 'supervise', 'escalate'] as const;
export type RungAction = (typeof RUNG_ACTIONS)[number];

/** What may be asked of whoever settles a matter on the spot. */
const ON_SPOT_NEEDS = ['point', 'file'] as const;

/** When joint handling goes on: when every part is answered, the first, or so many. */
export const joinPolicy = z.union([
  z.enum(['all', 'any']),
  z.strictObject({ quorum: z.int().check(z.gte(1), z.lte(10)) }),
]);
export type JoinPolicy = z.infer<typeof joinPolicy>;

/**
 * How much a policy may hold. It is one item of the table, of at most 400 kB, and every function that decides by it reads
 * it whole; its duties are laid out within the half minute of a request.
 */
const MOST_CATEGORIES = 1000;
const MOST_ROWS = 1000;
const MOST_LADDERS = 200;
const MOST_RUNGS = 20;
const MOST_OF_A_KIND = 100;
const MOST_BYTES = 350_000;

/** The least that a limit or an interval may be, in seconds. */
export interface Floor {
  limit: number;
  supervision: number;
}

/**
 * Limits of less than five seconds run out faster than the sweep, once a minute, and a command can fire their rungs. In a
 * city in use nobody is supervised more than once an hour; trials count in seconds.
 */
export const floorOf = ({ protect }: { protect: boolean }): Floor => ({
  limit: 5,
  supervision: protect ? 3600 : 5,
});

const makeSchema = () => {
  const [composed, onLine] = readable('line');
  const line = (length: number) => z.string().check(composed, z.minLength(1), z.maxLength(length), onLine);
  const name = line(100);
  const text = z.strictObject({ 'zh-CN': name, en: name });
  const reasons = () => z.array(codedText).check(z.minLength(1), z.maxLength(MOST_OF_A_KIND));
  const categoryCode = z
    .string()
    .check(
      z.maxLength(120),
      z.regex(/^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)*$/, 'a category code is words of letters joined by dots'),
    );
  const limit = z.strictObject({
    value: z.number().check(z.positive(), z.lte(3650)),
    unit: z.enum(LIMIT_UNITS),
  });
  const code = line(60);
  const codedText = z.strictObject({ code, name: text });
  return z.strictObject({
    version: line(40),
    /** The category tree: `dispute.neighbour` lies under `dispute`, a prefix is an ancestor. */
    categories: z
      .array(
        z.strictObject({
          code: categoryCode,
          name: text,
          /** The national code list that the category maps to, e.g. GB/T 31000-2015. */
          national: z.optional(z.strictObject({ standard: name, code })),
          /** That there is such a case near a place is told to nobody but who may see it; so for all that lies under it. */
          sensitive: z.optional(z.boolean()),
          /** How urgent such a case is until a centre grades it; so for all that lies under it. @default general */
          severity: z.optional(z.enum(SEVERITIES)),
        }),
      )
      .check(z.minLength(1), z.maxLength(MOST_CATEGORIES)),
    /** The most specific row wins: the deeper category first, then a named severity. */
    limits: z
      .array(
        z.strictObject({
          stage: z.enum(TIMED_STAGES),
          category: z.optional(categoryCode),
          severity: z.optional(z.enum(SEVERITIES)),
          limit,
        }),
      )
      .check(z.maxLength(MOST_ROWS)),
    /** What happens at which share of a limit: the most specific wins, the deeper category before severity, stage and level. */
    ladders: z
      .array(
        z.strictObject({
          category: z.optional(categoryCode),
          severity: z.optional(z.enum(SEVERITIES)),
          stage: z.optional(z.enum(TIMED_STAGES)),
          level: z.optional(z.enum(RESPONSIBLE_LEVELS)),
          /** Rungs at shares of the limit, in order. */
          rungs: z
            .array(
              z.strictObject({
                share: z.number().check(z.positive(), z.lte(10)),
                actions: z
                  .array(z.enum(RUNG_ACTIONS))
                  .check(z.minLength(1), z.maxLength(RUNG_ACTIONS.length)),
              }),
            )
            .check(z.minLength(1), z.maxLength(MOST_RUNGS)),
        }),
      )
      .check(z.minLength(1), z.maxLength(MOST_LADDERS)),
    /** At the top nobody is left to escalate to: supervision repeats after each such interval. */
    superviseEvery: limit,
    /** After so many returns the next level designates a unit, which cannot return. */
    returnQuota: z.int().check(z.gte(1), z.lte(10)),
    /** Extensions that one handling may be granted; each adds the original limit once more. */
    extensionQuota: z.int().check(z.gte(0), z.lte(10)),
    /** A suspension ends by itself at its date, which lies so many days ahead at most. */
    suspensionDays: z.int().check(z.gte(1), z.lte(366)),
    /** How long after closing a case may be reopened. */
    reopenWithin: limit,
    /** So many times a case is reopened by any centre of the place; after that, once each, by a higher level only. @default 1 */
    reopenQuota: z.optional(z.int().check(z.gte(0), z.lte(10))),
    /** What grid workers may settle on the spot. Without it nothing is. */
    onSpot: z.optional(
      z.strictObject({
        /** Graver matters are reported, whatever the rules say. */
        severities: z.array(z.enum(SEVERITIES)).check(z.minLength(1), z.maxLength(SEVERITIES.length)),
        /** The most specific row wins, as for limits. What no row fits is reported. */
        rules: z
          .array(
            z.strictObject({
              category: z.optional(categoryCode),
              severity: z.optional(z.enum(SEVERITIES)),
              allowed: z.boolean(),
              /** Share of them that somebody else verifies. */
              sample: z.optional(z.number().check(z.gte(0), z.lte(1))),
              /** What must be shown: where it was, and a file. */
              needs: z.optional(z.array(z.enum(ON_SPOT_NEEDS)).check(z.maxLength(ON_SPOT_NEEDS.length))),
            }),
          )
          .check(z.minLength(1), z.maxLength(MOST_ROWS)),
      }),
    ),
    /** A grid worker verifies with a file that was uploaded after the result. @default false */
    verifyWithFile: z.optional(z.boolean()),
    /** On the spot means within so many metres of the case's point. */
    verifyWithinMetres: z.number().check(z.positive(), z.lte(100_000)),
    /** What counts as possibly the same matter. */
    similar: z.strictObject({
      metres: z.number().check(z.positive(), z.lte(1000)),
      days: z.int().check(z.gte(1), z.lte(60)),
    }),
    /** Seconds that the waiting workflow grants the sweep beyond a deadline before it checks the clock itself. */
    guardGraceSeconds: z.int().check(z.gte(1), z.lte(86_400)),
    returnReasons: reasons(),
    reworkReasons: reasons(),
    declineReasons: reasons(),
    voidReasons: reasons(),
    jointTemplates: z
      .array(
        z.strictObject({
          code,
          name: text,
          members: z.array(z.enum(HANDLING_KINDS)).check(z.minLength(1), z.maxLength(HANDLING_KINDS.length)),
          join: z._default(joinPolicy, 'all'),
        }),
      )
      .check(z.maxLength(MOST_OF_A_KIND)),
    /** Which unit is responsible for what: every unit of a kind at a level, or one named unit within an area. */
    duties: z
      .array(
        z.union([
          z.strictObject({
            category: categoryCode,
            kind: z.enum(HANDLING_KINDS),
            level: z.enum(RESPONSIBLE_LEVELS),
            area: z.optional(code),
          }),
          z.strictObject({ category: categoryCode, unit: code, area: z.optional(code) }),
        ]),
      )
      .check(z.maxLength(MOST_ROWS)),
  });
};
export type Policy = z.infer<ReturnType<typeof makeSchema>>;
export type Duty = Policy['duties'][number];

/** Made when the first policy is read: most functions never read one, and making it takes them a part of their start. */
let schema: ReturnType<typeof makeSchema> | undefined;
/** The shape of a policy; that its parts fit each other is looked at by `readPolicy`. */
export const policySchema = () => {
  schema ??= makeSchema();
  return schema;
};

/** What is wrong with a policy: where, and in words. */
export interface PolicyFault {
  path: string;
  message: string;
}

/** Policy as it is written, checked; the faults name the place and the reason, and nothing is switched off silently. */
export const readPolicy = (input: unknown, floor: Floor): { policy: Policy } | { faults: PolicyFault[] } => {
  const parsed = policySchema().safeParse(input, { error: remedyOf });
  if (!parsed.success) return { faults: parsed.error.issues.flatMap(faultsOfIssue) };
  const bytes = new TextEncoder().encode(JSON.stringify(parsed.data)).length;
  if (bytes > MOST_BYTES)
    return {
      faults: [
        {
          path: '',
          message: `the policy takes ${bytes} bytes of at most ${MOST_BYTES}; write shorter names, or fewer categories, limits and duties`,
        },
      ],
    };
  const faults = [
    ...faultsOfShortLimits(parsed.data, floor),
    ...faultsOfTree(parsed.data),
    ...faultsOfLimits(parsed.data),
    ...faultsOfLadders(parsed.data),
    ...faultsOfOnSpot(parsed.data),
  ];
  return faults.length > 0 ? { faults } : { policy: parsed.data };
};

/** An unknown field is a fault at its own place, not at that of the object around it. */
const faultsOfIssue = (issue: z.core.$ZodIssue): PolicyFault[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: issue.message }))
    : [{ path: issue.path.join('.'), message: issue.message }];

/** What to write instead; zod/mini itself only says "Invalid input", which is left to what no policy can get wrong. */
const remedyOf = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected as keyof typeof KINDS];
      return issue.input === undefined ? `this field is missing; it takes ${kind}` : `write ${kind} here`;
    }
    case 'invalid_value':
      return `write one of ${issue.values.join(', ')}`;
    case 'invalid_union':
      return 'a duty has a category with either kind and level or one unit, area if it is narrower, and nothing else';
    case 'unrecognized_keys':
      return 'unknown field; remove it or correct its name';
    case 'too_small':
      return issue.origin === 'number'
        ? `write a number ${issue.inclusive ? 'from' : 'above'} ${issue.minimum}`
        : 'this must not be empty';
    case 'too_big':
      return issue.origin === 'number'
        ? `write a number up to ${issue.maximum}`
        : `write at most ${issue.maximum} ${issue.origin === 'array' ? 'elements' : 'characters'}`;
  }
};

/** The types that a policy's fields have, in words. */
const KINDS = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
};

const SECONDS: Record<Limit['unit'], number> = {
  urgentHour: 3600,
  workHour: 3600,
  workDay: 8 * 3600,
  naturalDay: 86_400,
};

const faultsOfShortLimits = ({ limits, superviseEvery, reopenWithin }: Policy, floor: Floor): PolicyFault[] =>
  [
    ...limits.map(({ limit }, i) => ({ limit, path: `limits.${i}.limit.value`, least: floor.limit })),
    { limit: superviseEvery, path: 'superviseEvery.value', least: floor.supervision },
    { limit: reopenWithin, path: 'reopenWithin.value', least: floor.limit },
  ].flatMap(({ limit: { value, unit }, path, least }) =>
    // The last digit that somebody rounds off does not matter.
    value * SECONDS[unit] >= least - 0.001
      ? []
      : [
          {
            path,
            message: `${value} ${unit} is less than ${least} seconds; write at least ${Math.ceil((least / SECONDS[unit]) * 1e10) / 1e10}`,
          },
        ],
  );

const faultsOfTree = ({ categories, limits, duties, onSpot }: Policy): PolicyFault[] => {
  const codes = categories.map(({ code }) => code);
  const known = new Set(codes);
  const unknown = (category: string | undefined, path: string): PolicyFault[] =>
    category === undefined || known.has(category)
      ? []
      : [{ path, message: `category "${category}" is not in categories` }];
  return [
    ...codes.flatMap((code, i) =>
      codes.indexOf(code) < i
        ? [{ path: `categories.${i}.code`, message: `category "${code}" is listed twice` }]
        : [],
    ),
    ...codes.flatMap((code, i) => unknown(parentCategory(code), `categories.${i}.code`)),
    ...limits.flatMap(({ category }, i) => unknown(category, `limits.${i}.category`)),
    ...duties.flatMap(({ category }, i) => unknown(category, `duties.${i}.category`)),
    ...(onSpot?.rules ?? []).flatMap(({ category }, i) => unknown(category, `onSpot.rules.${i}.category`)),
  ];
};

/** A stage without a limit for some cases is one mistake, however many categories lie below those that lack it. */
const faultsOfLimits = (policy: Policy): PolicyFault[] =>
  (timesTheWhole(policy) ? TIMED_STAGES : CLOCKED_STAGES).flatMap((stage) => {
    const lacking = (category: string) =>
      SEVERITIES.filter((severity) => !findLimit(policy, stage, category, severity)).join(', ');
    const places = policy.categories
      .map(({ code }) => ({ code, severities: lacking(code), above: parentCategory(code) }))
      .filter(({ severities, above }) => severities !== '' && !(above && lacking(above) === severities))
      .map(({ code, severities }) => `category "${code}" (${severities})`);
    if (places.length === 0) return [];
    const shown = places.length > MOST_NAMED ? places.slice(0, MOST_NAMED) : places;
    const more = places.length - shown.length;
    return [
      {
        path: 'limits',
        message: `no limit for stage "${stage}" in ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}; add a row of this stage without category and severity, or one for each of these`,
      },
    ];
  });

/** So many show what is meant. */
const MOST_NAMED = 3;

const faultsOfLadders = (policy: Policy): PolicyFault[] => [
  ...policy.ladders.flatMap(({ category, stage, rungs }, index) => [
    ...(category === undefined || hasCategory(policy, category)
      ? []
      : [{ path: `ladders.${index}.category`, message: `category "${category}" is not in categories` }]),
    ...rungs.flatMap(({ share, actions }, i) => {
      const path = `ladders.${index}.rungs.${i}`;
      const before = rungs[i - 1]?.share ?? 0;
      return [
        ...(share > before
          ? []
          : [
              {
                path: `${path}.share`,
                message: `rungs must be in rising order: ${share} does not come after ${before}`,
              },
            ]),
        ...(actions.includes('escalate') && share < 1
          ? [
              {
                path: `${path}.share`,
                message: `escalate is allowed from share 1 on; this rung is at ${share}`,
              },
            ]
          : []),
        ...(actions.includes('escalate') && stage === 'whole'
          ? [
              {
                path: `${path}.actions`,
                message:
                  'the limit of the whole case moves nothing: the clock of the stage escalates; write supervise',
              },
            ]
          : []),
        ...(actions.slice(0, -1).includes('escalate')
          ? [
              {
                path: `${path}.actions`,
                message: 'escalate must be the last action of its rung',
              },
            ]
          : []),
      ];
    }),
    ...(rungs.some(({ actions }) => actions.includes('escalate') || actions.includes('supervise'))
      ? []
      : [
          {
            path: `ladders.${index}.rungs`,
            message: 'no rung escalates or supervises, so an overdue case would never move on',
          },
        ]),
  ]),
  ...(policy.ladders.some(
    ({ category, severity, stage, level }) => !category && !severity && !stage && !level,
  )
    ? []
    : [
        {
          path: 'ladders',
          message: 'the general ladder is missing: add one without category, severity, stage and level',
        },
      ]),
  ...(!timesTheWhole(policy) ||
  policy.ladders.some(
    ({ category, severity, stage, level }) => !category && !severity && stage === 'whole' && !level,
  )
    ? []
    : [
        {
          path: 'ladders',
          message:
            'the ladder of the whole case is missing: add one of stage whole, without category, severity and level',
        },
      ]),
];

const faultsOfOnSpot = ({ onSpot }: Policy): PolicyFault[] =>
  (onSpot?.rules ?? []).flatMap(({ allowed, sample }, i) =>
    allowed === (sample !== undefined)
      ? []
      : [
          {
            path: `onSpot.rules.${i}.sample`,
            message: allowed
              ? 'this field is missing; write the share that somebody else verifies, from 0 to 1'
              : 'nothing of it is settled on the spot, so there is nothing to verify; remove it, or write "allowed": true',
          },
        ],
  );

/** Whether a policy has a limit from filing to closing. Those of earlier versions have none. */
export const timesTheWhole = ({ limits }: Policy): boolean => limits.some(({ stage }) => stage === 'whole');

/** The category one level up; undefined at the root. */
export const parentCategory = (category: string): string | undefined => {
  const dot = category.lastIndexOf('.');
  return dot < 0 ? undefined : category.slice(0, dot);
};

/** A category and its ancestors, nearest first. */
export const categoryLineage = (category: string): string[] => {
  const parent = parentCategory(category);
  return parent ? [category, ...categoryLineage(parent)] : [category];
};

/** Whether two categories are the same, or one lies under the other. */
export const areRelated = (one: string, other: string): boolean =>
  categoryLineage(one).includes(other) || categoryLineage(other).includes(one);

/** Whether a category, or one above it, is sensitive. */
export const isSensitive = ({ categories }: Policy, category: string): boolean => {
  const lineage = categoryLineage(category);
  return categories.some(({ code, sensitive }) => sensitive === true && lineage.includes(code));
};

/** How urgent a matter is by its category: as the nearest on the way up says, or general. */
export const severityOf = ({ categories }: Policy, category: string): Severity => {
  for (const ancestor of categoryLineage(category)) {
    const severity = categories.find(({ code }) => code === ancestor)?.severity;
    if (severity !== undefined) return severity;
  }
  return 'general';
};

export const hasCategory = (policy: Policy, category: string): boolean =>
  policy.categories.some(({ code }) => code === category);

/** The limit for a stage: the deeper category wins, then the row that names the severity. */
export const limitFor = (
  policy: Policy,
  stage: ClockedStage,
  category: string,
  severity: Severity,
): Limit => {
  const found = findLimit(policy, stage, category, severity);
  if (!found) throw new Error(`policy ${policy.version} has no limit for ${stage}, ${category}, ${severity}`);
  return found;
};

const findLimit = (
  policy: Policy,
  stage: ClockedStage,
  category: string,
  severity: Severity,
): Limit | undefined =>
  closestRow(
    policy.limits.filter((row) => row.stage === stage),
    category,
    severity,
  )?.limit;

/** The row for a matter: the deeper category wins, then the row that names the severity. */
export const closestRow = <Row extends { category?: string | undefined; severity?: Severity | undefined }>(
  rows: readonly Row[],
  category: string,
  severity: Severity,
): Row | undefined => {
  for (const ancestor of [...categoryLineage(category), undefined]) {
    for (const level of [severity, undefined]) {
      const row = rows.find((r) => r.category === ancestor && r.severity === level);
      if (row) return row;
    }
  }
  return undefined;
};

/**
 * The rungs for a wait: of all ladders that fit, the deeper category wins, then severity, stage and level. The whole case
 * has ladders of its own, and no others.
 */
export const rungsFor = (
  { ladders }: Policy,
  wait: { category: string; severity: Severity; stage: ClockedStage; level: ResponsibleLevel },
): Policy['ladders'][number]['rungs'] => {
  const lineage = categoryLineage(wait.category);
  const fitting = ladders.filter(
    ({ category, severity, stage, level }) =>
      (category === undefined || lineage.includes(category)) &&
      (severity ?? wait.severity) === wait.severity &&
      (wait.stage === 'whole' ? stage : (stage ?? wait.stage)) === wait.stage &&
      (level ?? wait.level) === wait.level,
  );
  const weight = ({ category, severity, stage, level }: Policy['ladders'][number]): number =>
    (category === undefined ? 0 : 8 * category.split('.').length) +
    (severity ? 4 : 0) +
    (stage ? 2 : 0) +
    (level ? 1 : 0);
  const [first, ...rest] = fitting;
  if (!first) throw new Error('a policy has a ladder for everything');
  return rest.reduce((best, ladder) => (weight(ladder) > weight(best) ? ladder : best), first).rungs;
};

export const jointTemplate = (policy: Policy, template: string) =>
  policy.jointTemplates.find(({ code }) => code === template);

/** The area codes to which a duty rule extends, given a unit of its kind: its own area, or the rule's. */
export const dutyArea = (duty: Duty, unitArea: string): string => duty.area ?? unitArea;
