import type { EventBody, ProcessEvent } from '#domain/process/event.ts';
import type { Process } from '#domain/process/process.ts';
import type { Kind, Store } from '../store/store.ts';

const EVENTS_A_PAGE = 500;

/** A history from its first event to its last, a page at a time: for whoever may stop before its end. */
export async function* historyPages<P extends Process, Body extends EventBody>(
  store: Pick<Store, 'history'>,
  definition: Kind<P, Body>,
  id: string,
): AsyncGenerator<ProcessEvent<Body>[]> {
  let after = 0;
  for (;;) {
    const { events, more } = await store.history(definition, id, { after, limit: EVENTS_A_PAGE });
    yield events;
    if (!more) return;
    after += events.length;
  }
}

/** A whole history. */
export const wholeHistory = async <P extends Process, Body extends EventBody>(
  store: Pick<Store, 'history'>,
  definition: Kind<P, Body>,
  id: string,
): Promise<ProcessEvent<Body>[]> => {
  const events: ProcessEvent<Body>[] = [];
  for await (const page of historyPages(store, definition, id)) events.push(...page);
  return events;
};
