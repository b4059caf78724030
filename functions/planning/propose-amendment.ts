import * as z from 'zod/mini';
import { AMENDMENT_KINDS } from '#domain/amendment.ts';
import { WHO_OPERATES } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { reason, version } from '#shared/http/schemas.ts';
import { sentence } from '#shared/http/sentences.ts';
import { amendmentView, viewOf } from './amendment-view.ts';
import { calendarYear } from './calendar-year.ts';
import { policyGiven } from './policy-body.ts';
import { propose, type Wish } from './propose.ts';
import type { PlanningServices } from './services.ts';

/** One thing is amended at a time. */
const oneWish = z.refine<{ policy?: unknown; calendarYear?: unknown; earlier?: unknown }>(
  ({ policy, calendarYear: year, earlier }) =>
    [policy, year, earlier].filter((wish) => wish !== undefined).length === 1,
  { path: ['policy'], error: sentence('oneWish') },
);

export const proposeAmendment = operation({
  id: 'proposeAmendment',
  method: 'POST',
  path: '/amendments',
  summary: {
    'zh-CN': '提出变更：办理规则、工作日历或生效版本',
    en: 'Propose an amendment of policy, calendar or edition',
  },
  whoMay: WHO_OPERATES,
  body: z
    .strictObject({
      reason,
      policy: z.exactOptional(policyGiven),
      calendarYear: z.exactOptional(calendarYear),
      earlier: z.exactOptional(z.strictObject({ kind: z.enum(AMENDMENT_KINDS), version })),
    })
    .check(oneWish),
  status: 201,
  answer: amendmentView,
  run: async ({ body: { reason: why, ...wish }, request, language }, services: PlanningServices) => {
    const proposed = await propose({ services, wish: wish as Wish, reason: why, request });
    const { actor, proposal, replayed } = proposed;
    return { body: viewOf(proposal, actor, language), location: `/amendments/${proposal.id}`, replayed };
  },
});
