import { createWebhook } from './create-webhook.ts';
import { listWebhooks } from './list-webhooks.ts';
import { removeWebhook } from './remove-webhook.ts';
import { rotateSecret } from './rotate-secret.ts';

export const operations = [listWebhooks, createWebhook, rotateSecret, removeWebhook];
