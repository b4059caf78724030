import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type Actor, unitOf } from '#domain/actor.ts';
import { readActor } from '#shared/cases/read-case.ts';
import { cursorOf, placeOfCursor } from '#shared/http/cursor.ts';
import { operation } from '#shared/http/operation.ts';
import { instant, page } from '#shared/http/schemas.ts';
import { PARKED_WORKLIST, WORKLIST_INDEX, type WorklistEntry } from '#shared/persistence/cases-table.ts';
import type { Database } from '#shared/persistence/database.ts';

const entry = z.object({
  id: z.string(),
  title: z.string(),
  category: z.string(),
  severity: z.string(),
  level: z.string(),
  grid: z.string(),
  stage: z.string(),
  dueAt: instant,
  part: z.optional(z.string()),
  reason: z.optional(z.string()),
});

export const worklist = operation({
  id: 'worklist',
  method: 'GET',
  path: '/worklist',
  summary: {
    'zh-CN': '待办：本单位现在要办的案件和协办事项，最紧急的在前；运维人员看到搁置的案件',
    en: 'What the unit must act on now, most urgent first; operators see parked cases',
  },
  query: z.object(page),
  status: 200,
  answer: z.object({ items: z.array(entry), cursor: z.optional(z.string()) }),
  run: async ({ query, subject }, { db, reference }) => {
    const actor = await readActor(db, reference, subject);
    const list = actor.role === 'operator' ? PARKED_WORKLIST : unitOf(actor)?.code;
    return { body: list === undefined ? { items: [] } : await readList(db, list, actor, query) };
  },
});

const place = z.object({ pk: z.string(), sk: z.string(), worklistSort: z.string() });

const readList = async (
  { documents, casesTable }: Database,
  list: string,
  actor: Actor,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) => {
  const start = cursor === undefined ? undefined : placeOfCursor(cursor, place);
  const { Items = [], LastEvaluatedKey } = await documents.send(
    new QueryCommand({
      TableName: casesTable,
      IndexName: WORKLIST_INDEX,
      KeyConditionExpression: 'worklistUnit = :list',
      ExpressionAttributeValues: {
        ':list': list,
        ...(actor.role === 'gridWorker' && { ':area': actor.area }),
      },
      // A grid worker shares the committee's list, but sees his own grids of it only.
      ...(actor.role === 'gridWorker' && { FilterExpression: 'begins_with(grid, :area)' }),
      Limit: limit,
      ...(start && { ExclusiveStartKey: { ...start, worklistUnit: list } }),
    }),
  );
  return {
    items: Items as unknown as WorklistEntry[],
    ...(LastEvaluatedKey && { cursor: cursorOf(withoutList(LastEvaluatedKey)) }),
  };
};

/** The list is taken from the token, never from the cursor. */
const withoutList = ({ worklistUnit, ...place }: Record<string, unknown>) => place;
