import { mayOperate, maySee } from '../access.ts';
import {
  type AdvanceClock,
  commonCommands,
  type Park,
  type Recalculate,
  type Redrive,
  type Restart,
} from '../process/common.ts';
import type { Command, PersonalCommandDefinition, RuleDefinition } from '../process/process.ts';
import type { Case } from './case.ts';
import { type Acknowledge, acknowledge } from './commands/acknowledge.ts';
import { type Appeal, appeal } from './commands/appeal.ts';
import {
  type Assign,
  type AssignByDutyList,
  assign,
  assignByDutyList,
  type Designate,
  designate,
} from './commands/assign.ts';
import { type Attach, attach } from './commands/attach.ts';
import { type ChangeSeverity, changeSeverity } from './commands/change-severity.ts';
import { type Comment, comment } from './commands/comment.ts';
import { type Decline, decline } from './commands/decline.ts';
import { type Delegate, delegate } from './commands/delegate.ts';
import { type Escalate, escalate } from './commands/escalate.ts';
import { type FollowUp, followUp } from './commands/follow-up.ts';
import { type Absorb, absorb, type Merge, merge } from './commands/merge.ts';
import {
  type ApprovePart,
  approvePart,
  type ExtendPart,
  extendPart,
  type RefusePart,
  type RemovePart,
  type Respond,
  type ReturnPart,
  refusePart,
  removePart,
  respond,
  returnPart,
} from './commands/parts.ts';
import { type Rehome, rehome } from './commands/rehome.ts';
import { type Reopen, reopen } from './commands/reopen.ts';
import {
  type Approve,
  approve,
  type Extend,
  extend,
  type Refuse,
  type RequestVoid,
  refuse,
  requestVoid,
  type Suspend,
  suspend,
} from './commands/request.ts';
import { type Resume, resume } from './commands/resume.ts';
import { type Return, returnToDispatcher } from './commands/return.ts';
import { type SubmitResult, submitResult } from './commands/submit-result.ts';
import { type Reply, reply, type Supervise, supervise } from './commands/supervise.ts';
import { type Verify, verify } from './commands/verify.ts';
import { type Whistle, whistle } from './commands/whistle.ts';
import type { CaseEventBody } from './event.ts';
import { caseClockwork } from './ladder.ts';
import { OPEN_STAGES } from './stages.ts';
import { resumingFirst } from './suspension.ts';
import { whoMay } from './who-may.ts';

/** The commands that people give on a case. One without a definition below, or without a route, does not compile. */
export type PersonalCommand =
  | Assign
  | Designate
  | Delegate
  | Acknowledge
  | Return
  | Whistle
  | Respond
  | ReturnPart
  | RemovePart
  | ExtendPart
  | ApprovePart
  | RefusePart
  | SubmitResult
  | Verify
  | FollowUp
  | Escalate
  | Extend
  | Suspend
  | Resume
  | RequestVoid
  | Approve
  | Refuse
  | ChangeSeverity
  | Supervise
  | Reply
  | Decline
  | Merge
  | Appeal
  | Reopen
  | Attach
  | Comment
  | Restart;

/** The commands that are about one part of joint handling. */
export const ON_PARTS = [
  'respond',
  'returnPart',
  'removePart',
  'extendPart',
  'approvePart',
  'refusePart',
] as const satisfies readonly PersonalCommand['type'][];

/** The commands that the system gives itself. */
export type RuleCommand = AssignByDutyList | AdvanceClock | Recalculate | Rehome | Absorb | Park | Redrive;

export type CaseCommand = PersonalCommand | RuleCommand;

const { advanceClock, recalculate, park, redrive, ...operators } = commonCommands(
  caseClockwork,
  OPEN_STAGES,
  {
    ...whoMay(mayOperate),
    may: (actor, current) => maySee(actor, current) && mayOperate(actor),
  },
);
export const { restart } = operators;

type Personal<C extends Command> = {
  [T in C['type']]: PersonalCommandDefinition<Case, CaseEventBody, Extract<C, { type: T }>>;
};
type Rules<C extends Command> = {
  [T in C['type']]: RuleDefinition<Case, CaseEventBody, Extract<C, { type: T }>>;
};

export const personalCommands: Personal<PersonalCommand> = {
  assign: resumingFirst(assign),
  designate: resumingFirst(designate),
  delegate: resumingFirst(delegate),
  acknowledge,
  return: resumingFirst(returnToDispatcher),
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
  escalate: resumingFirst(escalate),
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
  appeal,
  reopen,
  attach,
  comment,
  restart,
};

export const ruleCommands: Rules<RuleCommand> = {
  assignByDutyList,
  advanceClock,
  recalculate,
  rehome,
  absorb,
  park,
  redrive,
};
