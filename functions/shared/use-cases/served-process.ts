import { maySee } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import type { Case } from '#domain/case/case.ts';
import type { CaseCommand, RuleCommand } from '#domain/case/commands.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { drivenCase } from '#domain/case/driven-case.ts';
import type { CaseEventBody } from '#domain/case/event.ts';
import type { Restart } from '#domain/process/common.ts';
import type { EventBody } from '#domain/process/event.ts';
import type { ClockName, Command, Definition, Process } from '#domain/process/process.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import { type Receipt, receiptOf } from './receipt.ts';

/** A kind of process as people reach it: what it is, who sees one of it, and what they are told. */
export interface ServedProcess<P extends Process, Body extends EventBody, C extends Command, R> {
  definition: Definition<P, Body, C, ClockName>;
  maySee(actor: Actor, current: P): boolean;
  /** Told of one that does not exist, and of one that the person may not see. */
  unknown(id: string): Rejection;
  receiptOf(current: P): R;
}

const unknown = (id: string): Rejection => ({
  kind: 'unknown',
  code: 'unknown-case',
  message: {
    'zh-CN': `没有案件“${id}”，或您无权查看。`,
    en: `There is no case "${id}", or you may not see it.`,
  },
});

/** The case as people reach it. */
export const cases: ServedProcess<Case, CaseEventBody, CaseCommand, Receipt> = {
  definition: caseProcess,
  maySee,
  unknown,
  receiptOf,
};

/** The case as operators reach it. */
export const drivenCases: ServedProcess<Case, CaseEventBody, RuleCommand | Restart, Receipt> = {
  definition: drivenCase,
  maySee,
  unknown,
  receiptOf,
};

/**
 * The process, for whoever may see it; for everyone else it does not exist.
 * @throws RejectionError `otherwise`
 */
export const visible = <P extends Process>(
  maySeeIt: (actor: Actor, current: P) => boolean,
  actor: Actor,
  found: P | undefined,
  otherwise: Rejection,
): P => {
  if (!found || !maySeeIt(actor, found)) throw new RejectionError(otherwise);
  return found;
};
