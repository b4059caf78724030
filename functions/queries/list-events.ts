import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { forbidden, mayExport, mayKnowReporter } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import type { Case } from '#domain/case/case.ts';
import { CASE_FILE_FORMAT, type CaseFile } from '#domain/case/case-file.ts';
import { reportersOf } from '#domain/case/commands/merge.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { narrate } from '#domain/case/narrate.ts';
import { RejectionError } from '#domain/rejection.ts';
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

export const eventPage = z.object({ items: z.array(eventView), cursor: z.optional(z.string()) });

/** The history word for word: `npm run verify-history` checks it without the server. */
const caseFile = z.object({
  format: z.literal(CASE_FILE_FORMAT),
  caseId: z.string(),
  exportedAt: instant,
  events: z.array(z.record(z.string(), z.unknown())),
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
  query: z.object({
    ...page,
    /** `export` answers the whole history as a file, to operators and the city's dispatchers. */
    format: z._default(z.enum(['page', 'export']), 'page'),
  }),
  status: 200,
  answer: z.union([eventPage, caseFile]),
  run: async ({ params, query, subject, language }, { db, reference, now }) => {
    const { actor, current } = await readCaseFor(db, reference, subject, params.id);
    if (query.format === 'export') {
      if (!mayExport(actor, current)) throw new RejectionError(forbidden('export'));
      const file = await exported(db, current.id, now());
      return { body: file as z.input<typeof caseFile>, fileName: `${current.id}.gridward.json` };
    }
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

/**
 * What an export holds at most, in bytes of its JSON. Lambda answers with 6 MB, in which the file stands as text within
 * JSON: every quotation mark in it counts twice.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_EXPORT_BYTES = 4_500_000;

const exported = async (db: Database, caseId: string, exportedAt: string): Promise<CaseFile> => {
  const events: CaseEvent[] = [];
  let bytes = 0;
  for (let cursor: string | undefined; ; ) {
    const { events: some, last } = await readEvents(db, caseId, { limit: EXPORT_PAGE, cursor });
    events.push(...some);
    bytes += Buffer.byteLength(JSON.stringify(some));
    if (bytes > MAX_EXPORT_BYTES) throw new RejectionError(tooLong(events.length));
    if (last === undefined) return { format: CASE_FILE_FORMAT, caseId, exportedAt, events };
    cursor = cursorOf({ seq: last });
  }
};

/** DynamoDB ends a page at 1 MB by itself. */
const EXPORT_PAGE = 1000;

const tooLong = (events: number) => ({
  kind: 'invalid' as const,
  code: 'history-too-long',
  field: 'format',
  message: {
    'zh-CN': `本案过程超过 ${MAX_EXPORT_BYTES / 1_000_000} MB（至第 ${events} 条），无法作为一个文件导出；请分页读取。`,
    en: `The history passes ${MAX_EXPORT_BYTES / 1_000_000} MB at event ${events}, too much for one file; read it page by page.`,
  },
});

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
      by.kind === 'person' && reportersOf(current).includes(by.subject) && !mayKnowReporter(actor, current)
        ? { ...by, subject: undefined }
        : by,
    details: actor.role === 'resident' ? forReporter(said) : forStaff(said, language),
    previousHash,
    hash,
  };
};

/** What was reported stands in the case itself; the reporter's identity is told there or not at all. */
const forStaff = ({ matter, reporters, reason, ...said }: Record<string, unknown>, language: Language) => ({
  ...said,
  ...(reason !== undefined && { reason: typeof reason === 'string' ? reason : (reason as Text)[language] }),
});

/** A reporter follows where his case is; what offices write to each other is not for him. */
const forReporter = ({ unit, to, level }: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries({ unit, to, level }).filter(([, value]) => value !== undefined));
