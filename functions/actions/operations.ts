import { acknowledge } from './acknowledge.ts';
import { assign } from './assign.ts';
import { comment } from './comment.ts';
import { escalate } from './escalate.ts';
import { followUp } from './follow-up.ts';
import { respond } from './respond.ts';
import { returnToDispatcher } from './return.ts';
import { submitResult } from './submit-result.ts';
import { verify } from './verify.ts';
import { whistle } from './whistle.ts';

export const operations = [
  assign,
  acknowledge,
  returnToDispatcher,
  whistle,
  respond,
  submitResult,
  verify,
  followUp,
  escalate,
  comment,
];
