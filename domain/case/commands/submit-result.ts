import { hash32 } from '../../hash32.ts';
import { RESPONSIBLE_LEVELS } from '../../place/area.ts';
import type { Unit } from '../../place/unit.ts';
import { type Case, presentParts } from '../case.ts';
import { startClock } from '../clock.ts';
import { type Centres, type Decide, happened, rejected, type Verifier } from '../command.ts';
import { suspendedAlready } from '../refusals.ts';
import { wrongStage } from '../stage.ts';

/**
 * The unit hands in its result, which names what became of each part of joint handling. The nearest centre that has
 * not handled the case has it verified, by a grid worker drawn near the place.
 */
export const submitResult: Decide<'submitResult'> = (
  current,
  { result, parts },
  { now, policy, calendar, centres, verifiers = [] },
) => {
  const { state } = current;
  if (state.stage !== 'handling') return rejected(wrongStage(current, 'submitResult', ['handling']));
  if (current.suspendedUntil) return rejected(suspendedAlready);
  const unnamed = presentParts(current).find(
    ({ unit, state: answered }) => answered === 'answered' && !parts?.[unit.code],
  );
  if (unnamed) return rejected(partNotNamed(unnamed.unit));
  const handlers = [...current.handlingUnits, state.unit.code];
  const verifier = drawVerifier(current, verifiers, handlers, now);
  return happened({
    type: 'resultSubmitted',
    result,
    ...(parts && Object.keys(parts).length > 0 && { partsSummed: parts }),
    to: impartialCentre(current, centres, handlers),
    clock: startClock('verification', current, now, policy, calendar),
    ...(verifier !== undefined && { verifier }),
  });
};

/** The lowest centre, from `from` upward, that took no part in handling; the city's when all of them did. */
export const impartialCentre = (
  current: Pick<Case, 'handlingUnits'>,
  centres: Centres,
  handlers: readonly string[] = current.handlingUnits,
  from: (typeof RESPONSIBLE_LEVELS)[number] = 'community',
): Unit =>
  RESPONSIBLE_LEVELS.slice(RESPONSIBLE_LEVELS.indexOf(from))
    .map((level) => centres[level])
    .find(({ code }) => !handlers.includes(code)) ?? centres.city;

/**
 * Draws who verifies on the spot: a grid worker nearest to the place who neither handled nor reported it and belongs
 * to no unit that did. Drawn from the case and the time, so that the same decision draws the same person.
 */
export const drawVerifier = (
  { id, grid, reporter, handlers }: Pick<Case, 'id' | 'grid' | 'reporter' | 'handlers'>,
  verifiers: readonly Verifier[],
  handlingUnits: readonly string[],
  now: string,
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

const partNotNamed = ({ code, name }: Unit) => ({
  kind: 'invalid' as const,
  code: 'part-not-named',
  field: `parts.${code}`,
  message: {
    'zh-CN': `办理结果须说明每个协办单位的情况：请补充${name}。`,
    en: `The summing-up names each part; say what became of that of ${name}.`,
  },
});
