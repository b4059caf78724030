import type { Store, TroubleOf } from '#shared/store/store.ts';
import type { TroubleKind, TroublePlace } from '#shared/store/troubles.ts';

/** The most that one request reads. */
const A_PAGE = 100;

/** The troubles of a kind that operators see, page by page, the oldest first. */
export async function* everyTrouble(
  store: Pick<Store, 'troubles'>,
  kind: TroubleKind,
): AsyncGenerator<TroubleOf[]> {
  let after: TroublePlace | undefined;
  do {
    const page = await store.troubles(kind, { limit: A_PAGE, ...(after && { after }) });
    yield page.troubles;
    after = page.next;
  } while (after !== undefined);
}
