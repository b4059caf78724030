import { startClock } from '../clock.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { wrongStage } from '../stage.ts';

/** The unit signs for the case. The handling limit has been running since the dispatch. */
export const acknowledge: Decide<'acknowledge'> = (current, _command, { policy, calendar }) =>
  current.state.stage === 'acknowledgement'
    ? happened({
        type: 'acknowledged',
        clock: startClock('handling', current, current.state.dispatchedAt, policy, calendar),
      })
    : rejected(wrongStage(current, 'acknowledge', ['acknowledgement']));
