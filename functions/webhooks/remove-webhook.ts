import * as z from 'zod/mini';
import { drivenCase } from '#domain/case/driven-case.ts';
import { WHO_ANNOUNCES } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { secretName } from '#shared/store/webhooks.ts';
import { findOwn } from './find-own.ts';
import type { WebhooksServices } from './services.ts';
import { viewOf, type WebhookView, webhookParams, webhookView } from './view.ts';

export const removeWebhook = operation({
  id: 'removeWebhook',
  method: 'POST',
  path: '/webhooks/{webhookId}/remove',
  summary: { 'zh-CN': '删除推送订阅', en: 'Remove a webhook' },
  whoMay: WHO_ANNOUNCES,
  params: webhookParams,
  body: z.strictObject({}),
  status: 200,
  answer: webhookView,
  run: async ({ params, request }, services: WebhooksServices) => {
    const { store, secrets } = services;
    const now = services.now();
    const { actor, answered } = await store.load(drivenCase, { request, now, ids: [] });
    if (answered !== undefined) return { body: answered as WebhookView, replayed: true };
    const webhook = await findOwn(store, actor, params.webhookId);
    const view = viewOf(webhook, now);
    // First the secrets: without its record nobody would know of them any more.
    for (const number of [webhook.secrets - 1, webhook.secrets])
      if (number > 0) await secrets.discard(secretName(webhook, number));
    await store.removeWebhook(webhook.id, now, { request, answer: view });
    return { body: view };
  },
});
