import { type Actor, type StaffMember, unitOf } from './actor.ts';
import { type Case, isOpen, openParts, partsOf, reportersOf, requestOf } from './case/case.ts';
import {
  askedAtTheEnd,
  declinedIt,
  hadAHandInIt,
  isPartyToAppeal,
  reportedFor,
} from './case/impartiality.ts';
import { hadCase } from './case/participation.ts';
import { isWithin, RESPONSIBLE_LEVELS } from './place/area.ts';
import { areaOfUnit, levelOfUnit, standsOver, type Unit } from './place/unit.ts';
import { isAnothers, type Request } from './process/four-eyes.ts';

/**
 * Who may see and do what: role × unit × area prefix × own part. The only place where access is decided;
 * what no rule here allows is refused. Whom the rules mean is told in words in `who-may.ts` and `case/who-may.ts`.
 */

/** A case is seen by its reporter, the staff of its place, the units that work on it or did, and operators. */
export const maySee = (actor: Actor, current: Case): boolean => {
  if (actor.role === 'operator') return isWithin(current.grid, actor.area);
  if (isReporter(actor, current)) return true;
  const unit = actor.role === 'gridWorker' ? undefined : unitOf(actor);
  return (
    watchesOver(actor, current) ||
    isDrawn(actor, current) ||
    supervises(actor, current) ||
    (unit !== undefined && worksOn(unit.code, current))
  );
};

/**
 * As what somebody reads a case that they may see; what each is told is said in `case/visible.ts`.
 *
 * - `overseer`: an operator, or a centre of the place that never had the case and was never asked for a part.
 * - `unit`: other staff of the place, the units with a hand in the case, and the supervising unit.
 * - `formerUnit`: a unit that was taken off the case.
 * - `reporter`: whoever reported it, and nothing else.
 * - `otherReporter`: whoever reported a case that was merged into it.
 */
export type Reading = 'overseer' | 'unit' | 'formerUnit' | 'reporter' | 'otherReporter';

export const readsAs = (actor: Actor, current: Case): Reading => {
  if (oversees(actor, current)) return 'overseer';
  const unit = actor.role === 'gridWorker' ? undefined : unitOf(actor);
  if (watchesOver(actor, current) || isDrawn(actor, current) || supervises(actor, current)) return 'unit';
  const works = unit !== undefined && worksOn(unit.code, current);
  if (works && current.takenOff?.[unit.code] === undefined) return 'unit';
  if (actor.subject === current.reporter) return 'reporter';
  return works && !isReporter(actor, current) ? 'formerUnit' : 'otherReporter';
};

/** Operators and the centres of the place, but for centres that have, had or were asked for the case. */
const oversees = (actor: Actor, current: Case): boolean =>
  actor.role === 'operator'
    ? isWithin(current.grid, actor.area)
    : actor.role === 'dispatcher' && watchesOver(actor, current) && !hadCase(actor.unit.code, current);

/**
 * Whether an actor may know who reported: overseers, and the reporter. What a grid worker reports on duty is not hidden
 * from the dispatchers of their own unit, whoever handles it.
 */
export const mayKnowReporter = (actor: Actor, current: Case): boolean =>
  actor.subject === current.reporter ||
  oversees(actor, current) ||
  (actor.role === 'dispatcher' && watchesOver(actor, current) && actor.unit.code === current.reportingUnit);

/** Whether an actor may know who was drawn to verify: overseers, whoever was drawn, and the unit that has the verification. */
export const mayKnowVerifier = (actor: Actor, current: Case): boolean =>
  actor.subject === verifierOf(current) ||
  oversees(actor, current) ||
  (current.state.stage === 'verification' &&
    staffInCharge(actor, current) &&
    !hadCase(current.state.unit.code, current));

/**
 * Whether an actor may take a case's whole history out of the system, word for word, the reporter included: operators
 * and the city's centre, unless it had the case itself.
 */
export const mayExport = (actor: Actor, current: Case): boolean =>
  oversees(actor, current) && (actor.role === 'operator' || dispatchesCity(actor));

