import { reported } from '../../access.ts';
import { higherLevel, levelsAbove, type ResponsibleLevel } from '../../place/area.ts';
import { centreAt } from '../../place/centres.ts';
import type { Unit } from '../../place/unit.ts';
import { startClock } from '../../process/clock.ts';
import type { Context } from '../../process/context.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { momentText } from '../../time/date-text.ts';
import { deadlineOf } from '../../time/deadline.ts';
import type { Instant } from '../../time/instant.ts';
import type { CaseAt } from '../case.ts';
import { personal } from '../command.ts';
import { SUPERVISING } from '../impartiality.ts';
import { wholeResumed } from '../suspension.ts';

export interface Appeal {
  type: 'appeal';
  reason: string;
}

/**
 * A reporter does not agree that the matter was declined (申诉): within the period for reopening, the centre above the one
 * that declined dispatches the case, or declines it for good. What the city's centre declined goes to the supervising
 * unit.
 */
export const appeal = personal({
  stages: ['declined'],
  may: reported,
  needs: () => ({ nearest: SUPERVISING }),
  refuses: ({ state, appeal: before }, _command: Appeal, { now, policy, calendar }) => {
    if (before) return APPEALED_ONCE;
    const until = deadlineOf(state.closedAt, policy.reopenWithin, calendar).dueAt;
    return now > until ? tooLate(until) : undefined;
  },
  decide: (current, { reason }: Appeal, context) => {
    const { now, policy, calendar } = context;
    const desk = deskAbove(current, context);
    if (!desk) return rejected(NOBODY_HEARS);
    const level = higherLevel(current.level, desk.level);
    return happened({
      type: 'appealed',
      unit: desk.to,
      level,
      clock: startClock('dispatch', { ...current, level }, now, policy, calendar),
      ...wholeResumed(current, now, calendar),
      reason,
    });
  },
});

/** The nearest centre above that has neither declined the case nor reported it; above them all the supervising unit. */
const deskAbove = (
  { state, level, declinedBy = [], staffReporters }: CaseAt<'declined'>,
  { centres, nearest }: Context,
): { to: Unit; level: ResponsibleLevel } | undefined => {
  const parties = [...declinedBy, ...staffReporters].map(({ unit }) => unit);
  const supervising = nearest.get('supervisingUnit');
  return [
    ...levelsAbove(state.byLevel ?? level).map((above) => centreAt(centres, above)),
    ...(supervising ? [{ to: supervising, level: 'city' as const }] : []),
  ].find(({ to }) => !parties.includes(to.code));
};

const APPEALED_ONCE: Rejection = {
  kind: 'conflict',
  code: 'appealed-once',
  message: {
    'zh-CN': '本案已申诉过一次，上级的决定为最终决定；有新情况的，请重新上报。',
    en: 'The case has been appealed once, and the decision of the level above is final; if the facts are new, report the matter again.',
  },
};

const NOBODY_HEARS: Rejection = {
  kind: 'conflict',
  code: 'nobody-hears-appeal',
  message: {
    'zh-CN':
      '本案由市级指挥中心不予受理，本市未设监督单位，无上级可受理申诉；请补充新情况后重新上报，或向其主管机关反映。',
    en: 'The highest centre declined the case, and the city names no supervising unit to hear an appeal; report the matter again with what is new, or turn to the authority over that centre.',
  },
};

const tooLate = (until: Instant): Rejection => {
  const end = momentText(Date.parse(until));
  return {
    kind: 'conflict',
    code: 'appeal-too-late',
    message: {
      'zh-CN': `申诉期限已于${end['zh-CN']}届满；请重新上报。`,
      en: `The case could be appealed until ${end.en}; report the matter again.`,
    },
  };
};
