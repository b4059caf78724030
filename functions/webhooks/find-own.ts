import { mayAnnounce, mayOperate } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import { RejectionError } from '#domain/rejection.ts';
import { forbidden, WHO_ANNOUNCES } from '#domain/who-may.ts';
import type { Store } from '#shared/store/store.ts';
import type { Webhook } from '#shared/store/webhooks.ts';
import { unknownWebhook } from './view.ts';

/**
 * The webhook that an operator means, if it is of their area.
 * @throws RejectionError
 */
export const findOwn = async (store: Pick<Store, 'webhooks'>, actor: Actor, id: string): Promise<Webhook> => {
  if (!mayOperate(actor)) throw new RejectionError(forbidden(WHO_ANNOUNCES));
  const found = (await store.webhooks()).find((webhook) => webhook.id === id);
  if (!found || !mayAnnounce(actor, found.area)) throw new RejectionError(unknownWebhook(id));
  return found;
};
