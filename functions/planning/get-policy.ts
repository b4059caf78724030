import * as z from 'zod/mini';
import { forbidden, mayReadPolicy } from '#domain/access.ts';
import { RejectionError } from '#domain/rejection.ts';
import { operation } from '#shared/http/operation.ts';
import { inForce } from '#shared/store/city-store.ts';

export const getPolicy = operation({
  id: 'getPolicy',
  method: 'GET',
  path: '/policy',
  summary: {
    'zh-CN': '现行办理规则：类别、时限、催办阶梯和职责清单',
    en: 'Read the policy in use: categories, limits, ladders and duties',
  },
  status: 200,
  answer: z.object({ version: z.string(), policy: z.unknown() }),
  run: async ({ subject }, { store, now }) => {
    if (!mayReadPolicy(await store.actor(subject))) throw new RejectionError(forbidden('getPolicy'));
    const { policyVersion } = inForce(await store.city.stored(), now());
    return { body: { version: policyVersion, policy: await store.city.policy(policyVersion) } };
  },
});
