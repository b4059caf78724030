import type { Actor } from '../../actor.ts';
import { plusDays } from '../../time/instant.ts';
import type { Case, OpenCase, Request } from '../case.ts';
import { extended, paused } from '../clock.ts';
import { type Context, type Decide, type Decision, happened, rejected } from '../command.ts';
import {
  afterDeadline,
  alreadyRequested,
  nothingRequested,
  quotaUsedUp,
  suspendedAlready,
  unknownReason,
} from '../refusals.ts';
import { OPEN_STAGES, wrongStage } from '../stage.ts';

/** What takes four eyes: one person asks, another decides. At most one request waits at a time. */

/** The unit asks for the original limit once more (延期). */
export const extend: Decide<'extend'> = (current, { reason }, context) =>
  refusedExtension(current, context) ?? requested(current, { kind: 'extension', reason }, context);

/** The unit asks that the clock stand still until a date (挂账), for works that must wait; once in the life of a case. */
export const suspend: Decide<'suspend'> = (current, { until, reason }, context) =>
  refusedSuspension(current, until, context) ??
  requested(current, { kind: 'suspension', until, reason }, context);

/** A centre asks that the case be struck off (作废). */
export const requestVoid: Decide<'void'> = (current, { code, reason }, context) => {
  if (!OPEN_STAGES.some((stage) => stage === current.state.stage))
    return rejected(wrongStage(current, 'void', OPEN_STAGES));
  const unknown = unknownReason(code, context.policy.voidReasons);
  return unknown ? rejected(unknown) : requested(current, { kind: 'void', code, reason }, context);
};

/** The second person agrees, and what was asked for takes effect. */
export const approve: Decide<'approve'> = (current, _command, context) => {
  const { request } = current;
  if (!request) return rejected(nothingRequested);
  const { clock } = (current as OpenCase).state;
  switch (request.kind) {
    case 'extension': {
      const refused = refusedExtension(current, context);
      if (refused) return refused;
      const longer = extended(clock, context.calendar);
      return happened({ type: 'extended', clock: longer, moved: { from: clock.dueAt, to: longer.dueAt } });
    }
    case 'suspension':
      return (
        refusedSuspension(current, request.until, context) ??
        happened({ type: 'suspended', until: request.until, clock: paused(clock, context.now) })
      );
    case 'void':
      return happened({ type: 'voided', code: request.code, reason: request.reason });
  }
};

/** The second person refuses; a refusal uses up no quota. */
export const refuse: Decide<'refuse'> = (current, { reason }) =>
  current.request
    ? happened({ type: 'requestRefused', kind: current.request.kind, reason })
    : rejected(nothingRequested);

type Asked = { reason: string } & (
  | { kind: 'extension' }
  | { kind: 'suspension'; until: string }
  | { kind: 'void'; code: string }
);

const requested = (current: Case, asked: Asked, { actor }: Context): Decision =>
  current.request
    ? rejected(alreadyRequested)
    : happened({ type: 'requested', request: { ...asked, by: subjectOf(actor) } as Request });

const subjectOf = (actor: Actor | undefined): string => actor?.subject ?? '';

const refusedExtension = (current: Case, { now, policy }: Context): Decision | undefined => {
  const { state } = current;
  if (state.stage !== 'handling' && state.stage !== 'joint')
    return rejected(wrongStage(current, 'extend', ['handling', 'joint']));
  if (current.suspendedUntil) return rejected(suspendedAlready);
  if (now > state.clock.dueAt) return rejected(afterDeadline);
  return current.extensions >= policy.extensionQuota
    ? rejected(quotaUsedUp(policy.extensionQuota))
    : undefined;
};

const refusedSuspension = (current: Case, until: string, { now, policy }: Context): Decision | undefined => {
  const { state } = current;
  if (state.stage !== 'handling') return rejected(wrongStage(current, 'suspend', ['handling']));
  if (current.suspendedUntil) return rejected(suspendedAlready);
  if (current.wasSuspended) return rejected(SUSPENDED_ONCE);
  if (now > state.clock.dueAt) return rejected(afterDeadline);
  return until > now && until <= plusDays(now, policy.suspensionDays)
    ? undefined
    : rejected(untilOutOfRange(policy.suspensionDays));
};

const SUSPENDED_ONCE = {
  kind: 'conflict' as const,
  code: 'suspended-once',
  message: {
    'zh-CN': '本案已挂账过一次，不能再次挂账。',
    en: 'The case has been suspended once; it cannot be suspended again.',
  },
};

const untilOutOfRange = (days: number) => ({
  kind: 'invalid' as const,
  code: 'until-out-of-range',
  field: 'until',
  message: {
    'zh-CN': `挂账截止时间须在 ${days} 天之内，且晚于现在。`,
    en: `A suspension ends after now and within ${days} days.`,
  },
});
