import { type Decide, happened, rejected } from '../command.ts';
import { unknownReason } from '../refusals.ts';
import { wrongStage } from '../stage.ts';

/** The centre does not accept the matter (不予受理), with a coded ground: litigation, petition channel, emergency … */
export const decline: Decide<'decline'> = (current, { code, reason }, { policy }) => {
  const { stage } = current.state;
  if (stage !== 'reported' && stage !== 'acknowledgement')
    return rejected(wrongStage(current, 'decline', ['reported', 'acknowledgement']));
  const unknown = unknownReason(code, policy.declineReasons);
  return unknown ? rejected(unknown) : happened({ type: 'declined', code, reason });
};
