import { limitFor } from '../../policy/policy.ts';
import { isOpen } from '../case.ts';
import { relimited } from '../clock.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { suspendedAlready } from '../refusals.ts';
import { OPEN_STAGES, wrongStage } from '../stage.ts';

/** The centre grades the case anew. A shorter limit takes effect at once: what was used counts against it. */
export const changeSeverity: Decide<'changeSeverity'> = (
  current,
  { severity, reason },
  { policy, calendar },
) => {
  if (!isOpen(current)) return rejected(wrongStage(current, 'changeSeverity', OPEN_STAGES));
  if (current.suspendedUntil) return rejected(suspendedAlready);
  const { clock } = current.state;
  const limit = limitFor(policy, clock.stage, current.category, severity);
  const next = relimited(clock, limit, calendar);
  return happened({
    type: 'severityChanged',
    severity,
    clock: next,
    moved: { from: clock.dueAt, to: next.dueAt },
    reason,
  });
};
