import { approvesRequest, decidesRequest, dispatches, staffInCharge } from '../../access.ts';
import { unitOf } from '../../actor.ts';
import { isHighestCentre, type Unit } from '../../place/unit.ts';
import { extended, paused } from '../../process/clock.ts';
import type { Context, PersonalContext } from '../../process/context.ts';
import { wrongStage } from '../../process/decide.ts';
import { alreadyRequested, nothingRequested } from '../../process/four-eyes.ts';
import { type Decision, happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { type Instant, plusDays } from '../../time/instant.ts';
import { type Case, type CaseAt, type CaseRequest, type OpenCase, requestOf, type Stage } from '../case.ts';
import { personal } from '../command.ts';
import { COMMAND_NAMES } from '../command-names.ts';
import type { CaseEventBody } from '../event.ts';
import { SUPERVISING } from '../impartiality.ts';
import { noMerge } from '../merging.ts';
import { afterDeadline, refusedExtension, suspendedAlready, unknownReason } from '../refusals.ts';
import { OPEN_STAGES, STAGE_NAMES, STAGES } from '../stages.ts';
import { suspendedUntil } from '../suspension.ts';
import { decider } from '../who-decides.ts';

/** What takes four eyes in a case: see `process/four-eyes.ts`. */

export interface Extend {
  type: 'extend';
  reason: string;
}

/** The unit asks for the original limit once more (延期). */
export const extend = personal<Extend, 'handling' | 'joint'>({
  stages: ['handling', 'joint'],
  may: staffInCharge,
  needs: () => ({ nearest: SUPERVISING }),
  refuses: (current, _command, atHand) => noExtension(current, atHand) ?? requestedAlready(current),
  decide: (current, { reason }: Extend, context) => asked(current, { kind: 'extension', reason }, context),
});

export interface Suspend {
  type: 'suspend';
  until: Instant;
  reason: string;
}

/** The unit asks to pause the clock until a date (挂账), for work that cannot start yet; once in the life of a case. */
export const suspend = personal<Suspend, 'handling'>({
  stages: ['handling'],
  may: staffInCharge,
  needs: () => ({ nearest: SUPERVISING }),
  refuses: (current, _command, atHand) => noSuspension(current, atHand) ?? requestedAlready(current),
  decide: (current, { until, reason }: Suspend, context) => {
    const refused = outOfRange(until, context);
    return refused ? rejected(refused) : asked(current, { kind: 'suspension', until, reason }, context);
  },
});

export interface RequestVoid {
  type: 'void';
  code: string;
  reason: string;
}

/** A centre asks that the case be voided (作废). */
export const requestVoid = personal({
  stages: OPEN_STAGES,
  may: dispatches,
  needs: () => ({ nearest: SUPERVISING }),
  refuses: (current) => requestedAlready(current),
  decide: (current, { code, reason }: RequestVoid, context) => {
    const unknown = unknownReason(code, context.policy.voidReasons);
    return unknown ? rejected(unknown) : asked(current, { kind: 'void', code, reason }, context);
  },
});

export interface Approve {
  type: 'approve';
  /** The case into which the other is to be merged, where that was asked for. */
  into?: Case;
}

/** The unit above agrees, and what was asked for takes effect. */
export const approve = personal<Approve, Stage>({
  stages: STAGES,
  may: approvesRequest,
  refuses: (current) => (requestOf(current) ? undefined : nothingRequested),
  decide: (current, { into }: Approve, context) => {
    const request = requestOf(current);
    return request ? granted(current as OpenCase, request, into, context) : rejected(nothingRequested);
  },
});

export interface Refuse {
  type: 'refuse';
  reason: string;
}

/** The unit above refuses. */
export const refuse = personal({
  stages: STAGES,
  may: decidesRequest,
  refuses: (current) => (requestOf(current) ? undefined : nothingRequested),
  decide: (current, { reason }: Refuse) => {
    const request = requestOf(current);
    return request
      ? happened({ type: 'requestRefused', kind: request.kind, reason })
      : rejected(nothingRequested);
  },
});

const requestedAlready = ({ state }: OpenCase): Rejection | undefined =>
  state.request ? alreadyRequested : undefined;

type Wish = CaseRequest extends infer R
  ? R extends { by: string }
    ? Omit<R, 'by' | 'unit' | 'decides'>
    : never
  : never;

export const asked = (current: OpenCase, wish: Wish, context: PersonalContext): Decision<CaseEventBody> => {
  const { actor, nearest } = context;
  const unit = unitOf(actor);
  const waiting = requestedAlready(current);
  if (waiting) return rejected(waiting);
  if (unit && isHighestCentre(unit) && !nearest.has('supervisingUnit')) return rejected(nobodyDecides(unit));
  const decides = unit && decider(unit, current.level, context);
  const request = {
    ...wish,
    by: actor.subject,
    ...(unit && { unit }),
    ...(decides !== undefined && { decides }),
  } as CaseRequest;
  return happened({ type: 'requested', request });
};

const nobodyDecides = ({ name }: Unit): Rejection => ({
  kind: 'conflict',
  code: 'nobody-decides',
  message: {
    'zh-CN': `${name}之上没有单位审批其申请；请在 units.csv 中增加一个位于本市、kind 为 supervisingUnit 的监督单位，在 staff.csv 中登记其承办人员，再导入。`,
    en: `No unit stands above ${name} to decide what it asks for; add a unit of the kind supervisingUnit at the city to units.csv, and officers of it to staff.csv, and import them.`,
  },
});

const granted = (
  current: OpenCase,
  request: CaseRequest,
  into: Case | undefined,
  context: Context,
): Decision<CaseEventBody> => {
  const { state } = current;
  switch (request.kind) {
    case 'extension': {
      if (state.stage !== 'handling' && state.stage !== 'joint')
        return rejected(notHere(current, 'extend', ['handling', 'joint']));
      const { clock } = state;
      const refused = noExtension({ ...current, state }, context);
      if (refused || clock.runningSince === undefined) return rejected(refused ?? suspendedAlready);
      const longer = extended(clock, context.now, context.calendar);
      return happened({ type: 'extended', clock: longer, moved: { from: clock.dueAt, to: longer.dueAt } });
    }
    case 'suspension': {
      if (state.stage !== 'handling') return rejected(notHere(current, 'suspend', ['handling']));
      const refused = noSuspension({ ...current, state }, context) ?? outOfRange(request.until, context);
      return refused
        ? rejected(refused)
        : happened({ type: 'suspended', until: request.until, clock: paused(state.clock, context.now) });
    }
    case 'void':
      return happened({ type: 'voided', code: request.code, reason: request.reason });
    case 'merge': {
      if (into?.id !== request.into) throw new Error(`to merge, case ${request.into} must be at hand`);
      const refused = noMerge(current, into, context.policy);
      return refused
        ? rejected(refused)
        : happened({ type: 'merged', into: request.into, reason: request.reason });
    }
  }
};

/** What was asked for at one stage may be decided at another, where it has no place any more. */
const notHere = (current: OpenCase, command: string, stages: readonly string[]): Rejection =>
  wrongStage({ stages: STAGE_NAMES, commandNames: COMMAND_NAMES }, current, command, stages);

type AtNow = Pick<Context, 'now' | 'policy'>;

const noExtension = (current: CaseAt<'handling' | 'joint'>, atHand: AtNow): Rejection | undefined =>
  suspendedUntil(current)
    ? suspendedAlready
    : refusedExtension(current.state.clock, current.state.extensions, atHand);

const noSuspension = (current: CaseAt<'handling'>, { now }: AtNow): Rejection | undefined => {
  if (suspendedUntil(current)) return suspendedAlready;
  if (current.wasSuspended) return SUSPENDED_ONCE;
  return now > current.state.clock.dueAt ? afterDeadline : undefined;
};

const outOfRange = (until: Instant, { now, policy }: AtNow): Rejection | undefined =>
  until > now && until <= plusDays(now, policy.suspensionDays)
    ? undefined
    : untilOutOfRange(policy.suspensionDays);

const SUSPENDED_ONCE: Rejection = {
  kind: 'conflict',
  code: 'suspended-once',
  message: {
    'zh-CN': '本案已挂账过一次，不能再次挂账。',
    en: 'The case has been suspended once; it cannot be suspended again.',
  },
};

const untilOutOfRange = (days: number): Rejection => ({
  kind: 'invalid',
  code: 'until-out-of-range',
  field: 'until',
  message: {
    'zh-CN': `挂账结束时间须晚于现在，且在 ${days} 天之内。`,
    en: `A suspension must end after now and within ${days} days.`,
  },
});
