import { type Case, isOpen, openParts, partsOf } from './case.ts';
import type { CaseEvent, CaseEventType } from './event.ts';

/**
 * Which units have, had or were asked for a case, and which were taken off it: kept with every event, because who is
 * told what is asked of the record alone. Either list holds a unit once, and no more units than a city has.
 */
export const withUnits = (before: Case, event: CaseEvent, after: Case): Case => {
  const given = workingUnits(after).filter((unit) => !after.givenTo.includes(unit));
  const involved = involvedUnits(after);
  const left = TAKES_OFF.has(event.type)
    ? [...involvedUnits(before)].filter((unit) => !involved.has(unit))
    : [];
  const back = Object.keys(after.takenOff).filter((unit) => involved.has(unit));
  if (given.length + left.length + back.length === 0) return after;
  const stillOff = Object.entries(after.takenOff).filter(([unit]) => !involved.has(unit));
  return {
    ...after,
    givenTo: [...after.givenTo, ...new Set(given)],
    takenOff: Object.fromEntries([...stillOff, ...left.map((unit) => [unit, event.seq])]),
  };
};

/** Events by which a unit loses the case, or its part: what ends with work done takes nobody off. */
const TAKES_OFF: ReadonlySet<CaseEventType> = new Set<CaseEventType>([
  'assigned',
  'designated',
  'delegated',
  'returned',
  'partReturned',
  'partRemoved',
]);

/** Units that handle the case or a part of it. A centre at whose desk a case lies does not. */
const workingUnits = (current: Case): string[] => {
  if (!isOpen(current)) return [];
  const { stage, unit } = current.state;
  const handles = stage === 'acknowledgement' || stage === 'handling' || stage === 'joint';
  return [
    ...(handles ? [unit.code] : []),
    ...openParts(current).flatMap((part) => [part.unit.code, part.responsible.code]),
  ];
};

/** Units that have the case, answer for it, or did their part. */
const involvedUnits = (current: Case): ReadonlySet<string> =>
  new Set([
    ...(isOpen(current) ? [current.state.unit.code] : []),
    ...(current.state.stage === 'verification' ? [current.state.handledBy.code] : []),
    ...current.coResponsible.map(({ code }) => code),
    ...partsOf(current)
      .filter(({ state }) => state !== 'returned' && state !== 'removed')
      .flatMap(({ unit, responsible }) => [unit.code, responsible.code]),
  ]);
