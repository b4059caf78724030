import { staffOrCentre } from '../../access.ts';
import { happened, rejected } from '../../process/process.ts';
import { personal } from '../command.ts';
import { escalation } from '../ladder.ts';
import { nobodyAbove } from '../refusals.ts';

export interface Escalate {
  type: 'escalate';
  reason: string;
}

/** A unit or centre hands the case to the centre one level above (提级), with a reason. */
export const escalate = personal({
  stages: ['reported', 'acknowledgement', 'handling', 'joint'],
  may: staffOrCentre,
  decide: (current, { reason }: Escalate, context) => {
    const up = escalation(current, reason, context);
    return up ? happened(up) : rejected(nobodyAbove);
  },
});
