import type { Actor } from '#domain/actor.ts';
import { type Change, decide, may, notAllowed } from '#domain/process/decide.ts';
import type { EventBody } from '#domain/process/event.ts';
import type { ClockName, Command, Definition, Process } from '#domain/process/process.ts';
import { RejectionError } from '#domain/rejection.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Deciding } from '../services.ts';
import { contextOf, needsOf } from './context.ts';
import { dueFirst } from './due-first.ts';

interface Changing<P extends Process, Body extends EventBody, C extends Command> {
  services: Deciding;
  definition: Definition<P, Body, C, ClockName>;
  current: P;
  actor: Actor;
  now: Instant;
  /** What the person asks for. */
  asked: C;
  /**
   * What is decided; it differs from what was asked where the asking changes another process, too. A function makes it up
   * once it is known that the person may, as of files.
   */
  decided?: C | (() => Promise<C>);
}

/**
 * What a person's command adds to a process, after everything that is due in it. Access and decision both rest on the
 * process as it is then.
 * @throws RejectionError when the person may not, or the process refuses; VersionConflict when somebody else's change
 *   came first
 */
export const changeByPerson = async <P extends Process, Body extends EventBody, C extends Command>({
  services,
  definition,
  current,
  actor,
  now,
  asked,
  decided = asked,
}: Changing<P, Body, C>): Promise<Change<P, Body> & { before: P }> => {
  const toKnow = typeof decided === 'function' ? asked : decided;
  const { before, due, context } = await dueFirst(services.store, definition, current, async (process) =>
    contextOf(services, await needsOf(services, definition, process, toKnow), process.policyVersion, {
      now,
      actor,
    }),
  );
  if (!may(definition, actor, due.next, asked)) throw new RejectionError(notAllowed(definition, asked));
  const command = typeof decided === 'function' ? await decided() : decided;
  const change = decide(definition, due.next, command, context);
  if ('rejection' in change) throw new RejectionError(change.rejection);
  return { before, events: [...due.events, ...change.events], next: change.next };
};
