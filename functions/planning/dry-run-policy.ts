import * as z from 'zod/mini';
import { mayDryRun } from '#domain/access.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import { forbidden, WHO_DRY_RUNS } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { givenInstant, instant, limit, unitName } from '#shared/http/schemas.ts';
import { sentence } from '#shared/http/sentences.ts';
import { dryRun } from './dry-run.ts';
import { policyGiven } from './policy-body.ts';
import type { PlanningServices } from './services.ts';

const due = z.object({ limit, dueAt: instant, beyondCalendar: z.boolean() });

export const dryRunPolicy = operation({
  id: 'dryRunPolicy',
  method: 'POST',
  path: '/policy/dry-run',
  summary: {
    'zh-CN': '办理规则试算：以往案件会有何不同',
    en: 'Dry run of a policy: what would have been different in past cases',
  },
  whoMay: WHO_DRY_RUNS,
  body: z.strictObject({
    policy: policyGiven,
    area: z.string().check(z.regex(/^\d{6}(\d{3})?$/, sentence('countyOrTownship'))),
    from: givenInstant,
    to: givenInstant,
    limit: z._default(z.int().check(z.gte(1), z.lte(200)), 100),
  }),
  status: 200,
  answer: z.object({
    policyVersion: z.string(),
    examined: z.int(),
    differing: z.int(),
    /** Whether the window holds no more cases than were examined. */
    complete: z.boolean(),
    cases: z.array(
      z.object({
        id: z.string(),
        unknownCategory: z.optional(z.literal(true)),
        routed: z.optional(z.object({ before: z.optional(unitName), after: z.optional(unitName) })),
        due: z.optional(z.object({ before: due, after: due })),
        whole: z.optional(z.object({ before: z.optional(due), after: z.optional(due) })),
        escalations: z.optional(z.object({ happened: z.int(), before: z.int(), after: z.int() })),
      }),
    ),
  }),
  run: async (
    { body: { policy: input, area, from, to, limit: most }, subject },
    { store, now, floor }: PlanningServices,
  ) => {
    if (!mayDryRun(await store.actor(subject), area)) throw new RejectionError(forbidden(WHO_DRY_RUNS));
    if (from >= to) throw new RejectionError(EMPTY_WINDOW);
    const window = { from, to };
    const { differences, ...tried } = await dryRun({
      store,
      now: now(),
      input,
      floor,
      area,
      window,
      limit: most,
    });
    return { body: { ...tried, differing: differences.length, cases: differences } };
  },
});

const EMPTY_WINDOW: Rejection = {
  kind: 'invalid',
  code: 'empty-window',
  field: 'to',
  message: {
    'zh-CN': '结束时间（to）须晚于开始时间（from）。',
    en: 'The end (to) must be later than the beginning (from).',
  },
};
