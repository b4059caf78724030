import { dispatches } from '../../access.ts';
import { levelOfUnit, type Unit } from '../../place/unit.ts';
import { startClock } from '../../process/clock.ts';
import type { Context } from '../../process/context.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import type { Case } from '../case.ts';
import { personal, rule } from '../command.ts';
import { unknownUnit } from '../refusals.ts';

export interface Assign {
  type: 'assign';
  unit: string;
  reason: string;
}

/** The centre gives the case to a unit; the clocks of acknowledgement and handling start now. */
export const assign = personal({
  stages: ['reported', 'acknowledgement', 'handling'],
  may: dispatches,
  needs: ({ unit }: Assign) => ({ units: [unit] }),
  decide: (current, { unit, reason }: Assign, context) => {
    const found = context.units.get(unit);
    if (!found) return rejected(unknownUnit(unit, 'unit'));
    if (current.returns >= context.policy.returnQuota) return rejected(mustDesignate(current.returns));
    return happened({ type: 'assigned', ...dispatch(current, found, context), reason });
  },
});

export interface AssignByDutyList {
  type: 'assignByDutyList';
}

/** The duty list names the unit, and the rule is kept as the reason; nothing happens where it names none. */
export const assignByDutyList = rule({
  stages: ['reported'],
  needs: ({ category, policyVersion }) => ({ duty: { category, policyVersion } }),
  decide: (current, _command: AssignByDutyList, context) => {
    const { duty, policy } = context;
    if (!duty) return happened();
    if (current.returns >= policy.returnQuota) return rejected(mustDesignate(current.returns));
    return happened({ type: 'assigned', ...dispatch(current, duty.unit, context), reason: duty.reason });
  },
});

export interface Designate {
  type: 'designate';
  unit: string;
  reason: string;
}

/**
 * A centre names the unit that has to handle the case, and the unit cannot return it (Weifang hotline
 * regulation: a designated unit may not return).
 */
export const designate = personal({
  stages: ['reported', 'acknowledgement', 'handling'],
  may: dispatches,
  needs: ({ unit }: Designate) => ({ units: [unit] }),
  decide: (current, { unit, reason }: Designate, context) => {
    const found = context.units.get(unit);
    return found
      ? happened({ type: 'designated', ...dispatch(current, found, context), reason })
      : rejected(unknownUnit(unit, 'unit'));
  },
});

const dispatch = (
  current: Pick<Case, 'category' | 'severity'>,
  unit: Unit,
  { now, policy, calendar }: Context,
) => {
  const level = levelOfUnit(unit);
  return { unit, level, clock: startClock('acknowledgement', { ...current, level }, now, policy, calendar) };
};

const mustDesignate = (returns: number): Rejection => ({
  kind: 'conflict',
  code: 'must-designate',
  message: {
    'zh-CN': `案件已被退回 ${returns} 次，不能再分派；请指定办理（designate）。`,
    en: `The case has been returned ${returns} times and cannot be assigned again; designate a unit.`,
  },
});
