import { acknowledge } from './acknowledge.ts';
import { approve } from './approve.ts';
import { assign } from './assign.ts';
import { changeSeverity } from './change-severity.ts';
import { comment } from './comment.ts';
import { decline } from './decline.ts';
import { delegate } from './delegate.ts';
import { designate } from './designate.ts';
import { escalate } from './escalate.ts';
import { extend } from './extend.ts';
import { followUp } from './follow-up.ts';
import { merge } from './merge.ts';
import { approvePart, extendPart, refusePart, removePart, returnPart } from './parts.ts';
import { refuse } from './refuse.ts';
import { reopen } from './reopen.ts';
import { reply } from './reply.ts';
import { respond } from './respond.ts';
import { resume } from './resume.ts';
import { returnToDispatcher } from './return.ts';
import { submitResult } from './submit-result.ts';
import { supervise } from './supervise.ts';
import { suspend } from './suspend.ts';
import { verify } from './verify.ts';
import { voidCase } from './void.ts';
import { whistle } from './whistle.ts';

export const operations = [
  assign,
  designate,
  delegate,
  acknowledge,
  returnToDispatcher,
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
  voidCase,
  approve,
  refuse,
  changeSeverity,
  supervise,
  reply,
  decline,
  merge,
  reopen,
  comment,
];
