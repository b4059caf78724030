import { levelOfUnit, type Unit } from '../../place/unit.ts';
import type { Case } from '../case.ts';
import { startClock } from '../clock.ts';
import { type Context, type Decide, type Decision, happened, rejected } from '../command.ts';
import type { Reason } from '../event.ts';
import { unknownUnit } from '../refusals.ts';
import { wrongStage } from '../stage.ts';

const DISPATCHABLE = ['reported', 'acknowledgement', 'handling'] as const;

/** The centre gives the case to a unit; the clocks of acknowledgement and handling start now. */
export const assign: Decide<'assign'> = (current, { unit, reason }, context) => {
  const found = context.units.get(unit);
  return found ? assigned(current, found, reason, context) : rejected(unknownUnit(unit, 'unit'));
};

/** The duty list names the unit, and the rule is kept as the reason. */
export const assignByDutyList: Decide<'assignByDutyList'> = (current, { duty }, context) =>
  current.state.stage === 'reported'
    ? assigned(current, duty.unit, duty.reason, context)
    : rejected(wrongStage(current, 'assignByDutyList', ['reported']));

/**
 * A centre names the unit that has to handle the case, and the unit cannot return it (Weifang hotline
 * regulation: a designated unit may not return).
 */
export const designate: Decide<'designate'> = (current, { unit, reason }, context) => {
  const found = context.units.get(unit);
  if (!found) return rejected(unknownUnit(unit, 'unit'));
  return isDispatchable(current)
    ? happened({ type: 'designated', ...dispatch(current, found, context), reason })
    : rejected(wrongStage(current, 'designate', DISPATCHABLE));
};

const assigned = (current: Case, unit: Unit, reason: Reason, context: Context): Decision => {
  if (!isDispatchable(current)) return rejected(wrongStage(current, 'assign', DISPATCHABLE));
  if (current.returns >= context.policy.returnQuota) return rejected(mustDesignate(current.returns));
  return happened({ type: 'assigned', ...dispatch(current, unit, context), reason });
};

const isDispatchable = (current: Case): boolean =>
  DISPATCHABLE.some((stage) => stage === current.state.stage);

const dispatch = (current: Case, unit: Unit, { now, policy, calendar }: Context) => {
  const level = levelOfUnit(unit);
  return { unit, level, clock: startClock('acknowledgement', { ...current, level }, now, policy, calendar) };
};

const mustDesignate = (returns: number) => ({
  kind: 'conflict' as const,
  code: 'must-designate',
  message: {
    'zh-CN': `案件已被退回 ${returns} 次，须由本级中心指定办理单位（designate）。`,
    en: `The case has been returned ${returns} times; designate the unit that has to handle it.`,
  },
});
