import { forbidden, mayCommand } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import type { Case } from '#domain/case/case.ts';
import type { Command, Context, PersonalCommand } from '#domain/case/command.ts';
import { type Change, catchUp, decide } from '#domain/case/decide.ts';
import { RejectionError } from '#domain/rejection.ts';

/**
 * What a person's command adds to a case, after everything that is due in it. Access and decision both rest on the
 * case as it is then; `decided` differs from what was asked where the asking changes another case, too.
 * @throws RejectionError when the person may not, or the case refuses
 */
export const changeOf = (
  current: Case,
  actor: Actor,
  asked: PersonalCommand,
  context: Context,
  decided: Command = asked,
): Change => {
  const caught = catchUp(current, context);
  if (!mayCommand(actor, asked, caught.next)) throw new RejectionError(forbidden(asked.type));
  const change = decide(caught.next, decided, context);
  if ('rejection' in change) throw new RejectionError(change.rejection);
  return { events: [...caught.events, ...change.events], next: change.next };
};
