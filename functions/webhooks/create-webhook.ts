import * as z from 'zod/mini';
import { mayAnnounce } from '#domain/access.ts';
import { drivenCase } from '#domain/case/driven-case.ts';
import { MILESTONES } from '#domain/case/milestones.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { Text } from '#domain/text.ts';
import { forbidden, WHO_ANNOUNCES } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { areaCode } from '#shared/http/schemas.ts';
import { unknownArea } from '#shared/http/unknown-area.ts';
import { MOST_WEBHOOKS, secretName, type Webhook } from '#shared/store/webhooks.ts';
import { addressFault } from '#shared/webhooks/address.ts';
import type { WebhooksServices } from './services.ts';
import { viewOf, type WebhookView, withSecret } from './view.ts';

export const createWebhook = operation({
  id: 'createWebhook',
  method: 'POST',
  path: '/webhooks',
  summary: {
    'zh-CN': '新建推送订阅：案件到达所选节点时通知该地址',
    en: 'Create a webhook: an address that is told of milestones',
  },
  whoMay: WHO_ANNOUNCES,
  body: z.strictObject({
    url: z.string().check(z.minLength(1), z.maxLength(500)),
    area: areaCode,
    milestones: z.array(z.enum(MILESTONES)).check(z.minLength(1), z.maxLength(MILESTONES.length)),
  }),
  status: 200,
  answer: withSecret,
  run: async ({ body, request }, services: WebhooksServices) => {
    const { store, secrets, listedHosts } = services;
    const now = services.now();
    const { actor, answered } = await store.load(drivenCase, { request, now, ids: [] });
    if (answered !== undefined) return { body: answered as WebhookView, replayed: true };
    if (!mayAnnounce(actor, body.area)) throw new RejectionError(forbidden(WHO_ANNOUNCES));
    const url = URL.parse(body.url);
    if (!url) throw new RejectionError(addressNotAllowed(NO_ADDRESS));
    const fault = addressFault(url, listedHosts);
    if (fault) throw new RejectionError(addressNotAllowed(fault));
    if (!(await store.city.area(body.area)))
      throw new RejectionError({ ...unknownArea(body.area), field: 'area' });
    if ((await store.webhooks()).length >= MOST_WEBHOOKS) throw new RejectionError(TOO_MANY);
    const webhook: Webhook = {
      id: services.newId(),
      url: url.href,
      milestones: [...new Set(body.milestones)],
      area: body.area,
      createdAt: now,
      createdBy: actor.subject,
      secrets: 1,
      revision: 0,
    };
    const view = viewOf(webhook, now);
    // What is remembered lies in the table, so the secret is not of it; and only who has made the webhook makes its secret.
    await store.saveWebhook(webhook, now, { request, answer: view });
    const secret = services.newSecret();
    await secrets.keep(secretName(webhook, 1), secret);
    return { body: { ...view, secret } };
  },
});

const NO_ADDRESS: Text = {
  'zh-CN': 'url：不是完整的网址；请写成 https://example.gov.cn/gridward 的形式。',
  en: 'url: this is no whole address; use one such as https://example.gov.cn/gridward.',
};

const addressNotAllowed = (message: Text): Rejection => ({
  kind: 'invalid',
  code: 'address-not-allowed',
  field: 'url',
  message,
});

const TOO_MANY: Rejection = {
  kind: 'conflict',
  code: 'too-many-webhooks',
  message: {
    'zh-CN': `全市最多 ${MOST_WEBHOOKS} 个推送订阅；请先删除不再使用的（POST /webhooks/{webhookId}/remove）。`,
    en: `A city has at most ${MOST_WEBHOOKS} webhooks; first remove one that is not used any more (POST /webhooks/{webhookId}/remove).`,
  },
};
