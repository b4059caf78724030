import type { RunningClock } from '../process/clock.ts';
import type { ClockIn } from '../process/process.ts';
import { type Case, isOpen, openParts } from './case.ts';
import type { CaseClockName } from './event.ts';

/**
 * The clocks of a case: that of the unit in charge, one for each open part, that of a reply to a level above, and that of
 * the whole case.
 */
export const clocksOf = (current: Case): ClockIn<CaseClockName>[] => {
  if (!isOpen(current)) return [];
  const { clock, unit: responsible, supervision } = current.state;
  return [
    { clock, responsible },
    ...openParts(current).map((part) => ({
      clock: part.clock,
      responsible: part.responsible,
      part: part.unit.code,
    })),
    ...(supervision ? [{ clock: supervision.clock, responsible, supervision: true as const }] : []),
    ...(current.whole ? [{ clock: current.whole, responsible, whole: true as const }] : []),
  ];
};

/** The case with one of its running clocks changed; as it was, where that clock does not run. */
export const withClock = <C extends Case>(
  current: C,
  { part, supervision, whole }: CaseClockName,
  change: (clock: RunningClock) => RunningClock,
): C => {
  if (!isOpen(current)) return current;
  const { state } = current;
  if (whole)
    return current.whole?.runningSince === undefined ? current : { ...current, whole: change(current.whole) };
  if (supervision)
    return state.supervision
      ? {
          ...current,
          state: { ...state, supervision: { ...state.supervision, clock: change(state.supervision.clock) } },
        }
      : current;
  if (part === undefined)
    return state.clock.runningSince === undefined
      ? current
      : { ...current, state: { ...state, clock: change(state.clock) } };
  return state.stage !== 'joint'
    ? current
    : {
        ...current,
        state: {
          ...state,
          parts: state.parts.map((one) =>
            one.unit.code === part ? { ...one, clock: change(one.clock) } : one,
          ),
        },
      };
};
