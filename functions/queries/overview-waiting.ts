import { WHY_NAMES, type Why } from '#domain/case/entries.ts';
import type { Language } from '#domain/text.ts';
import { MOST_READ } from '#shared/store/orders.ts';
import type { Store } from '#shared/store/store.ts';
import type { Narrowed } from './merged-lists.ts';

/** How much waits for somebody, by why. */
export interface Waiting {
  items: { why: Why; name: string; count: number }[];
  atLeast?: true;
}

/** One read for each list. */
export const countWaiting = async (
  store: Pick<Store, 'list'>,
  lists: readonly Narrowed[],
  { area, language }: { area: string | undefined; language: Language },
): Promise<Waiting> => {
  const pages = await Promise.all(
    // An area that is asked for lies within the caller's own, to which some lists are narrowed already.
    lists.map(({ list, ...narrowed }) =>
      store.list(list, { limit: MOST_READ, ...narrowed, ...(area !== undefined && { within: area }) }),
    ),
  );
  const whys = Map.groupBy(
    pages.flatMap(({ entries }) => entries),
    ({ why }) => why as Why,
  );
  return {
    items: (Object.keys(WHY_NAMES) as Why[]).flatMap((why) => {
      const lines = whys.get(why);
      return lines ? [{ why, name: WHY_NAMES[why][language], count: lines.length }] : [];
    }),
    ...(pages.some(({ next }) => next) && { atLeast: true as const }),
  };
};
