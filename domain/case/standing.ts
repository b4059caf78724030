import { guardSeconds } from '../process/clock.ts';
import type { Standing } from '../process/process.ts';
import type { Instant } from '../time/instant.ts';
import { type Case, isOpen, openParts, type Part, partsOf } from './case.ts';
import { suspendedUntil } from './suspension.ts';

/** What the workflow is told of a case: where it stands, and what it waits for. Ids only, no personal data. */

/** The steps of `workflows/case-lifecycle.asl.json`. */
export type CaseStep =
  | 'dispatch'
  | 'acknowledgement'
  | 'handling'
  | 'joint'
  | 'verification'
  | 'followUp'
  | 'closed'
  | 'parked';

export interface CaseStanding extends Standing {
  step: CaseStep;
}

/** Where the part of an assistant unit stands. */
export interface PartStanding {
  unit: string;
  wait: string;
  guardSeconds: number;
  done: boolean;
}

export const standingOf = (current: Case, now: Instant): CaseStanding => ({
  step: stepOf(current),
  wait: stageWait(current.turn),
  guardSeconds: isOpen(current) ? guardSeconds(current.state.clock, now, suspendedUntil(current)) : 1,
});

const stepOf = (current: Case): CaseStep => {
  if (current.parked) return 'parked';
  if (!isOpen(current)) return 'closed';
  const { stage } = current.state;
  return stage === 'reported' ? 'dispatch' : stage;
};

/**
 * The workflow asks the duty list once; a case that was returned, reopened or appealed waits for a person, since the list
 * would name the unit that had it before.
 */
export const asksTheDutyList = (current: Case): boolean =>
  current.state.stage === 'reported' &&
  !current.parked &&
  current.returns === 0 &&
  current.reopened === 0 &&
  current.appeal === undefined;

/** The open parts of joint handling, each a branch of the workflow. */
export const openBranches = (current: Case, now: Instant): PartStanding[] =>
  openParts(current).map((part) => partStandingOf(part, now));

const partStandingOf = (part: Part, now: Instant): PartStanding => ({
  unit: part.unit.code,
  wait: partWait(part.unit.code, part.turn),
  guardSeconds: part.state === 'open' ? guardSeconds(part.clock, now) : 1,
  done: part.state !== 'open',
});

/** The names of the waits that a case has open: one for its stage, or one for each part of joint handling. */
export const openWaits = (current: Case): string[] => {
  if (!isOpen(current)) return [];
  return current.state.stage === 'joint'
    ? openParts(current).map(({ unit, turn }) => partWait(unit.code, turn))
    : [stageWait(current.turn)];
};

/**
 * What the workflow is told that waits under a name: where the case stands, or the part whose wait it is.
 * @throws Error when the unit has no part in the case: the execution is about something else
 */
export const toldTo = (current: Case, wait: string, now: Instant): CaseStanding | PartStanding => {
  const unit = /^part#(.+)#\d+$/.exec(wait)?.[1];
  if (unit === undefined) return standingOf(current, now);
  const part = partsOf(current).findLast((one) => one.unit.code === unit);
  if (!part) throw new Error(`unit ${unit} has no part in case ${current.id}`);
  return partStandingOf(part, now);
};

const stageWait = (turn: number): string => `stage#${turn}`;
const partWait = (unit: string, turn: number): string => `part#${unit}#${turn}`;
