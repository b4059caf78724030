import { confirmsTheEnd } from '../../access.ts';
import { levelAbove } from '../../place/area.ts';
import { centreAt } from '../../place/centres.ts';
import { startClock } from '../../process/clock.ts';
import { type Decided, happened } from '../../process/process.ts';
import { personal } from '../command.ts';
import type { CaseEventBody } from '../event.ts';

export type FollowUp = { type: 'followUp'; rating?: number } & (
  | { satisfied: true }
  | { satisfied: false; reason: string }
);

/**
 * The reporter's satisfaction. Not satisfied the first time, the level above handles the case again (二次办理); the
 * second time the case is closed with the reason told (Jinan hotline rules: same facts, no third handling).
 */
export const followUp = personal({
  stages: ['followUp'],
  may: confirmsTheEnd,
  decide: (current, command: FollowUp, { now, policy, calendar, centres }) => {
    const { type, ...answer } = command;
    const told: Decided<CaseEventBody> = { type: 'followedUp', ...answer };
    if (command.satisfied || current.secondLook) return happened<CaseEventBody>(told, { type: 'closed' });
    const { to, level } = centreAt(centres, levelAbove(current.level) ?? 'city');
    return happened<CaseEventBody>(told, {
      type: 'secondLookOrdered',
      to,
      level,
      clock: startClock('acknowledgement', { ...current, level }, now, policy, calendar),
    });
  },
});
