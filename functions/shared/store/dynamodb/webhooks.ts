import type { Instant } from '#domain/time/instant.ts';
import { RepeatedRequest, VersionConflict } from '../errors.ts';
import type { Remembered } from '../remembered.ts';
import type { Webhook } from '../webhooks.ts';
import { WEBHOOKS_PARTITION, webhookKey } from './cases-table.ts';
import { type CasesDatabase, contentOf, transactWrite } from './database.ts';
import { queryAll } from './documents.ts';
import { isConflict, reasonsOf } from './errors.ts';
import { rememberWrite } from './idempotency.ts';

export const readWebhooks = async ({ documents, casesTable }: CasesDatabase): Promise<Webhook[]> => {
  const items = await queryAll(documents, {
    TableName: casesTable,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': WEBHOOKS_PARTITION },
    ConsistentRead: true,
  });
  return items.map((item) => contentOf<Webhook>(item));
};

export const saveWebhook = async (
  { documents, casesTable }: CasesDatabase,
  webhook: Webhook,
  now: Instant,
  remembered?: Remembered,
): Promise<void> => {
  const { revision } = webhook;
  const Put = {
    TableName: casesTable,
    Item: { ...webhook, ...webhookKey(webhook.id), revision: revision + 1 },
    ConditionExpression: revision === 0 ? 'attribute_not_exists(pk)' : 'revision = :revision',
    ...(revision > 0 && { ExpressionAttributeValues: { ':revision': revision } }),
  };
  try {
    await transactWrite(documents, [
      { Put },
      ...(remembered ? [rememberWrite(casesTable, remembered, now)] : []),
    ]);
  } catch (error) {
    const reasons = reasonsOf(error);
    if (!reasons) throw error;
    if (reasons[1] === 'ConditionalCheckFailed') throw new RepeatedRequest();
    throw reasons.some(isConflict) ? new VersionConflict() : error;
  }
};

export const removeWebhook = async (
  { documents, casesTable }: CasesDatabase,
  id: string,
  now: Instant,
  remembered: Remembered,
): Promise<void> => {
  try {
    await transactWrite(documents, [
      rememberWrite(casesTable, remembered, now),
      { Delete: { TableName: casesTable, Key: webhookKey(id) } },
    ]);
  } catch (error) {
    if (!reasonsOf(error)?.some(isConflict)) throw error;
    throw new RepeatedRequest();
  }
};
