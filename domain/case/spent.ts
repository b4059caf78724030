import type { ResponsibleLevel } from '../place/area.ts';
import type { Unit } from '../place/unit.ts';
import { isPaused, paused, type RunningClock, relimited, resumed, startClock } from '../process/clock.ts';
import type { Context } from '../process/context.ts';
import type { Instant } from '../time/instant.ts';
import type { Case, OpenCase, Spent } from './case.ts';

/**
 * What a unit has used of its limits when the case leaves it. If it gets the case again before the result is in, its clocks
 * go on from there and its extensions stay used, so that handing a case round gains nobody any time. A limit that ran out
 * has been answered for: the level above, to which it rose, gives a new one.
 */

/** Units that a case remembers: more than there are around any place. The record of a case has room for 400 kB. */
const MOST_UNITS = 50;

/** What is remembered once the unit in charge has the case no more. */
export const spentOnLeaving = ({ state, spent }: OpenCase, at: Instant): Spent[] => {
  const { stage, unit, clock } = state;
  if (stage !== 'acknowledgement' && stage !== 'handling' && stage !== 'joint') return spent;
  const { handling, extensions } = spentOf(spent, unit.code);
  const hadTime = isPaused(clock) || clock.dueAt > at;
  const left = isPaused(clock) ? clock : paused(clock, at);
  const kept: Spent =
    stage === 'acknowledgement'
      ? {
          unit: unit.code,
          extensions,
          ...(handling && { handling }),
          ...(hadTime && { acknowledgement: left }),
        }
      : { unit: unit.code, extensions: state.extensions, ...(hadTime && { handling: left }) };
  return [...spent.filter((one) => one.unit !== unit.code), kept].slice(-MOST_UNITS);
};

export const spentOf = (spent: readonly Spent[], unit: string): Spent =>
  spent.find((one) => one.unit === unit) ?? { unit, extensions: 0 };

/** The clock of a unit that gets a case: a new one, or its own that goes on, under the limit of the present severity. */
export const clockAt = (
  stage: 'acknowledgement' | 'handling',
  current: Pick<Case, 'category' | 'severity' | 'spent'>,
  { unit, level }: { unit: Unit; level: ResponsibleLevel },
  from: Instant,
  { policy, calendar }: Pick<Context, 'policy' | 'calendar'>,
): RunningClock => {
  const before = spentOf(current.spent, unit.code)[stage];
  return before
    ? relimited(resumed(before, from, calendar), current, from, policy, calendar)
    : startClock(stage, { ...current, level }, from, policy, calendar);
};
