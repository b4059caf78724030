import { createHash } from 'node:crypto';
import type { CaseEvent, NewEvent } from './event.ts';

/** The chain starts here; a history's first event points at it. */
export const GENESIS = '0'.repeat(64);

/** Sets an event in its place: numbered, and chained to the hash of the one before. */
export const chain = (event: NewEvent, seq: number, previousHash: string): CaseEvent => ({
  ...event,
  seq,
  previousHash,
  hash: hashOf({ ...event, seq, previousHash }),
});

/** The number of the first event that does not fit its chain; undefined when the whole history verifies. */
export const firstBrokenLink = (history: readonly CaseEvent[]): number | undefined => {
  let previous = GENESIS;
  for (const [index, { hash, ...event }] of history.entries()) {
    if (event.seq !== index + 1 || event.previousHash !== previous || hash !== hashOf(event))
      return index + 1;
    previous = hash;
  }
  return undefined;
};

/** SHA-256 over JSON with sorted keys: the same event has the same hash wherever it was stored. */
const hashOf = (event: object): string => createHash('sha256').update(canonical(event)).digest('hex');

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
