import type { Actor } from '../actor.ts';
import type { AtHand } from '../process/context.ts';
import { whyNot } from '../process/decide.ts';
import type { Rejection } from '../rejection.ts';
import { type Case, openParts } from './case.ts';
import { ON_PARTS, type PersonalCommand, personalCommands } from './commands.ts';
import { caseProcess } from './definition.ts';

/** A command that somebody may give now, or the reason why they may not. */
export interface Offer {
  command: PersonalCommand['type'];
  /** The unit of the part that the command is about. */
  part?: string;
  because?: Rejection;
}

/**
 * What somebody may do in a case now, command by command, by the definitions that decide when they do it: stage, access, and
 * what refuses a command whatever is said with it. Commands that nobody of their role can ever give are left out.
 */
export const offersTo = (actor: Actor, current: Case, atHand: AtHand): Offer[] =>
  (Object.keys(personalCommands) as PersonalCommand['type'][])
    .filter((type) => personalCommands[type].roles.includes(actor.role))
    .flatMap((type) => {
      const offerOf = (part?: string): Offer => {
        const because = whyNot(caseProcess, actor, current, about(type, part), atHand);
        return { command: type, ...(part !== undefined && { part }), ...(because && { because }) };
      };
      if (!isOnPart(type)) return offerOf();
      const offers = openParts(current).map(({ unit }) => offerOf(unit.code));
      const open = offers.filter(({ because }) => !because);
      return open.length > 0 ? open : (nearest(offers) ?? offerOf());
    });

/** Of parts on which a command is refused, the one on which it is not for others to give. */
const nearest = (offers: readonly Offer[]): Offer | undefined =>
  offers.find(({ because }) => because?.kind !== 'forbidden') ?? offers[0];

const isOnPart = (type: string): boolean => (ON_PARTS as readonly string[]).includes(type);

/** A command of which nothing is said yet but what it is about: rules of access and refusals ask for no more. */
const about = (type: PersonalCommand['type'], part: string | undefined): PersonalCommand =>
  ({ type, ...(part !== undefined && { unit: part }) }) as PersonalCommand;
