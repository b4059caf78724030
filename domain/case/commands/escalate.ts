import { levelsAbove } from '../../place/area.ts';
import { isOpen, type OpenCase } from '../case.ts';
import { startClock } from '../clock.ts';
import { type Context, type Decide, happened, rejected } from '../command.ts';
import type { Happening, Reason, RungRef } from '../event.ts';
import { nobodyAbove } from '../refusals.ts';
import { wrongStage } from '../stage.ts';

const ESCALATABLE = ['reported', 'acknowledgement', 'handling', 'joint'] as const;

/** A unit or centre hands the case one level up, with a reason. */
export const escalate: Decide<'escalate'> = (current, { reason }, context) => {
  const { stage } = current.state;
  if (!isOpen(current) || !ESCALATABLE.some((allowed) => allowed === stage))
    return rejected(wrongStage(current, 'escalate', ESCALATABLE));
  const up = oneLevelUp(current, reason, context);
  return up ? happened(up) : rejected(nobodyAbove);
};

/**
 * The step to the nearest centre above, with a fresh clock there; undefined at the top. The unit in charge is
 * passed over, as it may stand above the case's level itself; so is, where work is judged, whoever did it.
 */
export const oneLevelUp = (
  current: OpenCase,
  reason: Reason,
  { now, policy, calendar, centres }: Context,
  rung?: RungRef,
): Happening | undefined => {
  const { stage, unit } = current.state;
  const judged = stage === 'verification' || stage === 'followUp';
  const barred = [unit.code, ...(judged ? current.handlingUnits : [])];
  const level = levelsAbove(current.level).find((above) => !barred.includes(centres[above].code));
  if (!level) return undefined;
  const clocked = judged ? stage : stage === 'joint' ? 'handling' : 'acknowledgement';
  return {
    type: 'escalated',
    from: unit,
    to: centres[level],
    level,
    clock: startClock(clocked, { ...current, level }, now, policy, calendar),
    reason,
    ...(rung && { rung }),
  };
};
