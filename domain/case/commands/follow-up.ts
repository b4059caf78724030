import { levelAbove } from '../../place/area.ts';
import { startClock } from '../clock.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { wrongStage } from '../stage.ts';

/**
 * The reporter's satisfaction. Not satisfied the first time means a second look by the level above; the
 * second refusal closes the case with the reason told (Jinan hotline rules: same facts, no third handling).
 */
export const followUp: Decide<'followUp'> = (current, command, { now, policy, calendar, centres }) => {
  if (current.state.stage !== 'followUp') return rejected(wrongStage(current, 'followUp', ['followUp']));
  const { type, ...answer } = command;
  const told = { type: 'followedUp' as const, ...answer };
  if (command.satisfied || current.secondLook) return happened(told, { type: 'closed' });
  const level = levelAbove(current.level) ?? 'city';
  return happened(told, {
    type: 'secondLookOrdered',
    to: centres[level],
    level,
    clock: startClock('acknowledgement', { ...current, level }, now, policy, calendar),
  });
};
