import * as z from 'zod/mini';
import { mayReadPolicy } from '#domain/access.ts';
import { RejectionError } from '#domain/rejection.ts';
import { forbidden, WHO_READS_POLICY } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { inForce } from '#shared/store/edition.ts';
import { policyTold } from './policy-body.ts';
import { since } from './since.ts';

export const getPolicy = operation({
  id: 'getPolicy',
  method: 'GET',
  path: '/policy',
  summary: {
    'zh-CN': '现行办理规则：类别、时限、催办阶梯和职责清单',
    en: 'Read the policy in force: categories, limits, ladders and duties',
  },
  whoMay: WHO_READS_POLICY,
  status: 200,
  answer: z.object({ version: z.string(), since: z.optional(since), policy: policyTold }),
  run: async ({ subject }, { store, now }) => {
    if (!mayReadPolicy(await store.actor(subject))) throw new RejectionError(forbidden(WHO_READS_POLICY));
    const { policyVersion, since: dates } = inForce(await store.city.stored(), now());
    return {
      body: {
        version: policyVersion,
        since: dates?.policy,
        policy: await store.city.policy(policyVersion),
      },
    };
  },
});
