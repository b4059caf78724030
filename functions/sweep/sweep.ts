import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { applyRule } from '#shared/cases/apply-rule.ts';
import type { Services } from '#shared/http/operation.ts';
import { logger } from '#shared/observability/logger.ts';
import { caseIdOf, DUE_INDEX, DUE_SHARDS } from '#shared/persistence/cases-table.ts';
import type { Database } from '#shared/persistence/database.ts';

type SweepServices = Omit<Services, 'newId' | 'draw'>;

export interface Swept {
  due: number;
  failed: number;
}

/** Cases that one sweep works on at the same time, over all shards. */
const PER_PAGE = 25;

/**
 * Fires every rung that is due, case by case, each in its own transaction. A case that fails holds up no
 * other; it stays in the index and comes up again with the next sweep.
 */
export const sweep = async (
  services: SweepServices,
  timeIsUp: () => boolean = () => false,
): Promise<Swept> => {
  const now = services.now();
  const shards = await Promise.all(
    Array.from({ length: DUE_SHARDS }, (_, shard) => sweepShard(services, String(shard), now, timeIsUp)),
  );
  return {
    due: shards.reduce((sum, { due }) => sum + due, 0),
    failed: shards.reduce((sum, { failed }) => sum + failed, 0),
  };
};

const sweepShard = async (
  services: SweepServices,
  shard: string,
  now: string,
  timeIsUp: () => boolean,
): Promise<Swept> => {
  const swept: Swept = { due: 0, failed: 0 };
  let start: Record<string, unknown> | undefined;
  do {
    const { ids, next } = await dueCases(services.db, shard, now, start);
    const done = await Promise.allSettled(ids.map((id) => fire(services, id)));
    swept.due += ids.length;
    swept.failed += done.filter(({ status }) => status === 'rejected').length;
    start = next;
  } while (start && !timeIsUp());
  return swept;
};

const dueCases = async (
  { documents, casesTable }: Database,
  shard: string,
  now: string,
  start: Record<string, unknown> | undefined,
) => {
  const { Items = [], LastEvaluatedKey } = await documents.send(
    new QueryCommand({
      TableName: casesTable,
      IndexName: DUE_INDEX,
      // "#~" sorts behind every "#<case id>" of the same instant.
      KeyConditionExpression: 'dueShard = :shard AND dueSort <= :now',
      ExpressionAttributeValues: { ':shard': shard, ':now': `${now}#~` },
      Limit: PER_PAGE,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  return { ids: Items.map(({ pk }) => caseIdOf(pk)), next: LastEvaluatedKey };
};

const fire = async ({ db, reference, now }: SweepServices, caseId: string): Promise<void> => {
  try {
    await applyRule({ db, reference, now: now() }, caseId, { type: 'advanceClock' });
  } catch (error) {
    logger.error('a due case could not be advanced', { caseId, error: error as Error });
    throw error;
  }
};