/** A dispatcher of the city's centre. */
const dispatchesCity = (actor: Actor): boolean =>
  actor.role === 'dispatcher' && levelOfUnit(actor.unit) === 'city';

/** Whether an actor may do anything in a case at all: a unit that was taken off reads on, and no more. */
export const takesPart = (actor: Actor, current: Case): boolean =>
  maySee(actor, current) && readsAs(actor, current) !== 'formerUnit';

/** Anyone signed in may report; settling on the spot is for the grid workers of the place. */
export const mayFile = (actor: Actor, command: 'report' | 'selfHandle', grid: string): boolean =>
  command === 'report' || (actor.role === 'gridWorker' && isWithin(grid, actor.area));

/** Whether the severity with which somebody reports is their own to say: a dispatcher grades what lies in their area. */
export const mayGrade = (actor: Actor, grid: string): boolean =>
  actor.role === 'dispatcher' && isWithin(grid, actor.area);

/** Operators watch executions and restart cases; they decide nothing in them. */
export const mayOperate = (actor: Actor): boolean => actor.role === 'operator';

/** Whether an actor may say who is told of what happens in an area: operators whose own area holds it. */
export const mayAnnounce = (actor: Actor, area: string): boolean =>
  actor.role === 'operator' && isWithin(area, actor.area);

/** What governs the city is read by all staff: policy, calendar, borders. */
export const mayReadPolicy = (actor: Actor): boolean => actor.role !== 'resident';

/**
 * What governs the city is amended by two: an operator proposes, another operator or a dispatcher of the city's centre
 * approves or refuses; so a city of one operator is not locked out. Whoever proposed may withdraw.
 */
export const mayPropose = (actor: Actor): boolean => actor.role === 'operator';
export const mayApprove = (actor: Actor, proposal: Proposed): boolean =>
  (actor.role === 'operator' || dispatchesCity(actor)) && isAnothers(proposal, actor);
export const mayWithdraw = (actor: Actor, proposal: Proposed): boolean =>
  mayPropose(actor) && !isAnothers(proposal, actor);
type Proposed = Pick<Request<{ kind: string }>, 'by'>;

/** Who proposed what, and why, is told to those who may decide, and to the supervising unit. */
export const mayReadAmendments = (actor: Actor): boolean =>
  actor.role === 'operator' || dispatchesCity(actor) || unitOf(actor)?.kind === 'supervisingUnit';

/** Past cases are gone through by operators and by the dispatchers of county and city, each in their area. */
export const mayDryRun = (actor: Actor, area: string): boolean =>
  (actor.role === 'operator' ||
    (actor.role === 'dispatcher' && ['county', 'city'].includes(levelOfUnit(actor.unit)))) &&
  isWithin(area, actor.area);

/** Who works in a unit is told to its own people, to the units above it and to operators. What units there are is no secret. */
export const maySeeStaff = (actor: Actor, unit: Unit): boolean => {
  if (actor.role === 'operator') return isWithin(unit.area, actor.area);
  const own = unitOf(actor);
  if (!own) return false;
  return (
    own.code === unit.code ||
    own.code === unit.superior ||
    (isWithin(unit.area, own.area) && (own.kind === 'supervisingUnit' || standsOver(own, unit)))
  );
};

/**
 * Statistics of an area are told to those who may see every case there: from a small number nobody learns of a person what
 * they may not read anyway.
 */
export const mayReadStatistics = (actor: Actor, area: string): boolean =>
  actor.role !== 'resident' &&
  (actor.role !== 'officer' || actor.unit.kind === 'supervisingUnit') &&
  isWithin(area, actor.area);

/** Those of a unit also to its own staff. */
export const mayReadStatisticsOfUnit = (actor: Actor, unit: string): boolean =>
  actor.role !== 'gridWorker' && (unitOf(actor)?.code === unit || mayReadStatistics(actor, areaOfUnit(unit)));

/**
 * Whether somebody lists the cases of an area: those whose own area holds it. What they are shown of it is asked of each
 * case. Residents list what they reported, wherever that lies.
 */
