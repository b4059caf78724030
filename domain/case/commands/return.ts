import { levelAbove } from '../../area.ts';
import { levelOfUnit } from '../../unit.ts';
import { startClock } from '../clock.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { wrongStage } from '../stage.ts';

/**
 * "Not our duty": the case goes back to the centre that dispatches for the unit, with a coded reason. A
 * centre that returns a case hands it to the centre above.
 */
export const returnToDispatcher: Decide<'return'> = (
  current,
  { code, reason },
  { now, policy, calendar, centres },
) => {
  const { state } = current;
  if (state.stage !== 'acknowledgement' && state.stage !== 'handling')
    return rejected(wrongStage(current, 'return', ['acknowledgement', 'handling']));
  if (!policy.returnReasons.some((known) => known.code === code))
    return rejected(
      unknownReason(
        code,
        policy.returnReasons.map((known) => known.code),
      ),
    );
  const level = levelOfUnit(state.unit);
  const own = centres[level];
  const above = levelAbove(level);
  if (own.code === state.unit.code && !above)
    return rejected({
      kind: 'conflict',
      code: 'nobody-above',
      message: {
        'zh-CN': `${state.unit.name}已是最高一级，不能再退回。`,
        en: `${state.unit.name} is the highest centre; there is nobody to return the case to.`,
      },
    });
  return happened({
    type: 'returned',
    to: own.code === state.unit.code && above ? centres[above] : own,
    code,
    reason,
    clock: startClock('dispatch', current, now, policy, calendar),
  });
};

export const unknownReason = (code: string, known: readonly string[]) => ({
  kind: 'invalid' as const,
  code: 'unknown-reason',
  field: 'code',
  message: {
    'zh-CN': `原因代码“${code}”不在政策中；可用：${known.join('、')}。`,
    en: `The policy has no reason "${code}"; use one of ${known.join(', ')}.`,
  },
});
