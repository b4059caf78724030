import { epochSeconds, type Instant } from '#domain/time/instant.ts';
import { KeyReused } from '../errors.ts';
import type { Remembered, Repeatable } from '../remembered.ts';
import { REMEMBERED_SECONDS } from '../remembered.ts';
import { requestKey } from './cases-table.ts';
import { type Found, nameOf } from './database.ts';
import type { Item, Write } from './documents.ts';

/** The answers by which repeated requests are recognised. They commit together with what the request changed. */

/**
 * The answer given to this request before, if any.
 * @throws KeyReused when the key was used for something else
 */
export const answerGiven = (cases: Found, request: Repeatable, now: Instant): unknown => {
  const item = cases.get(nameOf(requestKey(request)));
  // The table's clean-up may come later than a key ends.
  if (!item || (item.expiresAt as number) < epochSeconds(now)) return undefined;
  if (item.fingerprint !== request.fingerprint) throw new KeyReused();
  return item.answer;
};

/** The write of an answer; it fails while the same key is remembered. */
export const rememberWrite = (TableName: string, { request, answer }: Remembered, now: Instant): Write => ({
  Put: {
    TableName,
    Item: {
      ...requestKey(request),
      fingerprint: request.fingerprint,
      answer,
      expiresAt: epochSeconds(now) + REMEMBERED_SECONDS,
    } satisfies Item,
    ConditionExpression: 'attribute_not_exists(pk) OR expiresAt < :now',
    ExpressionAttributeValues: { ':now': epochSeconds(now) },
  },
});
