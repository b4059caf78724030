import * as z from 'zod/mini';
import { mayReadAmendments } from '#domain/access.ts';
import { RejectionError } from '#domain/rejection.ts';
import { forbidden, WHO_READS_AMENDMENTS } from '#domain/who-may.ts';
import { cursorOf, placeOfCursor } from '#shared/http/cursor.ts';
import { operation } from '#shared/http/operation.ts';
import { page } from '#shared/http/schemas.ts';
import { amendmentParams, amendmentView, viewOf } from './amendment-view.ts';

/** Where a page ends. */
const place = amendmentParams;

export const listAmendments = operation({
  id: 'listAmendments',
  method: 'GET',
  path: '/amendments',
  summary: { 'zh-CN': '变更记录', en: 'The record of amendments' },
  whoMay: WHO_READS_AMENDMENTS,
  query: z.object(page),
  status: 200,
  answer: z.object({ items: z.array(amendmentView), cursor: z.optional(z.string()) }),
  run: async ({ query: { limit, cursor }, subject, language }, { store }) => {
    const actor = await store.actor(subject);
    if (!mayReadAmendments(actor)) throw new RejectionError(forbidden(WHO_READS_AMENDMENTS));
    const { amendments, next } = await store.city.amendments({
      limit,
      ...(cursor !== undefined && { after: placeOfCursor(cursor, place).amendmentId }),
    });
    return {
      body: {
        items: amendments.map((amendment) => viewOf(amendment, actor, language)),
        ...(next !== undefined && { cursor: cursorOf({ amendmentId: next }) }),
      },
    };
  },
});
