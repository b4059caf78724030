import type { Context } from '#domain/process/context.ts';
import { type Change, catchUp } from '#domain/process/decide.ts';
import type { EventBody } from '#domain/process/event.ts';
import type { Process } from '#domain/process/process.ts';
import type { Kind, Store } from '../store/store.ts';

/** A process after everything that is due in it, of which the last part has yet to be committed. */
interface CaughtUp<P extends Process, Body extends EventBody> {
  /** As it is kept. */
  before: P;
  /** What has yet to be committed, together with whatever follows. */
  due: Change<P, Body>;
  context: Context;
}

/**
 * Does what is due in a process before anything else happens to it. What goes beyond one commit is committed at once, as
 * often as it takes, so that no rung is skipped however long the sweep was out.
 * @throws VersionConflict when somebody else's change came first
 */
export const dueFirst = async <P extends Process, Body extends EventBody>(
  store: Store,
  definition: Kind<P, Body>,
  found: P,
  contextFor: (current: P) => Promise<Context>,
): Promise<CaughtUp<P, Body>> => {
  for (let before = found; ; ) {
    const context = await contextFor(before);
    const { more, ...due } = catchUp(definition, before, context);
    if (!more) return { before, due, context };
    await store.commit([{ definition, before, ...due }], context.now);
    before = due.next;
  }
};
