import * as z from 'zod/mini';
import { MILESTONES } from '#domain/case/milestones.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { Instant } from '#domain/time/instant.ts';
import { instant } from '#shared/http/schemas.ts';
import { sentence } from '#shared/http/sentences.ts';
import { formerSecretUntil, type Webhook } from '#shared/store/webhooks.ts';

export const webhookParams = z.object({
  webhookId: z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, sentence('webhookId'))),
});

/** A webhook as it is told: never with its secret. */
export const webhookView = z.object({
  id: z.string(),
  url: z.string(),
  milestones: z.array(z.enum(MILESTONES)),
  area: z.string(),
  createdAt: instant,
  rotatedAt: z.optional(instant),
  /** Until when the secret before the last one signs as well. */
  formerSecretUntil: z.optional(instant),
  /** Since when nothing is sent: the receiver said that it is gone. */
  stoppedAt: z.optional(instant),
});

/** The only answer that holds a secret; a repeated request gets it without. */
export const withSecret = z.object({ ...webhookView.shape, secret: z.optional(z.string()) });

export const viewOf = (webhook: Webhook, now: Instant) => {
  const { id, url, milestones, area, createdAt, rotatedAt, stoppedAt } = webhook;
  const until = formerSecretUntil(webhook);
  return {
    id,
    url,
    milestones: [...milestones],
    area,
    createdAt,
    ...(rotatedAt && { rotatedAt }),
    ...(until && until > now && { formerSecretUntil: until }),
    ...(stoppedAt && { stoppedAt }),
  };
};
export type WebhookView = ReturnType<typeof viewOf>;

export const unknownWebhook = (id: string): Rejection => ({
  kind: 'unknown',
  code: 'unknown-webhook',
  message: {
    'zh-CN': `没有编号为“${id}”的推送订阅，或不在您的辖区；请查看订阅列表（GET /webhooks）。`,
    en: `There is no webhook "${id}", or it is not of your area; see the list (GET /webhooks).`,
  },
});
