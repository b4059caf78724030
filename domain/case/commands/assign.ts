import { levelOfUnit, type Unit } from '../../unit.ts';
import type { Case } from '../case.ts';
import { startClock } from '../clock.ts';
import { type Context, type Decide, type Decision, happened, rejected } from '../command.ts';
import type { Reason } from '../event.ts';
import { wrongStage } from '../stage.ts';
import { unknownUnit } from '../unknown-unit.ts';

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

const DISPATCHABLE = ['reported', 'acknowledgement', 'handling'] as const;

const assigned = (current: Case, unit: Unit, reason: Reason, { now, policy, calendar }: Context): Decision =>
  DISPATCHABLE.some((stage) => stage === current.state.stage)
    ? happened({
        type: 'assigned',
        unit,
        level: levelOfUnit(unit),
        clock: startClock('acknowledgement', current, now, policy, calendar),
        reason,
      })
    : rejected(wrongStage(current, 'assign', DISPATCHABLE));
