import * as z from 'zod/mini';
import { caseProcess } from '#domain/case/definition.ts';
import { lineOf } from '#domain/case/listing.ts';
import { NOTICE_NAMES, type NoticeName } from '#domain/case/notices.ts';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { instant, page, yes } from '#shared/http/schemas.ts';
import { placeOfSealed, sealedCursor } from '#shared/http/sealed-cursor.ts';
import type { NoticePlace } from '#shared/store/store.ts';
import { box, boxOf } from '#shared/use-cases/boxes.ts';
import { caseLine, namesOf } from './list-cases.ts';

export const what = z.enum(Object.keys(NOTICE_NAMES) as [NoticeName, ...NoticeName[]]);

export const listNotices = operation({
  id: 'listNotices',
  method: 'GET',
  path: '/notices',
  summary: {
    'zh-CN': '消息：提醒、亮牌、督办、审批、答复和结果，最新的在前',
    en: 'Notices: reminders, cards, decisions, answers and results, the latest first',
  },
  whoMay: WHO_IS_SIGNED_IN,
  query: z.strictObject({ ...page, box, unread: z.exactOptional(yes) }),
  status: 200,
  answer: z.object({
    items: z.array(
      z.object({
        what,
        at: instant,
        /** The event of the case's history that it tells of. */
        seq: z.int(),
        read: z.boolean(),
        case: caseLine,
        names: z.object({ what: z.string() }),
      }),
    ),
    /** Until when the caller has read what stands in the box. */
    readUntil: z.optional(instant),
    cursor: z.optional(z.string()),
  }),
  run: async ({ query: { limit, cursor, ...asked }, subject, language }, { store, now }) => {
    const { actor, read } = await store.reader(subject);
    const list = boxOf(actor, asked.box);
    if (list === undefined) return { body: { items: [] } };
    const { policyVersion, contentHash } = await store.city.current();
    const seal = { secret: contentHash, bound: ['listNotices', subject, list, asked] };
    const after = cursor === undefined ? undefined : placeOfSealed<NoticePlace>(cursor, seal);
    const readUntil = read.until[list];
    const { notices, next } = await store.told(list, {
      limit,
      ...(after && { after }),
      ...(asked.unread && readUntil !== undefined && { since: readUntil }),
    });
    const policy = await store.city.policy(policyVersion);
    const ids = new Set(
      notices.filter(({ place }) => place.kind === caseProcess.kind).map(({ place }) => place.id),
    );
    const found = await store.readAll(caseProcess, [...ids]);
    const items = notices.flatMap(({ place: { id, at, seq }, ...told }) => {
      const current = found.get(id);
      const line = current && lineOf(actor, current, now());
      if (!line) return [];
      // What it is called is its process's to say; the schema of the answer holds it to that.
      const name = told.what as NoticeName;
      return {
        what: name,
        at,
        seq,
        read: readUntil !== undefined && at <= readUntil,
        case: { ...line, names: namesOf(line, policy, language) },
        names: { what: NOTICE_NAMES[name][language] },
      };
    });
    return {
      body: {
        items,
        ...(readUntil !== undefined && { readUntil }),
        ...(next && { cursor: sealedCursor(next, seal) }),
      },
    };
  },
});
