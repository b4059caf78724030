import { staffInCharge } from '../../access.ts';
import { happened } from '../../process/process.ts';
import { personal } from '../command.ts';
import { clockAt } from '../spent.ts';

export interface Acknowledge {
  type: 'acknowledge';
}

/** The unit confirms that it has received the case (签收). The handling limit has been running since the dispatch. */
export const acknowledge = personal({
  stages: ['acknowledgement'],
  may: staffInCharge,
  decide: (current, _command: Acknowledge, context) => {
    const { unit, dispatchedAt } = current.state;
    return happened({
      type: 'acknowledged',
      clock: clockAt('handling', current, { unit, level: current.level }, dispatchedAt, context),
    });
  },
});
