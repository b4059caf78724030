import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Definition } from '#domain/process/process.ts';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import { DEFINITIONS } from './definitions.ts';
import { environment, referenceSeconds, text } from './environment.ts';
import { openDynamoStore } from './store/dynamodb/dynamo-store.ts';
import type { Store } from './store/store.ts';

/** What use cases work with, besides what they are asked. Tests pass their own. */
export interface Services {
  store: Store;
  /** Every kind of process that is driven. */
  definitions: readonly Definition[];
  now: () => Instant;
  /** A secret of a decision's own, of which nobody can guess anything: the salts of its events are drawn from it. */
  newSeed: () => string;
  /** Waits so many milliseconds. */
  pause: (milliseconds: number) => Promise<unknown>;
}

/** What it takes to decide and commit. */
export type Deciding = Pick<Services, 'store' | 'definitions' | 'now' | 'newSeed' | 'pause'>;

/** The services of a function that works on processes, as its environment names them. */
export const openServices = (): Services => {
  const { CASES_TABLE, GRIDS_TABLE, REFERENCE_SECONDS } = environment({
    CASES_TABLE: text,
    GRIDS_TABLE: text,
    REFERENCE_SECONDS: referenceSeconds,
  });
  return {
    store: openDynamoStore({
      casesTable: CASES_TABLE,
      gridsTable: GRIDS_TABLE,
      definitions: DEFINITIONS,
      referenceSeconds: REFERENCE_SECONDS,
    }),
    definitions: DEFINITIONS,
    now: () => instantAt(Date.now()),
    // Each holds 122 bits from a store of random bytes; `randomBytes` would ask the system for every decision.
    newSeed: () => `${randomUUID()}${randomUUID()}`,
    pause: setTimeout,
  };
};
