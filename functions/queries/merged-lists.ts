import * as z from 'zod/mini';
import { instant } from '#shared/http/schemas.ts';
import type { ListEntry, ListPlace, Store } from '#shared/store/store.ts';

/** Several lists as one, most urgent first, a page at a time. */

/** Longer texts stand in no key of the store. */
const word = z.string().check(z.minLength(1), z.maxLength(100));
const place = z.object({ kind: word, id: word, name: z.string().check(z.maxLength(100)), dueAt: instant });

/** Where a page ends: in each of the lists the last line that was shown, its beginning, or its end. */
export const placesIn = z.object({
  lists: z
    .array(z.union([place, z.literal('beginning'), z.literal('end')]))
    .check(z.minLength(1), z.maxLength(2)),
});
export type Places = z.output<typeof placesIn>['lists'];

/** A list, and the area to which it is narrowed. */
export interface Narrowed {
  list: string;
  within?: string;
}

/**
 * A page of several lists: as many requests as there are lists. Of a list that is narrowed a page may come back short of
 * what the others have: then nothing is shown that might lie behind what is still to come.
 */
export const pageOfLists = async (
  store: Pick<Store, 'list'>,
  lists: readonly Narrowed[],
  { limit, after }: { limit: number; after: Places | undefined },
): Promise<{ entries: ListEntry[]; next?: Places }> => {
  const begins = lists.map((_, index) => after?.[index] ?? 'beginning');
  const pages = await Promise.all(
    lists.map(async ({ list, ...narrowed }, index) => {
      const from = begins[index]!;
      if (from === 'end') return { entries: [], next: undefined };
      const page = await store.list(list, {
        limit,
        ...(from !== 'beginning' && { after: from }),
        ...narrowed,
      });
      return { next: undefined, ...page };
    }),
  );
  const known = pages.flatMap(({ next }) => (next ? [orderOf(next)] : [])).sort()[0];
  const shown = pages
    .flatMap(({ entries }) => entries)
    .toSorted((a, b) => (orderOf(a.place) < orderOf(b.place) ? -1 : 1))
    .filter(({ place: at }) => known === undefined || orderOf(at) <= known)
    .slice(0, limit);
  const next = pages.map(({ entries, next: behind }, index) => {
    const own = entries.filter((entry) => shown.includes(entry));
    if (own.length === entries.length) return behind ?? 'end';
    return own.at(-1)?.place ?? begins[index]!;
  });
  return { entries: shown, ...(next.some((one) => one !== 'end') && { next }) };
};

const orderOf = ({ dueAt, id, name }: ListPlace): string => `${dueAt}#${id}#${name}`;
