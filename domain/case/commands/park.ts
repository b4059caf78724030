import { isOpen } from '../case.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { OPEN_STAGES, wrongStage } from '../stage.ts';

/** The workflow gives up on a case: it goes to the operators' list, once, with the reason. Its clocks go on. */
export const park: Decide<'park'> = (current, { reason }) =>
  isOpen(current) && !current.parked ? happened({ type: 'parked', reason }) : happened();

/** An operator sends a case back on its way; a new execution takes over where the case stands. */
export const restart: Decide<'restart'> = (current, { reason }) =>
  isOpen(current)
    ? happened({ type: 'restarted', reason })
    : rejected(wrongStage(current, 'restart', OPEN_STAGES));
