import { createHash } from 'node:crypto';
import { epochSeconds } from '#domain/time/instant.ts';
import { idempotencyKey } from './cases-table.ts';
import { type FoundTogether, nameOf } from './database.ts';
import type { Key } from './grids-table.ts';

/** A request that may be repeated: who sends it, the key it carries, and a fingerprint of what it asks. */
export interface Repeatable {
  subject: string;
  key: string;
  fingerprint: string;
}

/** The remembered answer to a request. It commits together with what the request changed. */
export type KeyItem = Key & { fingerprint: string; answer: unknown; expiresAt: number };

/** A key is remembered for a day. */
const KEY_SECONDS = 86_400;

export const repeatable = (subject: string, key: string, asked: unknown): Repeatable => ({
  subject,
  key,
  fingerprint: createHash('sha256').update(JSON.stringify(asked)).digest('base64url'),
});

export const keyOf = ({ subject, key }: Repeatable): Key => idempotencyKey(subject, key);

export const keyItem = (request: Repeatable, answer: unknown, now: string): KeyItem => ({
  ...keyOf(request),
  fingerprint: request.fingerprint,
  answer,
  expiresAt: epochSeconds(now) + KEY_SECONDS,
});

/** The same key came before with another request. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

/**
 * The answer given to this request before, if any.
 * @throws KeyReused when the key was used for something else.
 */
export const answerGiven = <A>(found: FoundTogether, request: Repeatable, now: string): A | undefined => {
  const item = found.cases.get(nameOf(keyOf(request))) as KeyItem | undefined;
  if (!item || item.expiresAt * 1000 < Date.parse(now)) return undefined;
  if (item.fingerprint !== request.fingerprint) throw new KeyReused();
  return item.answer as A;
};
