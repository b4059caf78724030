import type { Actor } from '#domain/actor.ts';
import type { EventBody, ProcessEvent } from '#domain/process/event.ts';
import type { Command, Outcome, Process } from '#domain/process/process.ts';
import type { Store } from '../store/store.ts';
import { type ServedProcess, visible } from './served-process.ts';

interface Reading<P extends Process, Body extends EventBody> {
  store: Pick<Store, 'loadWithStart'>;
  of: Pick<ServedProcess<P, Body, Command, unknown>, 'definition' | 'maySee' | 'unknown'>;
  subject: string;
  id: string;
}

/**
 * A process, its first event (which tells how it began), what came of it and the person who asks, in one request.
 * @throws RejectionError for whoever may not see the process, as if it did not exist
 */
export const readProcess = async <P extends Process, Body extends EventBody>({
  store,
  of: { definition, maySee, unknown },
  subject,
  id,
}: Reading<P, Body>): Promise<{
  actor: Actor;
  current: P;
  start: ProcessEvent<Body>;
  outcome?: Outcome;
}> => {
  const { actor, found } = await store.loadWithStart(definition, subject, id);
  const current = visible(maySee, actor, found?.current, unknown(id));
  const { start, outcome } = found as NonNullable<typeof found>;
  return { actor, current, start, ...(outcome && { outcome }) };
};
