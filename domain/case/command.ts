import { takesPart } from '../access.ts';
import type { Actor } from '../actor.ts';
import type { AtHand, Context, Needs, PersonalContext } from '../process/context.ts';
import type { Command, Decision, PersonalCommandDefinition, RuleDefinition } from '../process/process.ts';
import type { Rejection } from '../rejection.ts';
import type { Case, CaseAt, Stage } from './case.ts';
import type { CaseEventBody } from './event.ts';
import { whoMay } from './who-may.ts';

/**
 * Defines a command that people give on a case: the stages at which it is possible, who may, and what comes of it
 * there. Whoever may not see a case, or was taken off it, may do nothing in it.
 */
export const personal = <C extends Command, const S extends Stage>(defined: {
  stages: readonly S[];
  may: (actor: Actor, current: Case, command: NoInfer<C>) => boolean;
  needs?: (command: C, context: Pick<Context, 'policy'>) => Omit<Needs, 'grid'>;
  refuses?: (current: CaseAt<S>, command: NoInfer<C>, atHand: AtHand) => Rejection | undefined;
  decide: (current: CaseAt<S>, command: C, context: PersonalContext) => Decision<CaseEventBody>;
}): PersonalCommandDefinition<Case, CaseEventBody, C, S> => ({
  ...defined,
  ...whoMay(defined.may),
  may: (actor, current, command) => takesPart(actor, current) && defined.may(actor, current, command),
});

/** Defines a command that the system gives itself; where it has no place it does nothing if `otherwise` says so. */
export const rule = <C extends Command, const S extends Stage>(
  defined: RuleDefinition<Case, CaseEventBody, C, S> & {
    decide: (current: CaseAt<S>, command: C, context: Context) => Decision<CaseEventBody>;
  },
): RuleDefinition<Case, CaseEventBody, C, S> => defined;
