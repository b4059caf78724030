import pMap from 'p-map';
import type { Case } from '#domain/case/case.ts';
import { drivenCase } from '#domain/case/driven-case.ts';
import { DUE_SHARDS } from '#shared/store/due-index.ts';
import type { Store } from '#shared/store/store.ts';

/** Some of the open cases, and whether these are all of them. */
export interface OpenCases {
  cases: Case[];
  complete: boolean;
}

/**
 * Open cases, `MOST_OF_SHARD` of each shard at most: a city may have tens of thousands, and a proposal is answered within
 * seconds. What is counted in them holds at least.
 */
export const openCases = async (store: Pick<Store, 'open' | 'readAll'>): Promise<OpenCases> => {
  const pages = await Promise.all(
    Array.from({ length: DUE_SHARDS }, (_, shard) => store.open(shard, undefined, MOST_OF_SHARD)),
  );
  const ids = pages.flatMap(({ open }) =>
    open.flatMap(({ kind, id }) => (kind === drivenCase.kind ? id : [])),
  );
  const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, i) =>
    ids.slice(i * BATCH, (i + 1) * BATCH),
  );
  const found = await pMap(batches, (batch) => store.readAll(drivenCase, batch));
  return {
    cases: found.flatMap((batch) => [...batch.values()]),
    complete: pages.every(({ next }) => next === undefined),
  };
};

const MOST_OF_SHARD = 60;
/** As many as one read takes. */
const BATCH = 100;
