import { type Case, isOpen, openParts, partsOf } from './case.ts';
import type { CaseEvent, CaseEventType } from './event.ts';

/**
 * Which units have, had or were asked for a case, and which were taken off it: kept with every event, because who is
 * told what is asked of the record alone. Either list holds a unit once, no more units than a city has, and is absent
 * where it would be empty.
 */
export const withUnits = (before: Case, event: CaseEvent, after: Case): Case => {
  const given = workingUnits(before).filter((unit) => !hadCase(unit, after));
  const involved = involvedUnits(after);
  const left = TAKES_OFF.has(event.type)
    ? [...involvedUnits(before)].filter((unit) => !involved.has(unit) && tookPart(unit, after))
    : [];
  const { givenTo = [], takenOff = {}, ...course } = after;
  const off = Object.entries(takenOff);
  if (given.length + left.length === 0 && !off.some(([unit]) => involved.has(unit))) return after;
  const lost = [...givenTo, ...new Set(given)];
  const stillOff = [
    ...off.filter(([unit]) => !involved.has(unit)),
    ...left.map((unit) => [unit, event.seq] as const),
  ];
  return {
    ...course,
    ...(lost.length > 0 && { givenTo: lost }),
    ...(stillOff.length > 0 && { takenOff: Object.fromEntries(stillOff) }),
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

/** Whether a unit has the case to handle, ever had it, or was asked for a part. */
export const hadCase = (unit: string, current: Case): boolean =>
  tookPart(unit, current) || current.givenTo?.includes(unit) || workingUnits(current).includes(unit);

/** Whether a unit took the case in hand, or was asked for a part that has ended: it sees the case for good. */
const tookPart = (unit: string, { handlingUnits, endedParts }: Case): boolean =>
  handlingUnits.includes(unit) ||
  endedParts.some((part) => part.unit.code === unit || part.responsible.code === unit);

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
