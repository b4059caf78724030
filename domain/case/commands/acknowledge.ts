import { staffInCharge } from '../../access.ts';
import { startClock } from '../../process/clock.ts';
import { happened } from '../../process/process.ts';
import { personal } from '../command.ts';

export interface Acknowledge {
  type: 'acknowledge';
}

/** The unit confirms that it has received the case (签收). The handling limit has been running since the dispatch. */
export const acknowledge = personal({
  stages: ['acknowledgement'],
  may: staffInCharge,
  decide: (current, _command: Acknowledge, { policy, calendar }) =>
    happened({
      type: 'acknowledged',
      clock: startClock('handling', current, current.state.dispatchedAt, policy, calendar),
    }),
});
