import { RESPONSIBLE_LEVELS } from '../../area.ts';
import type { Unit } from '../../unit.ts';
import type { Case } from '../case.ts';
import { startClock } from '../clock.ts';
import { type Centres, type Decide, happened, rejected } from '../command.ts';
import { wrongStage } from '../stage.ts';

/** The unit hands in its result. The nearest centre that has not handled the case verifies it. */
export const submitResult: Decide<'submitResult'> = (
  current,
  { result },
  { now, policy, calendar, centres },
) =>
  current.state.stage === 'handling'
    ? happened({
        type: 'resultSubmitted',
        result,
        to: impartialCentre(current, centres, [...current.handlingUnits, current.state.unit.code]),
        clock: startClock('verification', current, now, policy, calendar),
      })
    : rejected(wrongStage(current, 'submitResult', ['handling']));

/** The lowest centre, from `from` upward, that took no part in handling; the city's when all of them did. */
export const impartialCentre = (
  current: Case,
  centres: Centres,
  handlers: readonly string[] = current.handlingUnits,
  from: (typeof RESPONSIBLE_LEVELS)[number] = 'community',
): Unit =>
  RESPONSIBLE_LEVELS.slice(RESPONSIBLE_LEVELS.indexOf(from))
    .map((level) => centres[level])
    .find(({ code }) => !handlers.includes(code)) ?? centres.city;
