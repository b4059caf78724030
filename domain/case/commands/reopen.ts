import { deadlineOf } from '../../time/deadline.ts';
import { startClock } from '../clock.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { wrongStage } from '../stage.ts';

/** A closed case is taken up again, within the policy's window: it goes to the township's desk for a new dispatch. */
export const reopen: Decide<'reopen'> = (current, { reason }, { now, policy, calendar, centres }) => {
  const { state } = current;
  if (state.stage !== 'closed') return rejected(wrongStage(current, 'reopen', ['closed']));
  const until = deadlineOf(state.closedAt, policy.reopenWithin, calendar).dueAt;
  if (now > until) return rejected(tooLate(until));
  const level = 'township';
  return happened({
    type: 'reopened',
    unit: centres[level],
    level,
    clock: startClock('dispatch', { ...current, level }, now, policy, calendar),
    reason,
  });
};

const tooLate = (until: string) => ({
  kind: 'conflict' as const,
  code: 'reopen-too-late',
  message: {
    'zh-CN': `重开期限已于 ${until} 届满；请另行上报。`,
    en: `The case could be reopened until ${until}; report the matter anew.`,
  },
});
