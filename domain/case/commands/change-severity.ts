import { dispatches } from '../../access.ts';
import type { Severity } from '../../policy/policy.ts';
import { isPaused, relimited } from '../../process/clock.ts';
import { changedClocks } from '../../process/clock-changes.ts';
import type { Context } from '../../process/context.ts';
import { type ClockChange, type Decided, happened } from '../../process/process.ts';
import type { OpenCase } from '../case.ts';
import { personal } from '../command.ts';
import type { CaseEventBody } from '../event.ts';
import { caseClockwork } from '../ladder.ts';
import { suspendedAlready } from '../refusals.ts';
import { OPEN_STAGES } from '../stages.ts';

export interface ChangeSeverity {
  type: 'changeSeverity';
  severity: Severity;
  reason: string;
}

/** The centre changes the severity (调整等级). */
export const changeSeverity = personal({
  stages: OPEN_STAGES,
  may: dispatches,
  refuses: ({ state }) => (isPaused(state.clock) ? suspendedAlready : undefined),
  decide: (current, { severity, reason }: ChangeSeverity, context) =>
    happened(regraded(current, severity, reason, context)),
});

/**
 * A case whose clock runs under another severity: every clock comes under its limits and ladder at once, and what was used
 * is carried over. Parts of joint handling and the reply to a supervision end with the case at the latest.
 */
export const regraded = (
  current: OpenCase,
  severity: Severity,
  reason: string,
  context: Context,
): Decided<CaseEventBody> & { type: 'severityChanged' } => {
  const timed = { category: current.category, severity };
  const [own, ...others] = changedClocks(caseClockwork, current, context, (one) =>
    relimited(one, timed, context.now, context.policy, context.calendar),
  );
  const { clock, moved } = own as ClockChange<object>;
  return {
    type: 'severityChanged',
    severity,
    clock,
    moved,
    ...(others.length > 0 && { others }),
    reason,
  };
};
