import type { EventBody } from '#domain/process/event.ts';
import type { Command, Process } from '#domain/process/process.ts';
import type { Deciding } from '../services.ts';
import type { Repeatable } from '../store/remembered.ts';
import { changeByPerson } from './change-by-person.ts';
import { type Given, givenBefore, givenNow } from './given.ts';
import { insistOn, type SeenVersion } from './seen-version.ts';
import { type ServedProcess, visible } from './served-process.ts';
import { untilCommitted } from './until-committed.ts';

interface Giving<P extends Process, Body extends EventBody, C extends Command, R> {
  services: Deciding;
  to: ServedProcess<P, Body, C, R>;
  id: string;
  command: C;
  /** Makes the command up with what it brings, once it is known that the person may give it. */
  complete?: (() => Promise<C>) | undefined;
  /** What must be done elsewhere before it commits. */
  beforehand?: (() => Promise<void>) | undefined;
  request: Repeatable;
  /** The version on which the caller insists. */
  seenVersion: SeenVersion | undefined;
}

/**
 * Gives a person's command on a process. Requests: person, process and key together; what the decision has to know of the
 * city; the transaction. When somebody else's change comes in between, the command is decided anew on the changed process,
 * unless the caller insists on the version that they have seen.
 * @throws RejectionError, VersionMismatch, KeyReused, and VersionConflict after too many lost races
 */
export const giveCommand = <P extends Process, Body extends EventBody, C extends Command, R>(
  giving: Giving<P, Body, C, R>,
): Promise<Given<R>> => untilCommitted(giving.services, () => giveOnce(giving));

const giveOnce = async <P extends Process, Body extends EventBody, C extends Command, R>({
  services,
  to: { definition, maySee, unknown, receiptOf },
  id,
  command,
  complete,
  beforehand,
  request,
  seenVersion,
}: Giving<P, Body, C, R>): Promise<Given<R>> => {
  const { store } = services;
  const now = services.now();
  const { actor, answered, found } = await store.load(definition, { request, now, ids: [id] });
  if (answered !== undefined) return givenBefore(answered);
  const current = visible(maySee, actor, found.get(id), unknown(id));
  insistOn(seenVersion, current);
  const change = await changeByPerson({
    services,
    definition,
    current,
    actor,
    now,
    asked: command,
    ...(complete && { decided: complete }),
  });
  const answer = receiptOf(change.next);
  await beforehand?.();
  await store.commit([{ definition, ...change }], now, { request, answer });
  return givenNow(answer);
};
