import * as z from 'zod/mini';
import { mayAnnounce, mayOperate } from '#domain/access.ts';
import { RejectionError } from '#domain/rejection.ts';
import { forbidden, WHO_OPERATES } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { viewOf, webhookView } from './view.ts';

export const listWebhooks = operation({
  id: 'listWebhooks',
  method: 'GET',
  path: '/webhooks',
  summary: {
    'zh-CN': '推送订阅列表：本人辖区内的全部订阅，不含密钥',
    en: 'List the webhooks of the caller’s area, without their secrets',
  },
  whoMay: WHO_OPERATES,
  status: 200,
  answer: z.object({ items: z.array(webhookView) }),
  run: async ({ subject }, { store, now }) => {
    const actor = await store.actor(subject);
    if (!mayOperate(actor)) throw new RejectionError(forbidden(WHO_OPERATES));
    const own = (await store.webhooks()).filter(({ area }) => mayAnnounce(actor, area));
    return { body: { items: own.map((webhook) => viewOf(webhook, now())) } };
  },
});
