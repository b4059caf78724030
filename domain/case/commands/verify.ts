import { startClock } from '../clock.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { wrongStage } from '../stage.ts';
import { unknownReason } from './return.ts';
import { impartialCentre } from './submit-result.ts';

/** Somebody other than the handler looks at the place: passed goes to follow-up, not good enough goes back to the same unit. */
export const verify: Decide<'verify'> = (current, command, { now, policy, calendar, centres }) => {
  const { state } = current;
  if (state.stage !== 'verification') return rejected(wrongStage(current, 'verify', ['verification']));
  if (command.passed)
    return happened({
      type: 'verified',
      ...(command.note && { note: command.note }),
      to: impartialCentre(current, centres, current.handlingUnits, 'township'),
      clock: startClock('followUp', current, now, policy, calendar),
    });
  if (!policy.reworkReasons.some(({ code }) => code === command.code))
    return rejected(
      unknownReason(
        command.code,
        policy.reworkReasons.map(({ code }) => code),
      ),
    );
  return happened({
    type: 'reworked',
    to: state.handledBy,
    code: command.code,
    reason: command.reason,
    clock: startClock('handling', current, now, policy, calendar),
  });
};
