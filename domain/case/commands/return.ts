import { staffInCharge } from '../../access.ts';
import { higherLevel, levelAbove } from '../../place/area.ts';
import { levelOfUnit } from '../../place/unit.ts';
import { startClock } from '../../process/clock.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { personal } from '../command.ts';
import { nobodyAbove, unknownReason } from '../refusals.ts';

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
  decide: (current, { code, reason }: Return, { now, policy, calendar, centres }) => {
    const { unit } = current.state;
    if (current.designated) return rejected(isDesignated(unit.name));
    const unknown = unknownReason(code, policy.returnReasons);
    if (unknown) return rejected(unknown);
    const own = levelOfUnit(unit);
    const above = levelAbove(higherLevel(own, current.level));
    const mustRise = centres[own].code === unit.code || current.returns + 1 >= policy.returnQuota;
    if (mustRise && !above && centres[own].code === unit.code) return rejected(nobodyAbove);
    const level = (mustRise && above) || own;
    return happened({
      type: 'returned',
      to: centres[level],
      level: higherLevel(current.level, level),
      code,
      reason,
      clock: startClock('dispatch', { ...current, level }, now, policy, calendar),
    });
  },
});

const isDesignated = (unit: string): Rejection => ({
  kind: 'conflict',
  code: 'designated',
  message: {
    'zh-CN': `${unit}是指定办理的单位，不能退回。`,
    en: `${unit} was designated and cannot return the case.`,
  },
});
