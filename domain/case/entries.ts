import { type Entry, OPERATORS } from '../process/process.ts';
import { type Case, isOpen, openParts } from './case.ts';

/** The lines on people's lists because of a case: the unit in charge's, one for each open part, and the operators'. */
export const entriesOf = (current: Case): Entry[] => {
  if (!isOpen(current)) return [];
  const { id, title, category, severity, level, grid, state, parked } = current;
  const summary = { id, title, category, severity, level, grid, stage: state.stage };
  return [
    { name: '', list: state.unit.code, dueAt: state.clock.dueAt, shows: summary },
    ...openParts(current).map(({ unit, responsible, clock }) => ({
      name: `part#${unit.code}`,
      list: responsible.code,
      dueAt: clock.dueAt,
      shows: { ...summary, part: unit.code },
    })),
    ...(parked
      ? [{ name: 'parked', list: OPERATORS, dueAt: parked.at, shows: { ...summary, reason: parked.reason } }]
      : []),
  ];
};
