import { staffInCharge } from '../../access.ts';
import { higherLevel, levelsAbove } from '../../place/area.ts';
import { centreAt } from '../../place/centres.ts';
import { levelOfUnit } from '../../place/unit.ts';
import { startClock } from '../../process/clock.ts';
import { happened, rejected } from '../../process/process.ts';
import { personal } from '../command.ts';
import { isDesignated, nobodyAbove, unknownReason } from '../refusals.ts';
import { deciderAt } from '../who-decides.ts';

export interface Return {
  type: 'return';
  code: string;
  reason: string;
}

/**
 * "Not our duty": the case goes back to the centre that dispatches for the unit, with a coded reason. A centre that
 * returns a case hands it to the centre above, and so does the return that uses up the quota: there a unit is
 * designated, which cannot return.
 */
export const returnToDispatcher = personal({
  stages: ['acknowledgement', 'handling'],
  may: staffInCharge,
  refuses: ({ designated, state: { unit } }) => (designated ? isDesignated(unit.name) : undefined),
  decide: (current, { code, reason }: Return, context) => {
    const { now, policy, calendar, centres } = context;
    const { unit } = current.state;
    const unknown = unknownReason(code, policy.returnReasons);
    if (unknown) return rejected(unknown);
    const own = levelOfUnit(unit);
    const above = levelsAbove(higherLevel(own, current.level)).filter(
      (level) => levelOfUnit(centres[level]) === level,
    );
    const isOwnCentre = centres[own].code === unit.code;
    if (isOwnCentre && above.length === 0) return rejected(nobodyAbove);
    const usedUp = current.returns + 1 >= policy.returnQuota;
    // The centre that would get it has had it before: once the quota is used up, the one above that decides.
    const risen = isOwnCentre
      ? usedUp && current.returns > 0
        ? (above[1] ?? above[0])
        : above[0]
      : usedUp
        ? above[0]
        : own;
    const { to, level: standing } = centreAt(centres, risen ?? own);
    const level = higherLevel(current.level, standing);
    return happened({
      type: 'returned',
      to,
      level,
      code,
      reason,
      clock: startClock('dispatch', { ...current, level: standing }, now, policy, calendar),
      ...deciderAt(current, level, context),
    });
  },
});
