import { centreInCharge } from '../../access.ts';
import { RESPONSIBLE_LEVELS } from '../../place/area.ts';
import { centreBelow } from '../../place/centres.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { personal } from '../command.ts';
import { isDesignated, mustDesignate } from '../refusals.ts';
import { clockAt } from '../spent.ts';

export interface Delegate {
  type: 'delegate';
  reason: string;
}

/** A centre hands the case to the nearest centre below (下交). It shares a quota with returning, so that nobody hands a case to and fro. */
export const delegate = personal<Delegate, 'reported' | 'acknowledgement' | 'handling'>({
  stages: ['reported', 'acknowledgement', 'handling'],
  may: centreInCharge,
  refuses: ({ designated, level, returns, state: { unit } }, _command, { policy }) => {
    if (designated) return isDesignated(unit.name);
    if (level === RESPONSIBLE_LEVELS[0]) return nobodyBelow;
    return returns >= policy.returnQuota ? mustDesignate(returns) : undefined;
  },
  decide: (current, { reason }: Delegate, context) => {
    const { unit } = current.state;
    const below = centreBelow(context.centres, current.level);
    if (!below || below.to.code === unit.code) return rejected(nobodyBelow);
    const { to, level } = below;
    return happened({
      type: 'delegated',
      from: unit,
      to,
      level,
      clock: clockAt('acknowledgement', current, { unit: to, level }, context.now, context),
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
