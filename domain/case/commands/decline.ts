import { declines } from '../../access.ts';
import { unitOf } from '../../actor.ts';
import { levelOfUnit } from '../../place/unit.ts';
import { happened, rejected } from '../../process/process.ts';
import { personal } from '../command.ts';
import { unknownReason } from '../refusals.ts';

export interface Decline {
  type: 'decline';
  code: string;
  reason: string;
}

/**
 * The centre does not accept the matter (不予受理), with a coded reason: litigation, petition channel, emergency … One
 * person decides, because whoever reported may appeal.
 */
export const decline = personal({
  stages: ['reported', 'acknowledgement'],
  may: declines,
  decide: (current, { code, reason }: Decline, { policy, actor }) => {
    const unknown = unknownReason(code, policy.declineReasons);
    if (unknown) return rejected(unknown);
    const unit = unitOf(actor);
    return happened({ type: 'declined', code, reason, level: unit ? levelOfUnit(unit) : current.level });
  },
});
