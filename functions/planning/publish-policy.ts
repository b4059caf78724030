import * as z from 'zod/mini';
import { forbidden, mayPublishPolicy } from '#domain/access.ts';
import { RejectionError } from '#domain/rejection.ts';
import { operation } from '#shared/http/operation.ts';
import { putPolicyInForce } from './put-policy-in-force.ts';
import type { PlanningServices } from './services.ts';

export const publishPolicy = operation({
  id: 'publishPolicy',
  method: 'PUT',
  path: '/policy',
  summary: {
    'zh-CN': '发布办理规则新版本：在办案件沿用原版本，新案件一分钟内适用新版本',
    en: 'Publish a new version of the policy: open cases keep their version, new cases use the new one within a minute',
  },
  body: z.strictObject({ policy: z.record(z.string(), z.unknown()) }),
  status: 200,
  answer: z.object({ version: z.string(), changed: z.boolean() }),
  run: async ({ body, subject }, { store, now, floor }: PlanningServices) => {
    if (!mayPublishPolicy(await store.actor(subject))) throw new RejectionError(forbidden('publishPolicy'));
    return { body: await putPolicyInForce(store.city, body.policy, floor, now()) };
  },
});
