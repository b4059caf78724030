import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { mayKnowReporter } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import type { Case } from '#domain/case/case.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { narrate } from '#domain/case/narrate.ts';
import type { Language, Text } from '#domain/text.ts';
import { readCaseFor } from '#shared/cases/read-case.ts';
import { cursorOf, placeOfCursor } from '#shared/http/cursor.ts';
import { operation } from '#shared/http/operation.ts';
import { caseParams, instant, page } from '#shared/http/schemas.ts';
import { EVENT_PREFIX, eventKey, eventOf } from '#shared/persistence/cases-table.ts';
import type { Database } from '#shared/persistence/database.ts';

const eventView = z.object({
  seq: z.int(),
  type: z.string(),
  at: instant,
  by: z.object({
    kind: z.enum(['person', 'rule']),
    rule: z.optional(z.string()),
    role: z.optional(z.string()),
    unit: z.optional(z.string()),
    subject: z.optional(z.string()),
  }),
  /** What happened, in one sentence of the caller's language. */
  text: z.string(),
  /** What the event says: units, clocks, reasons, texts. The reporter himself sees units only. */
  details: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
});

export const listEvents = operation({
  id: 'listEvents',
  method: 'GET',
  path: '/cases/{id}/events',
  summary: {
    'zh-CN': '案件过程：谁在何时依据什么做了什么',
    en: 'The history of a case: who did what, when and by which rule',
  },
  params: caseParams,
  query: z.object(page),
  status: 200,
  answer: z.object({ items: z.array(eventView), cursor: z.optional(z.string()) }),
  run: async ({ params, query, subject, language }, { db, reference }) => {
    const { actor, current } = await readCaseFor(db, reference, subject, params.id);
    const { events, last } = await readEvents(db, current.id, query);
    return {
      body: {
        items: events.map((event) => viewOf(event, current, actor, language)),
        ...(last !== undefined && { cursor: cursorOf({ seq: last }) }),
      },
    };
  },
});

/** Events come six digits wide in the table; no case has more. */
const place = z.object({ seq: z.int().check(z.gte(1), z.lte(999_999)) });

const readEvents = async (
  { documents, casesTable }: Database,
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ events: CaseEvent[]; last?: number }> => {
  const after = cursor === undefined ? 0 : placeOfCursor(cursor, place).seq;
  const { Items = [], LastEvaluatedKey } = await documents.send(
    new QueryCommand({
      TableName: casesTable,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
      ExpressionAttributeValues: { ':pk': eventKey(id, 1).pk, ':event': EVENT_PREFIX },
      Limit: limit,
      ConsistentRead: true,
      ...(after > 0 && { ExclusiveStartKey: eventKey(id, after) }),
    }),
  );
  const events = Items.map(eventOf);
  const last = events.at(-1)?.seq;
  return { events, ...(LastEvaluatedKey && last !== undefined && { last }) };
};

const viewOf = (
  event: CaseEvent,
  current: Case,
  actor: Actor,
  language: Language,
): z.input<typeof eventView> => {
  const { seq, type, at, by, previousHash, hash, ...said } = event;
  return {
    seq,
    type,
    at,
    text: narrate(event)[language],
    by:
      by.kind === 'person' && by.subject === current.reporter && !mayKnowReporter(actor, current)
        ? { ...by, subject: undefined }
        : by,
    details: actor.role === 'resident' ? forReporter(said) : forStaff(said, language),
    previousHash,
    hash,
  };
};

/** What was reported stands in the case itself; the reporter's identity is told there or not at all. */
const forStaff = ({ matter, reason, ...said }: Record<string, unknown>, language: Language) => ({
  ...said,
  ...(reason !== undefined && { reason: typeof reason === 'string' ? reason : (reason as Text)[language] }),
});

/** A reporter follows where his case is; what offices write to each other is not for him. */
const forReporter = ({ unit, to, level }: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries({ unit, to, level }).filter(([, value]) => value !== undefined));
