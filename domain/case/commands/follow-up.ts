import { confirmsTheEnd } from '../../access.ts';
import { levelAbove } from '../../place/area.ts';
import { centreAt } from '../../place/centres.ts';
import { startClock } from '../../process/clock.ts';
import { type Decided, happened } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { reportersOf } from '../case.ts';
import { personal } from '../command.ts';
import type { CaseEventBody } from '../event.ts';
import { askedAtTheEnd } from '../impartiality.ts';
import { deciderAt } from '../who-decides.ts';

export type FollowUp = { type: 'followUp'; rating?: number } & (
  | { satisfied: true }
  | { satisfied: false; reason: string }
);

/**
 * The satisfaction of whoever reported. The first time one of them is not satisfied, the level above handles the case again
 * (二次办理); the second time each answer is kept, and the case is closed with the reasons told (Jinan hotline rules: same
 * facts, no third handling). The case is closed when every reporter who is asked has answered, or when the unit in charge
 * answers for those who have not.
 */
export const followUp = personal({
  stages: ['followUp'],
  may: confirmsTheEnd,
  refuses: ({ state }, _command: FollowUp, { actor }) =>
    state.answered?.includes(actor.subject) ? ANSWERED_ALREADY : undefined,
  decide: (current, command: FollowUp, context) => {
    const { now, actor, policy, calendar, centres } = context;
    const { answered = [] } = current.state;
    const { type, ...answer } = command;
    const told: Decided<CaseEventBody> = { type: 'followedUp', ...answer };
    if (!command.satisfied && !current.secondLook) {
      const { to, level } = centreAt(centres, levelAbove(current.level) ?? 'city');
      return happened<CaseEventBody>(told, {
        type: 'secondLookOrdered',
        to,
        level,
        clock: startClock('acknowledgement', { ...current, level }, now, policy, calendar),
        ...deciderAt(current, level, context),
      });
    }
    const isLast = askedAtTheEnd(current).every(
      (subject) => subject === actor.subject || answered.includes(subject),
    );
    return isLast || !reportersOf(current).includes(actor.subject)
      ? happened<CaseEventBody>(told, { type: 'closed' })
      : happened<CaseEventBody>(told);
  },
});

const ANSWERED_ALREADY: Rejection = {
  kind: 'conflict',
  code: 'answered-already',
  message: {
    'zh-CN': '您已答复本次回访，无需再次答复；还有其他上报人尚未答复。如情况有变，请添加备注（comment）。',
    en: 'You have answered this follow-up, and other reporters have yet to answer; if something has changed, add a comment.',
  },
};