export const mayListArea = (actor: Actor, area: string): boolean =>
  actor.role === 'resident' || isWithin(area, actor.area);

/** How an area stands, their own where none is named, is told to staff whose own area holds it; of what, `maySee` says as in lists. */
export const mayReadOverview = (actor: Actor, area?: string): actor is StaffMember =>
  actor.role !== 'resident' && (area === undefined || mayListArea(actor, area));

/** Whoever reported the case, or one that was merged into it. */
const isReporter = (actor: Actor, current: Case): boolean => reportersOf(current).includes(actor.subject);

/** Units with a hand in the case: in charge, co-responsible, asked to join, or answering for a part. */
const worksOn = (unit: string, current: Case): boolean =>
  (isOpen(current) && current.state.unit.code === unit) ||
  current.handlingUnits.includes(unit) ||
  current.coResponsible.some(({ code }) => code === unit) ||
  partsOf(current).some((part) => part.unit.code === unit || part.responsible.code === unit);

/** Grid workers see their own area; the staff of centres and committees see everything below theirs. */
const watchesOver = (actor: Actor, current: Case): boolean =>
  (actor.role === 'gridWorker' || actor.role === 'dispatcher') && isWithin(current.grid, actor.area);

/** The supervising unit sees every case of the city, asks, and decides what the city's centre asks for; it handles none. */
const supervises = (actor: Actor, current: Case): boolean =>
  'unit' in actor && actor.unit.kind === 'supervisingUnit' && isWithin(current.grid, actor.area);

const inCharge = (actor: Actor, current: Case): boolean =>
  isOpen(current) && unitOf(actor)?.code === current.state.unit.code && !isPartyToAppeal(actor, current);

/** A dispatcher of the place whose centre is the one in charge or stands at the case's level or above. */
export const dispatches = (actor: Actor, current: Case): boolean =>
  actor.role === 'dispatcher' &&
  watchesOver(actor, current) &&
  !isPartyToAppeal(actor, current) &&
  (inCharge(actor, current) ||
    RESPONSIBLE_LEVELS.indexOf(levelOfUnit(actor.unit)) >= RESPONSIBLE_LEVELS.indexOf(current.level));

/** Whoever dispatches; and the supervising unit, where an appeal came to it because no centre stands above. */
export const dispatchesOrHears = (actor: Actor, current: Case): boolean =>
  dispatches(actor, current) ||
  (current.appeal === 'waiting' && supervises(actor, current) && inCharge(actor, current));

/**
 * Whoever dispatches, but nobody whose own matter it is: not a reporter nor a unit for which it was reported, not whoever
 * took it in hand, and not who has declined it before.
 */
export const declines = (actor: Actor, current: Case): boolean =>
  dispatchesOrHears(actor, current) &&
  !isReporter(actor, current) &&
  !reportedFor(unitOf(actor), current) &&
  !hadAHandInIt(actor, current) &&
  !declinedIt(actor, current);

/** Whoever reported the case, or one that was merged into it. */
export const reported = (actor: Actor, current: Case): boolean => isReporter(actor, current);

export const staffInCharge = (actor: Actor, current: Case): boolean =>
  actor.role !== 'gridWorker' && inCharge(actor, current);

/** The unit that must answer for an open part now, or was asked for it first. */
export const answersForPart = (actor: Actor, current: Case, { unit }: { unit: string }): boolean =>
  openParts(current).some(
    (part) =>
      part.unit.code === unit && [part.unit.code, part.responsible.code].includes(unitOf(actor)?.code ?? ''),
  );

/** A centre above the case's level, or above the unit in charge at the same level; the supervising unit above all. */
export const standsAbove = (actor: Actor, current: Case): boolean =>
  !inCharge(actor, current) &&
  (supervises(actor, current) ||
    (actor.role === 'dispatcher' &&
      watchesOver(actor, current) &&
      RESPONSIBLE_LEVELS.indexOf(levelOfUnit(actor.unit)) >= RESPONSIBLE_LEVELS.indexOf(current.level)));

