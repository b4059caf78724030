import { RESPONSIBLE_LEVELS } from '../../place/area.ts';
import { startClock } from '../clock.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { wrongStage } from '../stage.ts';

const DELEGABLE = ['reported', 'acknowledgement', 'handling'] as const;

/** A centre hands the case to the centre one level down (交办). */
export const delegate: Decide<'delegate'> = (current, { reason }, { now, policy, calendar, centres }) => {
  const { state } = current;
  if (state.stage !== 'reported' && state.stage !== 'acknowledgement' && state.stage !== 'handling')
    return rejected(wrongStage(current, 'delegate', DELEGABLE));
  const level = RESPONSIBLE_LEVELS[RESPONSIBLE_LEVELS.indexOf(current.level) - 1];
  if (!level || centres[level].code === state.unit.code) return rejected(nobodyBelow);
  return happened({
    type: 'delegated',
    from: state.unit,
    to: centres[level],
    level,
    clock: startClock('acknowledgement', { ...current, level }, now, policy, calendar),
    reason,
  });
};

const nobodyBelow = {
  kind: 'conflict' as const,
  code: 'nobody-below',
  message: {
    'zh-CN': '案件已在社区一级，没有下一级。',
    en: 'The case is with the community; there is no level below.',
  },
};
