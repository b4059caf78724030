import pMap from 'p-map';
import { caseProcess } from '#domain/case/definition.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Store } from '#shared/store/store.ts';
import { wholeHistory } from '#shared/use-cases/whole-history.ts';

/** Cases reported from `from` on and before `to`. */
export interface Window {
  from: Instant;
  to: Instant;
}

interface PastCases {
  store: Store;
  area: string;
  window: Window;
  limit: number;
}

/** The oldest cases of a window, with their histories: one request a township of the area, and one a case. */
export const pastCases = async ({
  store,
  area,
  window,
  limit,
}: PastCases): Promise<{ histories: CaseEvent[][]; complete: boolean }> => {
  const townships =
    area.length === COUNTY_DIGITS
      ? (await store.city.children(area, { limit: MOST_TOWNSHIPS })).areas.map(({ code }) => code)
      : [area];
  // One more than asked for tells whether there are more.
  const found = await pMap(townships, (township) => store.filed(township, window, limit + 1), SIDE_BY_SIDE);
  const filed = found
    .flat()
    .filter(({ process }) => process.kind === caseProcess.kind)
    .sort((a, b) => Date.parse(a.filedAt) - Date.parse(b.filedAt) || (a.process.id < b.process.id ? -1 : 1));
  return {
    histories: await pMap(
      filed.slice(0, limit),
      ({ process }) => wholeHistory(store, caseProcess, process.id),
      SIDE_BY_SIDE,
    ),
    complete: filed.length <= limit,
  };
};

/** Requests under way at once. */
const SIDE_BY_SIDE = { concurrency: 16 };

const COUNTY_DIGITS = 6;
/** China's largest counties have some sixty townships. */
const MOST_TOWNSHIPS = 100;
