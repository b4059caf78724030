import { type Actor, unitOf } from '../actor.ts';
import { hash32 } from '../hash32.ts';
import { RESPONSIBLE_LEVELS, type ResponsibleLevel } from '../place/area.ts';
import { levelOfUnit, type Unit, type UnitKind } from '../place/unit.ts';
import type { Context, Verifier } from '../process/context.ts';
import type { Instant } from '../time/instant.ts';
import { type Case, reportersOf } from './case.ts';

/**
 * Nobody judges their own work: who handled a case neither verifies it nor confirms the end. That whoever asks for
 * something does not grant it is `process/four-eyes.ts`.
 */

/** Whether an actor, or the unit for which they act, took the case in hand. */
export const hadAHandInIt = (actor: Actor, current: Case): boolean => {
  const unit = unitOf(actor);
  return (
    current.handlers.includes(actor.subject) ||
    (unit !== undefined && current.handlingUnits.includes(unit.code) && !judgesForWantOfOthers(unit, current))
  );
};

/** The reporters who are asked at the end: nobody who handled the case, or reported it for a unit that did. */
export const askedAtTheEnd = (current: Case): string[] =>
  reportersOf(current).filter(
    (subject) => !current.handlers.includes(subject) && !hasReportedForAHandler(subject, current),
  );

/** Whether a case was reported by somebody of a unit. */
export const reportedFor = (
  unit: Unit | undefined,
  { staffReporters }: Pick<Case, 'staffReporters'>,
): boolean => staffReporters.some((reporter) => reporter.unit === unit?.code);

/** Whether an actor, or the unit for which they act, has declined a case. */
export const declinedIt = (actor: Actor, { declinedBy = [] }: Pick<Case, 'declinedBy'>): boolean => {
  const unit = unitOf(actor)?.code;
  return declinedBy.some(
    (one) => one.subject === actor.subject || (one.unit !== undefined && one.unit === unit),
  );
};

/** While an appeal waits, neither whoever declined the case nor whoever reported it decides anything in it. */
export const isPartyToAppeal = (actor: Actor, current: Case): boolean =>
  current.appeal === 'waiting' &&
  (declinedIt(actor, current) || reportersOf(current).includes(actor.subject));

/**
 * A handled case is only given to a unit that handled it for judgement where nobody else is left: all centres did, and the
 * city has no supervising unit. Then another person of that unit looks.
 */
const judgesForWantOfOthers = ({ code }: Unit, { state }: Case): boolean =>
  (state.stage === 'verification' || state.stage === 'followUp') && state.unit.code === code;

/** Whether somebody reported a case for a unit that then took it in hand: their word would be that unit's own. */
const hasReportedForAHandler = (
  subject: string,
  { staffReporters, handlingUnits }: Pick<Case, 'staffReporters' | 'handlingUnits'>,
): boolean =>
  staffReporters.some((reporter) => reporter.subject === subject && handlingUnits.includes(reporter.unit));

/** The question of `impartialCentre` to the city: who stands above all centres. */
export const SUPERVISING: readonly UnitKind[] = ['supervisingUnit'];

/**
 * The lowest centre, from `from` upward, that took no part in handling; when all of them did, the supervising unit, or the
 * city's centre where there is none.
 */
export const impartialCentre = (
  { centres, nearest }: Pick<Context, 'centres'> & Partial<Pick<Context, 'nearest'>>,
  handlingUnits: readonly string[],
  from: ResponsibleLevel = 'community',
): Unit =>
  RESPONSIBLE_LEVELS.slice(RESPONSIBLE_LEVELS.indexOf(from))
    .map((level) => centres[level])
    .find(({ code }) => !handlingUnits.includes(code)) ??
  nearest?.get('supervisingUnit') ??
  centres.city;

/**
 * The level whose ladder times a judgement: that of the case, or of the centre that judges where it stands higher, as it
 * does where those below handled the case or a level has no centre of its own.
 */
export const levelOfJudge = (level: ResponsibleLevel, judge: Unit): ResponsibleLevel =>
  RESPONSIBLE_LEVELS[Math.max(...[level, levelOfUnit(judge)].map((one) => RESPONSIBLE_LEVELS.indexOf(one)))]!;

/**
 * Draws who verifies on the spot: a grid worker nearest to the place who neither handled nor reported it and belongs
 * to no unit that did. Drawn from the case and the time, so that the same decision draws the same person.
 */
export const drawVerifier = (
  {
    id,
    grid,
    reporter,
    alsoReportedBy = [],
    handlers,
  }: Pick<Case, 'id' | 'grid' | 'reporter' | 'handlers'> & Partial<Pick<Case, 'alsoReportedBy'>>,
  verifiers: readonly Verifier[],
  handlingUnits: readonly string[],
  now: Instant,
): string | undefined => {
  const impartial = verifiers.filter(
    ({ subject, unit }) =>
      ![reporter, ...alsoReportedBy, ...handlers].includes(subject) && !handlingUnits.includes(unit),
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
