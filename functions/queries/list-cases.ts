import * as z from 'zod/mini';
import { mayListArea } from '#domain/access.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { FLAG_NAMES, FLAGS, fits, type Line, lineOf } from '#domain/case/listing.ts';
import { STAGES } from '#domain/case/stages.ts';
import { type Coded, wordsOfCase } from '#domain/case/words.ts';
import { hasCategory, type Policy, SEVERITIES } from '#domain/policy/policy.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { Language } from '#domain/text.ts';
import type { Instant } from '#domain/time/instant.ts';
import { forbidden, WHO_LISTS } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import {
  areaCode,
  code,
  givenInstantInQuery,
  instant,
  level,
  listOf,
  page,
  severity,
  stage,
  unitCode,
  unitName,
  yes,
} from '#shared/http/schemas.ts';
import { placeOfSealed, sealedCursor } from '#shared/http/sealed-cursor.ts';
import { unknownArea } from '#shared/http/unknown-area.ts';
import type { Spot } from '#shared/store/orders.ts';
import { inLanguage } from './in-language.ts';
import { searchFor } from './list-order.ts';

const yesOrNo = z.pipe(
  z.enum(['true', 'false']),
  z.transform((said) => said === 'true'),
);

export const flag = z.enum(FLAGS);

export const caseLine = z.object({
  id: z.string(),
  number: z.optional(z.string()),
  title: z.optional(z.string()),
  category: z.string(),
  severity,
  level,
  grid: z.string(),
  stage,
  unit: z.optional(unitName),
  dueAt: z.optional(instant),
  suspendedUntil: z.optional(instant),
  overdue: z.optional(z.boolean()),
  wholeDueAt: z.optional(instant),
  reportedAt: instant,
  closedAt: z.optional(instant),
  flags: z.array(flag),
  /** What its codes mean, in the caller's language, by the policy in force; what that has no name for is absent. */
  names: z.object({
    stage: z.string(),
    category: z.optional(z.string()),
    severity: z.string(),
    level: z.string(),
    flags: z.array(z.string()),
  }),
});

/** Where a page ends, and when a walk along changes began. */
interface Place {
  after: Spot;
  asOf?: Instant;
}

export const listCases = operation({
  id: 'listCases',
  method: 'GET',
  path: '/cases',
  summary: {
    'zh-CN': '案件列表：按区划、阶段、单位、类别、等级、时限等条件查询',
    en: 'List cases by area, stage, unit, category, severity, deadline and more',
  },
  whoMay: WHO_LISTS,
  query: z.strictObject({
    ...page,
    area: z.exactOptional(areaCode),
    stage: z.exactOptional(listOf(STAGES)),
    unit: z.exactOptional(unitCode),
    category: z.exactOptional(code),
    severity: z.exactOptional(listOf(SEVERITIES)),
    overdue: z.exactOptional(yes),
    dueBefore: z.exactOptional(givenInstantInQuery),
    filedFrom: z.exactOptional(givenInstantInQuery),
    filedBefore: z.exactOptional(givenInstantInQuery),
    reporter: z.exactOptional(z.enum(['me'])),
    open: z.exactOptional(yesOrNo),
    changedSince: z.exactOptional(givenInstantInQuery),
    flags: z.exactOptional(listOf(FLAGS)),
    sort: z.exactOptional(z.enum(['due', 'filed'])),
  }),
  status: 200,
  answer: z.object({
    items: z.array(caseLine),
    cursor: z.optional(z.string()),
    /** With `changedSince`: what to ask with the next time. */
    asOf: z.optional(instant),
  }),
  run: async ({ query: { limit, cursor, ...asked }, subject, language }, { store, now }) => {
    const { stage: stages, severity: severities, ...others } = asked;
    const wish = { ...others, ...(stages && { stages }), ...(severities && { severities }) };
    const at = now();
    const actor = await store.actor(subject);
    const { area, category, changedSince, reporter } = wish;
    if (area !== undefined && reporter === undefined && !mayListArea(actor, area))
      throw new RejectionError(forbidden(WHO_LISTS));
    const { policyVersion, contentHash } = await store.city.current();
    const policy = await store.city.policy(policyVersion);
    if (category !== undefined && !hasCategory(policy, category))
      throw new RejectionError(unknownCategory(category));
    const { order, tellsDeadlines, filter, ...range } = searchFor(wish, actor, at);

    const seal = { secret: contentHash, bound: ['listCases', subject, asked] };
    const from = cursor === undefined ? undefined : placeOfSealed<Place>(cursor, seal);
    const asOf = changedSince === undefined ? {} : { asOf: from?.asOf ?? at };
    const { spots, next } = await store.find(order, {
      limit,
      ...range,
      ...(category !== undefined && { category }),
      ...(from && { after: from.after }),
    });
    const ids = new Set(spots.filter(({ kind }) => kind === caseProcess.kind).map(({ id }) => id));
    const found = await store.readAll(caseProcess, [...ids]);
    if (ids.size === 0 && area !== undefined && !from && !(await store.city.area(area)))
      throw new RejectionError(unknownArea(area));
    const lines = [...ids].flatMap((id) => {
      const current = found.get(id);
      const line = current && lineOf(actor, current, at);
      if (!line || !fits(line, filter)) return [];
      // Between two whose deadlines are known, its place would tell one that is not.
      return tellsDeadlines && line.dueAt === undefined ? [] : [line];
    });
    return {
      body: {
        items: lines.map((line) => ({ ...line, names: namesOf(line, policy, language) })),
        ...(next && { cursor: sealedCursor({ after: next, ...asOf } satisfies Place, seal) }),
        ...asOf,
      },
    };
  },
});

type Names = z.input<typeof caseLine>['names'];

export const namesOf = (line: Line, policy: Policy, language: Language): Names => ({
  ...(inLanguage(wordsOfCase(line as Coded, policy), language) as Omit<Names, 'flags'>),
  flags: line.flags.map((flag) => FLAG_NAMES[flag][language]),
});

const unknownCategory = (category: string): Rejection => ({
  kind: 'invalid',
  code: 'unknown-category',
  field: 'category',
  message: {
    'zh-CN': `现行办理规则中没有类别“${category}”；可用 GET /catalogue 查看。`,
    en: `The policy in force has no category "${category}"; see GET /catalogue.`,
  },
});
