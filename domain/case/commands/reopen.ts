import { centreOfThePlace } from '../../access.ts';
import { unitOf } from '../../actor.ts';
import { levelsAbove } from '../../place/area.ts';
import { centreAt } from '../../place/centres.ts';
import { levelOfUnit } from '../../place/unit.ts';
import type { Policy } from '../../policy/policy.ts';
import { startClock } from '../../process/clock.ts';
import { happened } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { momentText } from '../../time/date-text.ts';
import { deadlineOf } from '../../time/deadline.ts';
import type { Instant } from '../../time/instant.ts';
import type { Case } from '../case.ts';
import { personal } from '../command.ts';
import { wholeResumed } from '../suspension.ts';

export interface Reopen {
  type: 'reopen';
  reason: string;
}

/**
 * A closed case continues, within the period that the policy allows: the township's centre dispatches it again. There is no
 * third handling without a higher level: once the quota is used up, a centre above the level at which the case was last
 * reopened may reopen it once, onto its own desk.
 */
export const reopen = personal<Reopen, 'closed'>({
  stages: ['closed'],
  may: centreOfThePlace,
  refuses: (current, _command, { now, actor, policy, calendar }) => {
    const until = deadlineOf(current.state.closedAt, policy.reopenWithin, calendar).dueAt;
    if (now > until) return tooLate(until);
    const own = unitOf(actor);
    const { reopenedAt = 'township' } = current;
    return isUsedUp(current, policy) && !(own && levelsAbove(reopenedAt).includes(levelOfUnit(own)))
      ? quotaUsedUp(current.reopened)
      : undefined;
  },
  decide: (current, { reason }: Reopen, { now, actor, policy, calendar, centres }) => {
    const own = unitOf(actor);
    const usedUp = isUsedUp(current, policy);
    const { to: unit, level } = centreAt(centres, usedUp && own ? levelOfUnit(own) : 'township');
    return happened({
      type: 'reopened',
      unit,
      level,
      clock: startClock('dispatch', { ...current, level }, now, policy, calendar),
      ...wholeResumed(current, now, calendar),
      reason,
    });
  },
});

/** Where the policy says nothing: a second handling, and no third. */
const REOPEN_QUOTA = 1;

const isUsedUp = ({ reopened }: Pick<Case, 'reopened'>, { reopenQuota }: Pick<Policy, 'reopenQuota'>) =>
  reopened >= (reopenQuota ?? REOPEN_QUOTA);

const quotaUsedUp = (reopened: number): Rejection => ({
  kind: 'conflict',
  code: 'reopen-quota',
  message: {
    'zh-CN': `本案已重开 ${reopened} 次，达到上限；再次重开须由更高一级指挥中心决定。`,
    en: `The case has been reopened ${reopened} times, which is the most; only a centre of a higher level may reopen it again.`,
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
