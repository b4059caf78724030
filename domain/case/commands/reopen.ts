import { centreOfThePlace } from '../../access.ts';
import { startClock } from '../../process/clock.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { momentText } from '../../time/date-text.ts';
import { deadlineOf } from '../../time/deadline.ts';
import type { Instant } from '../../time/instant.ts';
import { personal } from '../command.ts';
import { wholeResumed } from '../suspension.ts';

export interface Reopen {
  type: 'reopen';
  reason: string;
}

/** A closed case continues, within the period that the policy allows: the township's centre dispatches it again. */
export const reopen = personal({
  stages: ['closed'],
  may: centreOfThePlace,
  decide: (current, { reason }: Reopen, { now, policy, calendar, centres }) => {
    const until = deadlineOf(current.state.closedAt, policy.reopenWithin, calendar).dueAt;
    if (now > until) return rejected(tooLate(until));
    const level = 'township';
    return happened({
      type: 'reopened',
      unit: centres[level],
      level,
      clock: startClock('dispatch', { ...current, level }, now, policy, calendar),
      ...wholeResumed(current, now, calendar),
      reason,
    });
  },
});

const tooLate = (until: Instant): Rejection => {
  const end = momentText(Date.parse(until));
  return {
    kind: 'conflict',
    code: 'reopen-too-late',
    message: {
      'zh-CN': `重开期限已于${end['zh-CN']}届满；请重新上报。`,
      en: `The case could be reopened until ${end.en}; report the matter again.`,
    },
  };
};
