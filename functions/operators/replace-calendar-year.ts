import * as z from 'zod/mini';
import { forbidden, mayOperate, WHO_OPERATES } from '#domain/access.ts';
import { readable } from '#domain/readable.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import { operation } from '#shared/http/operation.ts';
import { sentence } from '#shared/http/sentences.ts';
import { putYearInForce } from './put-year-in-force.ts';

const date = z.iso.date(sentence('date'));
const [composed, onLine] = readable('line');
const word = z.string().check(composed, z.minLength(1), z.maxLength(200), onLine);

/** Who sends the list that many convert from is told its fields in ours. */
const ofHolidayCn = {
  error: (issue: { code?: string; keys?: string[] }) =>
    issue.code === 'unrecognized_keys' && /papers|isOffDay/.test(String(issue.keys))
      ? sentence('holidayCn')
      : undefined,
};

export const replaceCalendarYear = operation({
  id: 'replaceCalendarYear',
  method: 'PUT',
  path: '/calendars/{year}',
  summary: {
    'zh-CN': '录入或更正某年的放假调休安排，并在后台重算受影响的到期时间',
    en: 'Load or correct the holiday notice of a year; the deadlines that it affects are recalculated in the background',
  },
  params: z.object({ year: z.string().check(z.regex(/^20\d\d$/, sentence('year'))) }),
  body: z.strictObject(
    {
      year: z.int(),
      source: z.array(word).check(z.minLength(1), z.maxLength(20)),
      knownUntil: date,
      days: z
        .array(z.strictObject({ date, name: word, rest: z.boolean() }, ofHolidayCn))
        .check(z.minLength(1), z.maxLength(400)),
    },
    ofHolidayCn,
  ),
  status: 200,
  answer: z.object({ calendarVersion: z.string(), knownUntil: z.string(), changed: z.boolean() }),
  run: async ({ params, body, subject }, { store, now }) => {
    if (!mayOperate(await store.actor(subject)))
      throw new RejectionError(forbidden('replaceCalendarYear', WHO_OPERATES));
    if (String(body.year) !== params.year) throw new RejectionError(otherYear(params.year, body.year));
    return { body: await putYearInForce(store, body, now()) };
  },
});

const otherYear = (asked: string, told: number): Rejection => ({
  kind: 'invalid',
  code: 'other-year',
  field: 'year',
  message: {
    'zh-CN': `路径中的年份为 ${asked}，正文中为 ${told}；请保持一致。`,
    en: `The path names the year ${asked}, the body ${told}; use the same year.`,
  },
});
