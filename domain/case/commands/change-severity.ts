import { dispatches } from '../../access.ts';
import { limitFor, type Severity } from '../../policy/policy.ts';
import { relimited } from '../../process/clock.ts';
import { happened, rejected } from '../../process/process.ts';
import { personal } from '../command.ts';
import { suspendedAlready } from '../refusals.ts';
import { OPEN_STAGES } from '../stages.ts';

export interface ChangeSeverity {
  type: 'changeSeverity';
  severity: Severity;
  reason: string;
}

/** The centre changes the severity (调整等级). A shorter limit takes effect at once: what was used counts against it. */
export const changeSeverity = personal({
  stages: OPEN_STAGES,
  may: dispatches,
  decide: (current, { severity, reason }: ChangeSeverity, { policy, calendar }) => {
    const { clock } = current.state;
    if (clock.runningSince === undefined) return rejected(suspendedAlready);
    const next = relimited(clock, limitFor(policy, clock.stage, current.category, severity), calendar);
    return happened({
      type: 'severityChanged',
      severity,
      clock: next,
      moved: { from: clock.dueAt, to: next.dueAt },
      reason,
    });
  },
});
