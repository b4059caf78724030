import { centreInCharge } from '../../access.ts';
import { RESPONSIBLE_LEVELS } from '../../place/area.ts';
import { startClock } from '../../process/clock.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { personal } from '../command.ts';

export interface Delegate {
  type: 'delegate';
  reason: string;
}

/** A centre hands the case to the centre one level below (下交). */
export const delegate = personal({
  stages: ['reported', 'acknowledgement', 'handling'],
  may: centreInCharge,
  decide: (current, { reason }: Delegate, { now, policy, calendar, centres }) => {
    const { unit } = current.state;
    const level = RESPONSIBLE_LEVELS[RESPONSIBLE_LEVELS.indexOf(current.level) - 1];
    if (!level || centres[level].code === unit.code) return rejected(nobodyBelow);
    return happened({
      type: 'delegated',
      from: unit,
      to: centres[level],
      level,
      clock: startClock('acknowledgement', { ...current, level }, now, policy, calendar),
      reason,
    });
  },
});

const nobodyBelow: Rejection = {
  kind: 'conflict',
  code: 'nobody-below',
  message: {
    'zh-CN': '案件已在社区一级，不能再下交。',
    en: 'The case is already with the community; there is no level below.',
  },
};
