import * as z from 'zod/mini';
import { drivenCase } from '#domain/case/driven-case.ts';
import { WHO_ANNOUNCES } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { secretName } from '#shared/store/webhooks.ts';
import { findOwn } from './find-own.ts';
import type { WebhooksServices } from './services.ts';
import { viewOf, type WebhookView, webhookParams, withSecret } from './view.ts';

export const rotateSecret = operation({
  id: 'rotateSecret',
  method: 'POST',
  path: '/webhooks/{webhookId}/rotate-secret',
  summary: { 'zh-CN': '更换推送订阅的密钥', en: 'Give a webhook a new secret' },
  whoMay: WHO_ANNOUNCES,
  params: webhookParams,
  body: z.strictObject({}),
  status: 200,
  answer: withSecret,
  run: async ({ params, request }, services: WebhooksServices) => {
    const { store, secrets } = services;
    const now = services.now();
    const { actor, answered } = await store.load(drivenCase, { request, now, ids: [] });
    if (answered !== undefined) return { body: answered as WebhookView, replayed: true };
    const webhook = await findOwn(store, actor, params.webhookId);
    const rotated = { ...webhook, secrets: webhook.secrets + 1, rotatedAt: now };
    const view = viewOf(rotated, now);
    await store.saveWebhook(rotated, now, { request, answer: view });
    const secret = services.newSecret();
    await secrets.keep(secretName(rotated, rotated.secrets), secret);
    if (rotated.secrets > 2) await secrets.discard(secretName(rotated, rotated.secrets - 2));
    return { body: { ...view, secret } };
  },
});
