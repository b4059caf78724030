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
  /** What is decided, made up once it is known that the person may, as of files. */
  decided?: () => Promise<C>;
}

/**
 * What a person's command adds to a process, after everything that is due in it. Access and decision both rest on the
 * process as it is then.
 * @throws RejectionError when the person may not, or the process refuses; VersionConflict when somebody else's change
 *   came first
 */
export const changeByPerson = <P extends Process, Body extends EventBody, C extends Command>({
  decided,
  ...changing
}: Changing<P, Body, C>): Promise<Change<P, Body> & { before: P }> =>
  changed(changing, (due) => {
    const { definition, actor, asked } = changing;
    if (!may(definition, actor, due, asked)) throw new RejectionError(notAllowed(definition, asked));
    return decided?.() ?? asked;
  });

/**
 * What a rule adds to a process because of what a person changes in another one. Access was asked there.
 * @throws RejectionError when the process refuses; VersionConflict when somebody else's change came first
 */
export const changeThatFollows = <P extends Process, Body extends EventBody, C extends Command>(
  changing: Omit<Changing<P, Body, C>, 'decided'>,
): Promise<Change<P, Body> & { before: P }> => changed(changing, () => changing.asked);

const changed = async <P extends Process, Body extends EventBody, C extends Command>(
  { services, definition, current, actor, now, asked }: Omit<Changing<P, Body, C>, 'decided'>,
  commandOn: (due: P) => C | Promise<C>,
): Promise<Change<P, Body> & { before: P }> => {
  const { before, due, context } = await dueFirst(services.store, definition, current, async (process) =>
    contextOf(services, await needsOf(services, definition, process, asked), process.policyVersion, {
      now,
      actor,
    }),
  );
  const command = await commandOn(due.next);
  const change = decide(definition, due.next, command, context);
  if ('rejection' in change) throw new RejectionError(change.rejection);
  return { before, events: [...due.events, ...change.events], next: change.next };
};
