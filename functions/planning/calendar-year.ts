import * as z from 'zod/mini';
import { readable } from '#domain/readable.ts';
import { sentence } from '#shared/http/sentences.ts';

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

/** The year of a calendar as its notice gives it. */
export const calendarYear = z.strictObject(
  {
    year: z.int().check(z.gte(2000), z.lte(2099)),
    source: z.array(word).check(z.minLength(1), z.maxLength(20)),
    knownUntil: date,
    days: z
      .array(z.strictObject({ date, name: word, rest: z.boolean() }, ofHolidayCn))
      .check(z.minLength(1), z.maxLength(400)),
  },
  ofHolidayCn,
);
