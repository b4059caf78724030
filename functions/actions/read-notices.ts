import * as z from 'zod/mini';
import { drivenCase } from '#domain/case/driven-case.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import { plusSeconds } from '#domain/time/instant.ts';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { givenInstant, instant } from '#shared/http/schemas.ts';
import { box, boxOf } from '#shared/use-cases/boxes.ts';
import { untilCommitted } from '#shared/use-cases/until-committed.ts';

/** A notice has the instant of its decision and is found a moment after the commit: what is newer may not be shown yet. */
const SETTLED_SECONDS = 60;

const answer = z.object({ box, readUntil: z.optional(instant) });

export const readNotices = operation({
  id: 'readNotices',
  method: 'POST',
  path: '/notices/read',
  summary: { 'zh-CN': '将消息标为已读', en: 'Mark notices as read' },
  whoMay: WHO_IS_SIGNED_IN,
  body: z.strictObject({ box, until: givenInstant }),
  status: 200,
  answer,
  run: ({ body, subject, request }, services) =>
    untilCommitted(services, async () => {
      const { store } = services;
      const now = services.now();
      const { answered } = await store.load(drivenCase, { request, now, ids: [] });
      if (answered !== undefined) return { body: answered as z.output<typeof answer>, replayed: true };
      const { actor, read } = await store.reader(subject);
      const list = boxOf(actor, body.box);
      if (list === undefined) throw new RejectionError(noUnit);
      const settled = plusSeconds(now, -SETTLED_SECONDS);
      const until = body.until < settled ? body.until : settled;
      const before = read.until[list];
      // Another device may have read on.
      const readUntil = before !== undefined && before > until ? before : until;
      const said = { box: body.box, readUntil };
      await store.saveRead(subject, { ...read, until: { ...read.until, [list]: readUntil } }, now, {
        request,
        answer: said,
      });
      return { body: said };
    }),
});

const noUnit: Rejection = {
  kind: 'invalid',
  code: 'no-unit',
  field: 'box',
  message: {
    'zh-CN': '您不属于任何单位；请用 box=own。',
    en: 'You belong to no unit; use the box "own".',
  },
};
