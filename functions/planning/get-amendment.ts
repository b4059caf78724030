import * as z from 'zod/mini';
import type { Warning } from '#domain/amendment.ts';
import { WHO_READS_AMENDMENTS } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import type { Amendment } from '#shared/store/amendments.ts';
import type { Store } from '#shared/store/store.ts';
import { casesConcerned } from './amend-edition.ts';
import { amendmentParams, amendmentView, readAmendment, viewOf } from './amendment-view.ts';
import { calendarYear } from './calendar-year.ts';
import { policyTold } from './policy-body.ts';

export const getAmendment = operation({
  id: 'getAmendment',
  method: 'GET',
  path: '/amendments/{amendmentId}',
  summary: { 'zh-CN': '查看一项变更', en: 'Read an amendment' },
  whoMay: WHO_READS_AMENDMENTS,
  params: amendmentParams,
  status: 200,
  answer: z.object({
    ...amendmentView.shape,
    policy: z.optional(policyTold),
    calendarYear: z.optional(calendarYear),
  }),
  run: async ({ params, subject, language }, { store }) => {
    const { actor, amendment: kept } = await readAmendment(store, subject, params, WHO_READS_AMENDMENTS);
    const amendment = { ...kept, warnings: await warningsNow(store, kept) };
    return {
      body: {
        ...viewOf(amendment, actor, language),
        ...(amendment.kind === 'policy' && { policy: await store.city.policy(amendment.to) }),
        ...(amendment.year && { calendarYear: amendment.year }),
      },
    };
  },
});

/** An import knows nothing of cases, and an edition may wait for days: how many it concerns is counted while it waits. */
const warningsNow = async (store: Store, { kind, ending, to, warnings }: Amendment): Promise<Warning[]> => {
  if (kind !== 'edition' || ending) return [...warnings];
  const others = warnings.filter(({ code }) => code !== 'casesInGridsGone');
  return [...others, ...(await casesConcerned(store, to))];
};
