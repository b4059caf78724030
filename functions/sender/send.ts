import { drivenCase } from '#domain/case/driven-case.ts';
import { epochSeconds, type Instant, secondsUntil } from '#domain/time/instant.ts';
import { loggedError } from '#shared/observability/logged-error.ts';
import { logger } from '#shared/observability/logger.ts';
import { VersionConflict } from '#shared/store/errors.ts';
import type { Store } from '#shared/store/store.ts';
import { causeOf } from '#shared/store/troubles.ts';
import { secretNames, undelivered, type Webhook, wants } from '#shared/store/webhooks.ts';
import type { SecretReader } from '#shared/webhooks/secrets.ts';
import { type Delivery, type Heard, readMessage } from './message.ts';
import type { Post } from './post.ts';
import type { Queue } from './queue.ts';
import { signedHeaders } from './sign.ts';

export interface SenderServices {
  store: Pick<Store, 'readAll' | 'webhooks' | 'saveWebhook' | 'noteTrouble' | 'endTrouble'>;
  secrets: SecretReader;
  queue: Queue;
  post: Post;
  now: () => Instant;
}

/** A message of the queue, as it comes for the n-th time. */
export interface Message {
  id: string;
  receipt: string;
  body: string;
  times: number;
  /** When it was put into the queue. */
  since: Instant;
}

/** The pauses after each try, in seconds; the last one is repeated. SQS takes 12 hours at most. */
const PAUSES = [10, 30, 120, 600, 1_800, 3_600, 7_200, 14_400];
/** How long a delivery is tried. */
const PATIENCE_SECONDS = 86_400;

/**
 * Works on messages of the queue side by side. Each may come twice: a receiver knows an event by its id. What fails comes
 * again, after pauses that grow, for a day; then operators see it (docs/adr/0054).
 * @returns the ids of the messages that shall come again, and how many were given up
 */
export const send = async (
  messages: readonly Message[],
  services: SenderServices,
): Promise<{ failed: string[]; givenUp: number }> => {
  let givenUp = 0;
  const failures = await Promise.all(
    messages.map(async (message) => {
      try {
        const read = readMessage(message.body);
        if ('heard' in read) await handOut(read.heard, services);
        else if (await isGivenUp(read.delivery, message, services)) givenUp += 1;
        return [];
      } catch (error) {
        logger.error('a message could not be dealt with', {
          messageId: message.id,
          error: loggedError(error),
        });
        return [message.id];
      }
    }),
  );
  return { failed: failures.flat(), givenUp };
};

/** Puts an event into the queue for each webhook that wants it, so that none waits for another's receiver. */
const handOut = async (
  { webhookId, ...happening }: Heard,
  { store, queue }: SenderServices,
): Promise<void> => {
  const { caseId, seq, type } = happening;
  const current = (await store.readAll(drivenCase, [caseId])).get(caseId);
  if (!current) return;
  const { grid } = drivenCase.filing(current);
  const webhooks = await store.webhooks();
  const again = webhookId !== undefined;
  const asked = again
    ? webhooks.filter(({ id }) => id === webhookId)
    : webhooks.filter((webhook) => wants(webhook, type, grid));
  await Promise.all(asked.map(({ id }) => queue.add({ ...happening, grid, webhookId: id, again })));
  // Nobody is left to be told.
  if (again && asked.length === 0)
    await store.endTrouble({ kind: drivenCase.kind, id: caseId }, undelivered(webhookId, seq));
};

/**
 * Tries a delivery.
 * @throws Error when it is to come again
 */
const isGivenUp = async (
  delivery: Delivery,
  { receipt, times, since }: Message,
  services: SenderServices,
): Promise<boolean> => {
  const { store, queue, now } = services;
  const process = { kind: drivenCase.kind, id: delivery.caseId };
  const name = undelivered(delivery.webhookId, delivery.seq);
  const webhook = (await store.webhooks()).find(({ id }) => id === delivery.webhookId);
  if (!webhook) {
    if (delivery.again) await store.endTrouble(process, name);
    return false;
  }
  const failure = await tell(webhook, delivery, services);
  if (!failure) {
    if (delivery.again) await store.endTrouble(process, name);
    return false;
  }
  const told = { ...process, seq: delivery.seq, webhookId: webhook.id, times };
  const left = PATIENCE_SECONDS - secondsUntil(since, now());
  if (failure.isFinal || left <= 0) {
    const cause = causeOf(failure.error);
    await store.noteTrouble(process, { ...name, since, cause, listed: true }, now());
    logger.error('a delivery was given up', { ...told, cause });
    return true;
  }
  const pause = PAUSES[Math.min(times, PAUSES.length) - 1] ?? 0;
  await queue.postpone(receipt, Math.min(pause, left));
  throw failure.error;
};

/** Why a receiver was not told; undefined when it was. */
const tell = async (
  webhook: Webhook,
  { webhookId: _, again, ...happening }: Delivery,
  { store, secrets, post, now }: SenderServices,
): Promise<{ error: Error; isFinal: boolean } | undefined> => {
  const { stoppedAt } = webhook;
  if (stoppedAt !== undefined && !again)
    return { error: new Error('the receiver had said that it is gone (410)'), isFinal: true };
  try {
    const found = await Promise.all(secretNames(webhook, now()).map((name) => secrets.read(name)));
    const inUse = found.filter((secret) => secret !== undefined);
    if (inUse.length === 0) throw new Error('the webhook has no secret; rotate it');
    const { type, at, ...data } = happening;
    const id = `${data.caseId}-${data.seq}`;
    const body = JSON.stringify({ type: `case.${type}`, timestamp: at, data });
    const headers = signedHeaders({ id, body, seconds: epochSeconds(now()) }, inUse);
    const status = await post(new URL(webhook.url), { headers, body });
    if (status >= 200 && status < 300) return undefined;
    if (status === 410 && stoppedAt === undefined) await stop(webhook, store, now());
    return { error: new Error(`the receiver answered ${status}`), isFinal: status === 410 };
  } catch (error) {
    return { error: error as Error, isFinal: false };
  }
};

/** A receiver that is gone for good is left alone; whoever made the webhook sees it in the list. */
const stop = async (webhook: Webhook, store: SenderServices['store'], now: Instant): Promise<void> => {
  try {
    await store.saveWebhook({ ...webhook, stoppedAt: now }, now);
  } catch (error) {
    // Another delivery has stopped it, or somebody has changed it: what comes next asks again.
    if (!(error instanceof VersionConflict)) throw error;
  }
};
