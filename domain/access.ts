import { type Actor, unitOf } from './actor.ts';
import { type Case, isOpen, openParts } from './case/case.ts';
import type { PersonalCommand } from './case/command.ts';
import { reportersOf } from './case/commands/merge.ts';
import { isWithin, RESPONSIBLE_LEVELS } from './place/area.ts';
import { levelOfUnit } from './place/unit.ts';
import type { Rejection } from './rejection.ts';

/**
 * Who may see and do what: role × unit × area prefix × own part. The only place where access is decided;
 * what no rule here allows is refused.
 */

/** A case is seen by its reporter, the staff of its place, the units that work on it or did, and operators. */
export const maySee = (actor: Actor, current: Case): boolean => {
  if (actor.role === 'operator') return isWithin(current.grid, actor.area);
  if (isReporter(actor, current)) return true;
  const unit = actor.role === 'gridWorker' ? undefined : unitOf(actor);
  return watchesOver(actor, current) || (unit !== undefined && worksOn(unit.code, current));
};

/** Whether an actor may see who reported: the centres of the place, operators and the reporter, never the unit complained about. */
export const mayKnowReporter = (actor: Actor, current: Case): boolean =>
  actor.subject === current.reporter ||
  (actor.role === 'operator' && maySee(actor, current)) ||
  (actor.role === 'dispatcher' &&
    watchesOver(actor, current) &&
    !current.handlingUnits.includes(actor.unit.code) &&
    !handles(actor.unit.code, current));

/** Whether a unit is about to handle a case, signed for or not. */
const handles = (unit: string, { state }: Case): boolean =>
  (state.stage === 'acknowledgement' || state.stage === 'handling' || state.stage === 'joint') &&
  state.unit.code === unit;

/**
 * Whether an actor may take a case's whole history out of the system, word for word, the reporter included: operators
 * and the city's centre.
 */
export const mayExport = (actor: Actor, current: Case): boolean =>
  mayKnowReporter(actor, current) &&
  (actor.role === 'operator' || (actor.role === 'dispatcher' && levelOfUnit(actor.unit) === 'city'));

/** Whether an actor may give a command on a case. Reporting has no case yet: see `mayFile`. */
export const mayCommand = (actor: Actor, command: ExistingCommand, current: Case): boolean =>
  maySee(actor, current) && rules[command.type](actor, current, command as never);

/** Anyone signed in may report; settling on the spot is for the grid workers of the place. */
export const mayFile = (actor: Actor, command: 'report' | 'selfHandle', grid: string): boolean =>
  command === 'report' || (actor.role === 'gridWorker' && isWithin(grid, actor.area));

/** Operators watch executions and restart cases; they decide nothing in them. */
export const mayOperate = (actor: Actor): boolean => actor.role === 'operator';

/** A policy is read by all staff and published by operators. */
export const mayReadPolicy = (actor: Actor): boolean => actor.role !== 'resident';
export const mayPublishPolicy = (actor: Actor): boolean => actor.role === 'operator';

/** Past cases are gone through by operators and by the dispatchers of county and city, each in their area. */
export const mayDryRun = (actor: Actor, area: string): boolean =>
  (actor.role === 'operator' ||
    (actor.role === 'dispatcher' && ['county', 'city'].includes(levelOfUnit(actor.unit)))) &&
  isWithin(area, actor.area);

export const forbidden = (what: string): Rejection => ({
  kind: 'forbidden',
  code: 'forbidden',
  message: {
    'zh-CN': `您的岗位或辖区无权执行“${what}”。`,
    en: `Your office or area does not allow "${what}".`,
  },
});

type ExistingCommand = Exclude<PersonalCommand, { type: 'report' | 'selfHandle' }>;
type Rule<T extends ExistingCommand['type']> = (
  actor: Actor,
  current: Case,
  command: Extract<ExistingCommand, { type: T }>,
) => boolean;

/** Whoever reported the case, or one that was merged into it. */
const isReporter = (actor: Actor, current: Case): boolean => reportersOf(current).includes(actor.subject);

/** Units with a hand in the case: in charge, co-responsible, asked to join, or answering for a part. */
const worksOn = (unit: string, current: Case): boolean =>
  (isOpen(current) && current.state.unit.code === unit) ||
  current.handlingUnits.includes(unit) ||
  current.coResponsible.some(({ code }) => code === unit) ||
  current.parts.some((part) => part.unit.code === unit || part.responsible.code === unit);

