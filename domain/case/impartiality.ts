import { type Actor, unitOf } from '../actor.ts';
import { hash32 } from '../hash32.ts';
import { RESPONSIBLE_LEVELS, type ResponsibleLevel } from '../place/area.ts';
import type { Centres } from '../place/centres.ts';
import { levelOfUnit, type Unit } from '../place/unit.ts';
import type { Verifier } from '../process/context.ts';
import type { Instant } from '../time/instant.ts';
import type { Case } from './case.ts';

/**
 * Nobody judges their own work: who handled a case neither verifies it nor confirms the end. That whoever asks for
 * something does not grant it is `process/four-eyes.ts`.
 */

/** Whether an actor, or the unit for which they act, took the case in hand. */
export const hadAHandInIt = (actor: Actor, current: Case): boolean => {
  const unit = unitOf(actor);
  return (
    current.handlers.includes(actor.subject) ||
    // Above the city nobody is left: should all centres have handled a case, another person of the city's looks.
    (unit !== undefined && levelOfUnit(unit) !== 'city' && current.handlingUnits.includes(unit.code))
  );
};

/** The lowest centre, from `from` upward, that took no part in handling; the city's when all of them did. */
export const impartialCentre = (
  centres: Centres,
  handlingUnits: readonly string[],
  from: ResponsibleLevel = 'community',
): Unit =>
  RESPONSIBLE_LEVELS.slice(RESPONSIBLE_LEVELS.indexOf(from))
    .map((level) => centres[level])
    .find(({ code }) => !handlingUnits.includes(code)) ?? centres.city;

/**
 * Draws who verifies on the spot: a grid worker nearest to the place who neither handled nor reported it and belongs
 * to no unit that did. Drawn from the case and the time, so that the same decision draws the same person.
 */
export const drawVerifier = (
  { id, grid, reporter, handlers }: Pick<Case, 'id' | 'grid' | 'reporter' | 'handlers'>,
  verifiers: readonly Verifier[],
  handlingUnits: readonly string[],
  now: Instant,
): string | undefined => {
  const impartial = verifiers.filter(
    ({ subject, unit }) =>
      subject !== reporter && !handlers.includes(subject) && !handlingUnits.includes(unit),
  );
  const nearness = ({ area }: Verifier): number => sharedDigits(area, grid);
  const nearest = Math.max(...impartial.map(nearness));
  const drawn = impartial.filter((verifier) => nearness(verifier) === nearest);
  return drawn.length === 0 ? undefined : drawn[hash32(`${id}${now}`) % drawn.length]?.subject;
};

const sharedDigits = (a: string, b: string): number => {
  let digits = 0;
  while (digits < a.length && a[digits] === b[digits]) digits += 1;
  return digits;
};
