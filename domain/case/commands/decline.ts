import { dispatches } from '../../access.ts';
import { happened, rejected } from '../../process/process.ts';
import { personal } from '../command.ts';
import { unknownReason } from '../refusals.ts';

export interface Decline {
  type: 'decline';
  code: string;
  reason: string;
}

/** The centre does not accept the matter (不予受理), with a coded reason: litigation, petition channel, emergency … */
export const decline = personal({
  stages: ['reported', 'acknowledgement'],
  may: dispatches,
  decide: (_current, { code, reason }: Decline, { policy }) => {
    const unknown = unknownReason(code, policy.declineReasons);
    return unknown ? rejected(unknown) : happened({ type: 'declined', code, reason });
  },
});