/** Grid workers see their own area; the staff of centres and committees see everything below theirs. */
const watchesOver = (actor: Actor, current: Case): boolean =>
  (actor.role === 'gridWorker' || actor.role === 'dispatcher') && isWithin(current.grid, actor.area);

const inCharge = (actor: Actor, current: Case): boolean =>
  isOpen(current) && unitOf(actor)?.code === current.state.unit.code;

/** A dispatcher of the place whose centre is the one in charge or stands at the case's level or above. */
const dispatches = (actor: Actor, current: Case): boolean =>
  actor.role === 'dispatcher' &&
  watchesOver(actor, current) &&
  (inCharge(actor, current) ||
    RESPONSIBLE_LEVELS.indexOf(levelOfUnit(actor.unit)) >= RESPONSIBLE_LEVELS.indexOf(current.level));

const hadAHandInIt = (actor: Actor, current: Case): boolean => {
  const unit = unitOf(actor);
  return (
    current.handlers.includes(actor.subject) ||
    // Above the city nobody is left: should all centres have handled a case, another person of the city's looks.
    (unit !== undefined && levelOfUnit(unit) !== 'city' && current.handlingUnits.includes(unit.code))
  );
};

const staffInCharge = (actor: Actor, current: Case): boolean =>
  actor.role !== 'gridWorker' && inCharge(actor, current);

/** The unit that must answer for an open part now, or was asked for it first. */
const answersFor = (actor: Actor, current: Case, unit: string): boolean =>
  openParts(current).some(
    (part) =>
      part.unit.code === unit && [part.unit.code, part.responsible.code].includes(unitOf(actor)?.code ?? ''),
  );

/** A centre above the case's level, or above the unit in charge at the same level. */
const standsAbove = (actor: Actor, current: Case): boolean =>
  actor.role === 'dispatcher' &&
  watchesOver(actor, current) &&
  !inCharge(actor, current) &&
  RESPONSIBLE_LEVELS.indexOf(levelOfUnit(actor.unit)) >= RESPONSIBLE_LEVELS.indexOf(current.level);

/** The second pair of eyes: a centre, and never the person who asked. */
const decidesRequest = (actor: Actor, current: Case): boolean =>
  dispatches(actor, current) && current.request?.by !== actor.subject;

const staffOrCentre = (actor: Actor, current: Case): boolean =>
  staffInCharge(actor, current) || dispatches(actor, current);

/** A case that has ended has no unit in charge: the centres of the place look after it. */
const centreOfThePlace = (actor: Actor, current: Case): boolean =>
  actor.role === 'dispatcher' && watchesOver(actor, current) && levelOfUnit(actor.unit) !== 'community';

const rules: { [T in ExistingCommand['type']]: Rule<T> } = {
  assign: dispatches,
  designate: dispatches,
  delegate: (actor, current) => actor.role === 'dispatcher' && inCharge(actor, current),
  acknowledge: staffInCharge,
  return: staffInCharge,
  whistle: staffInCharge,
  respond: (actor, current, { unit }) => answersFor(actor, current, unit),
  returnPart: (actor, current, { unit }) => answersFor(actor, current, unit),
  extendPart: (actor, current, { unit }) => answersFor(actor, current, unit),
  removePart: staffInCharge,
  approvePart: staffInCharge,
  refusePart: staffInCharge,
  submitResult: staffInCharge,
  /** The grid worker who was drawn verifies on the spot, or the centre in charge does; a handler never. */
  verify: (actor, current) =>
    (actor.role === 'gridWorker'
      ? watchesOver(actor, current) && (current.verifier ?? actor.subject) === actor.subject
      : inCharge(actor, current)) && !hadAHandInIt(actor, current),
  followUp: (actor, current) =>
    (isReporter(actor, current) || staffInCharge(actor, current)) && !hadAHandInIt(actor, current),
  escalate: staffOrCentre,
  extend: staffInCharge,
  suspend: staffInCharge,
  resume: staffOrCentre,
  void: dispatches,
  approve: decidesRequest,
  refuse: decidesRequest,
  changeSeverity: dispatches,
  supervise: standsAbove,
  reply: staffInCharge,
  decline: dispatches,
  merge: dispatches,
  reopen: centreOfThePlace,
  attach: (actor, current) => isOpen(current) || centreOfThePlace(actor, current),
  comment: () => true,
  restart: mayOperate,
};
