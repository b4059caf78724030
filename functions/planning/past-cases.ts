import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CaseEvent } from '#domain/case/event.ts';
import type { Instant } from '#domain/time/instant.ts';
import { EVENT_PREFIX, eventKey, eventOf, FILED_INDEX } from '#shared/persistence/cases-table.ts';
import type { Database } from '#shared/persistence/database.ts';

/** Cases reported from `from` on and before `to`. */
export interface Window {
  from: Instant;
  to: Instant;
}

/** The ids of a township's cases of a window, oldest first, `limit` at most: one read of the index. */
export const filedIn = async (
  { documents, casesTable }: Database,
  township: string,
  { from, to }: Window,
  limit: number,
): Promise<{ id: string; filedSort: string }[]> => {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: casesTable,
      IndexName: FILED_INDEX,
      KeyConditionExpression: 'filedIn = :township AND filedSort BETWEEN :from AND :to',
      // "#" follows every instant in the key: `to` itself lies behind all that was reported before it.
      ExpressionAttributeValues: { ':township': township, ':from': from, ':to': to },
      Limit: limit,
    }),
  );
  return (Items as { filedSort: string }[]).map(({ filedSort }) => ({
    id: filedSort.slice(filedSort.indexOf('#') + 1),
    filedSort,
  }));
};

/** The whole history of a case; one request for a megabyte of it, which is more than cases have. */
export const historyOf = async ({ documents, casesTable }: Database, id: string): Promise<CaseEvent[]> => {
  const events: CaseEvent[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: casesTable,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
        ExpressionAttributeValues: { ':pk': eventKey(id, 1).pk, ':event': EVENT_PREFIX },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    events.push(...Items.map(eventOf));
    start = LastEvaluatedKey;
  } while (start);
  return events;
};

/** Applies `work` to every entry, so many at once, and keeps their order. */
export const eachOf = async <Entry, Answer>(
  entries: readonly Entry[],
  work: (entry: Entry) => Promise<Answer>,
): Promise<Answer[]> => {
  const answers: Answer[] = [];
  const left = entries.entries();
  // Every worker takes the next entry from the one iterator.
  const worker = async () => {
    for (const [i, entry] of left) answers[i] = await work(entry);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return answers;
};

/** Requests under way at once. */
const CONCURRENCY = 16;
