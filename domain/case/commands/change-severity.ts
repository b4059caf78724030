import { dispatches } from '../../access.ts';
import type { Severity } from '../../policy/policy.ts';
import { isPaused, relimited } from '../../process/clock.ts';
import { changedClocks } from '../../process/clock-changes.ts';
import { type ClockChange, happened } from '../../process/process.ts';
import { personal } from '../command.ts';
import { caseClockwork } from '../ladder.ts';
import { suspendedAlready } from '../refusals.ts';
import { OPEN_STAGES } from '../stages.ts';

export interface ChangeSeverity {
  type: 'changeSeverity';
  severity: Severity;
  reason: string;
}

/**
 * The centre changes the severity (调整等级): every clock comes under its limits and ladder at once, and what was used
 * is carried over. Parts of joint handling and the reply to a supervision end with the case at the latest.
 */
export const changeSeverity = personal({
  stages: OPEN_STAGES,
  may: dispatches,
  refuses: ({ state }) => (isPaused(state.clock) ? suspendedAlready : undefined),
  decide: (current, { severity, reason }: ChangeSeverity, context) => {
    const timed = { category: current.category, severity };
    const [own, ...others] = changedClocks(caseClockwork, current, context, (one) =>
      relimited(one, timed, context.now, context.policy, context.calendar),
    );
    const { clock: next, moved } = own as ClockChange<object>;
    return happened({
      type: 'severityChanged',
      severity,
      clock: next,
      moved,
      ...(others.length > 0 && { others }),
      reason,
    });
  },
});
