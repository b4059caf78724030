import { type Actor, unitOf } from '../actor.ts';
import type { Rejection } from '../rejection.ts';
import type { Case } from './case.ts';
import type { Command, CommandType, Context, Decide, Done, FilingCommand, FilingContext } from './command.ts';
import { acknowledge } from './commands/acknowledge.ts';
import { advanceClock } from './commands/advance-clock.ts';
import { assign, assignByDutyList, designate } from './commands/assign.ts';
import { changeSeverity } from './commands/change-severity.ts';
import { attach, comment } from './commands/comment.ts';
import { decline } from './commands/decline.ts';
import { delegate } from './commands/delegate.ts';
import { escalate } from './commands/escalate.ts';
import { followUp } from './commands/follow-up.ts';
import { absorb, merge } from './commands/merge.ts';
import { park, restart } from './commands/park.ts';
import { approvePart, extendPart, refusePart, removePart, returnPart } from './commands/parts.ts';
import { recalculate } from './commands/recalculate.ts';
import { rehome } from './commands/rehome.ts';
import { reopen } from './commands/reopen.ts';
import { report } from './commands/report.ts';
import { approve, extend, refuse, requestVoid, suspend } from './commands/request.ts';
import { respond } from './commands/respond.ts';
import { resume } from './commands/resume.ts';
import { returnToDispatcher } from './commands/return.ts';
import { selfHandle } from './commands/self-handle.ts';
import { submitResult } from './commands/submit-result.ts';
import { reply, supervise } from './commands/supervise.ts';
import { verify } from './commands/verify.ts';
import { whistle } from './commands/whistle.ts';
import type { By, CaseEvent } from './event.ts';
import { evolve } from './evolve.ts';
import { chain, GENESIS } from './history.ts';

const deciders: { [T in CommandType]: Decide<T> } = {
  assign,
  assignByDutyList,
  designate,
  delegate,
  acknowledge,
  return: returnToDispatcher,
  whistle,
  respond,
  returnPart,
  removePart,
  extendPart,
  approvePart,
  refusePart,
  submitResult,
  verify,
  followUp,
  escalate,
  extend,
  suspend,
  resume,
  void: requestVoid,
  approve,
  refuse,
  changeSeverity,
  supervise,
  reply,
  decline,
  merge,
  absorb,
  reopen,
  attach,
  comment,
  advanceClock,
  recalculate,
  rehome,
  park,
  restart,
};

/** Every command that can be decided. */
export const COMMAND_TYPES = Object.keys(deciders) as readonly CommandType[];

/** The events that a command adds, and the case after them. */
export interface Change {
  events: CaseEvent[];
  next: Case;
}

/** Files a new case. Whether the actor may is `mayFile`'s to say, before. */
export const file = (command: FilingCommand, context: FilingContext): Change => {
  const [first, ...rest] =
    command.type === 'report' ? report(command, context) : selfHandle(command, context);
  const filed = set(undefined, first, context, command.type);
  return rest.reduce<Change>((change, done) => add(change, done, context, command.type), {
    events: [filed.event],
    next: filed.next,
  });
};

/**
 * Decides a command on a case: what it adds, or the reason why it changes nothing. Pure: the same case,
 * command and context always give the same answer. Whether the actor may is `mayCommand`'s to say, before.
 */
export const decide = (
  current: Case,
  command: Command,
  context: Context,
): Change | { rejection: Rejection } => {
  const decideIt = deciders[command.type] as Decide<CommandType>;
  const decision = decideIt(current, command, context);
  return 'rejection' in decision
    ? decision
    : decision.happenings.reduce<Change>((change, done) => add(change, done, context, command.type), {
        events: [],
        next: current,
      });
};

const add = ({ events, next: current }: Change, done: Done, context: FilingContext, rule: string): Change => {
  const { event, next } = set(current, done, context, rule);
  return { events: [...events, event], next };
};

/** Sets what happened in its place: numbered, chained, by whom and when. */
const set = (
  current: Case | undefined,
  { by, ...happening }: Done,
  { now, actor }: FilingContext,
  rule: string,
): { event: CaseEvent; next: Case } => {
  const event = chain(
    { ...happening, at: now, by: by ?? byOf(actor, rule) },
    (current?.version ?? 0) + 1,
    current?.lastHash ?? GENESIS,
  );
  return { event, next: evolve(current, event) };
};

const byOf = (actor: Actor | undefined, rule: string): By => {
  if (!actor) return { kind: 'rule', rule };
  const unit = unitOf(actor);
  return { kind: 'person', subject: actor.subject, role: actor.role, ...(unit && { unit: unit.code }) };
};

/**
 * Rungs that fire in one step at most. After a long outage the rest follows with the next; a transaction of
 * that many events stays far below DynamoDB's 100 items.
 */
const MAX_RUNGS = 20;

/**
 * Fires every rung that is due, one behind the other. Also done before a person's command, in the same step: a
 * rung whose time has come must not be lost because the command replaces its clock.
 */
export const catchUp = (current: Case, context: Context): Change => {
  let change: Change = { events: [], next: current };
  for (let rungs = 0; rungs < MAX_RUNGS; rungs++) {
    const fired = decide(change.next, { type: 'advanceClock' }, context);
    if ('rejection' in fired || fired.events.length === 0) break;
    change = { events: [...change.events, ...fired.events], next: fired.next };
  }
  return change;
};
