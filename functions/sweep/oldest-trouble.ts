import { type Instant, secondsUntil } from '#domain/time/instant.ts';
import type { Store } from '#shared/store/store.ts';
import type { TroubleKind } from '#shared/store/troubles.ts';

/** For how many seconds the oldest trouble of a kind has lasted; 0 where there is none. */
export const oldestTrouble = async (
  store: Pick<Store, 'troubles'>,
  kind: TroubleKind,
  now: Instant,
): Promise<number> => {
  const [oldest] = (await store.troubles(kind, { limit: 1 })).troubles;
  return oldest ? Math.max(1, secondsUntil(oldest.since, now)) : 0;
};