/** Another unit that stands above the one that asked; never whoever asked, nor the reporter. */
export const decidesRequest = (actor: Actor, current: Case): boolean => {
  if (!dispatches(actor, current) && !supervises(actor, current)) return false;
  const request = requestOf(current);
  if (!request || !isOpen(current)) return true;
  const own = unitOf(actor);
  return (
    own !== undefined &&
    standsOver(own, request.unit ?? current.state.unit) &&
    isAnothers(request, actor) &&
    !isReporter(actor, current)
  );
};

/**
 * Who decides whether a part gets more time: the lead unit, or a unit above it where the lead itself must answer; never
 * whoever asked, nor the reporter.
 */
export const decidesPart = (actor: Actor, current: Case, { unit }: { unit: string }): boolean => {
  const own = unitOf(actor);
  if (!isOpen(current) || !own) return false;
  const lead = current.state.unit;
  const part = openParts(current).find((one) => one.unit.code === unit);
  const leadAnswers = part && [part.unit.code, part.responsible.code].includes(lead.code);
  return (
    (leadAnswers ? standsAbove(actor, current) && standsOver(own, lead) : staffInCharge(actor, current)) &&
    part?.extension?.by !== actor.subject &&
    !isReporter(actor, current)
  );
};

/** Whoever dispatches both cases; as long as it is not said which is the other one, whoever dispatches this one. */
export const merges = (actor: Actor, current: Case, { into }: { into?: Case }): boolean =>
  dispatches(actor, current) && (!into || dispatches(actor, into));

/**
 * Whoever decides a request; where that is a merge, they must decide on the case, too, that takes the other in, and not have
 * reported it.
 */
export const approvesRequest = (actor: Actor, current: Case, { into }: { into?: Case }): boolean =>
  decidesRequest(actor, current) &&
  (!into || ((dispatches(actor, into) || supervises(actor, into)) && !isReporter(actor, into)));

export const staffOrCentre = (actor: Actor, current: Case): boolean =>
  staffInCharge(actor, current) || dispatches(actor, current);

/** A case that has ended has no unit in charge: the centres of the place look after it. */
export const centreOfThePlace = (actor: Actor, current: Case): boolean =>
  actor.role === 'dispatcher' && watchesOver(actor, current) && levelOfUnit(actor.unit) !== 'community';

/** A centre that has the case in charge itself. */
export const centreInCharge = (actor: Actor, current: Case): boolean =>
  actor.role === 'dispatcher' && inCharge(actor, current);

/** The grid worker who was drawn verifies on the spot, or the centre in charge does; a handler never, nor a reporter. */
export const verifies = (actor: Actor, current: Case): boolean =>
  (actor.role === 'gridWorker'
    ? isDrawn(actor, current) || (verifierOf(current) === undefined && watchesOver(actor, current))
    : inCharge(actor, current)) &&
  !hadAHandInIt(actor, current) &&
  !isReporter(actor, current);

/**
 * Every reporter is asked, or the unit in charge answers for a follow-up by telephone; a handler never. Whoever reported
 * for a unit that then handled the case is not asked: the others are, or the centre in charge confirms.
 */
export const confirmsTheEnd = (actor: Actor, current: Case): boolean =>
  (isReporter(actor, current)
    ? askedAtTheEnd(current).includes(actor.subject)
    : staffInCharge(actor, current)) && !hadAHandInIt(actor, current);

/**
 * Files come from everybody who sees an open case, or one that goes on in another, and to an ended one from the centres of
 * the place.
 */
export const addsFiles = (actor: Actor, current: Case): boolean =>
  isOpen(current) || current.state.stage === 'merged' || centreOfThePlace(actor, current);

/** Everybody who may see the case. */
export const everybody = (): boolean => true;

/** Who was drawn to verify may come from another grid, where nobody nearer is impartial. */
const isDrawn = (actor: Actor, current: Case): boolean => verifierOf(current) === actor.subject;

const verifierOf = ({ state }: Case): string | undefined =>
  state.stage === 'verification' ? state.verifier : undefined;
