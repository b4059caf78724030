import { levelsAbove } from '../../area.ts';
import type { OpenCase } from '../case.ts';
import { startClock } from '../clock.ts';
import { type Context, type Decide, happened, rejected } from '../command.ts';
import type { Happening, Reason, RungRef } from '../event.ts';
import { wrongStage } from '../stage.ts';

const ESCALATABLE = ['reported', 'acknowledgement', 'handling', 'joint'] as const;

/** A unit or centre hands the case one level up, with a reason. */
export const escalate: Decide<'escalate'> = (current, { reason }, context) => {
  const { stage } = current.state;
  if (stage === 'closed' || !ESCALATABLE.some((allowed) => allowed === stage))
    return rejected(wrongStage(current, 'escalate', ESCALATABLE));
  const up = oneLevelUp(current as OpenCase, reason, context);
  return up
    ? happened(up)
    : rejected({
        kind: 'conflict',
        code: 'nobody-above',
        message: {
          'zh-CN': '案件已在市级，没有上一级。',
          en: 'The case is with the city; there is no level above.',
        },
      });
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
    clock: startClock(clocked, current, now, policy, calendar),
    reason,
    ...(rung && { rung }),
  };
};
