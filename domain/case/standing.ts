import { type Instant, secondsUntil } from '../time/instant.ts';
import { type Case, isOpen, openParts, type Part } from './case.ts';
import type { Clock } from './clock.ts';

/** What the workflow must know of a case to drive it: the next step and how long to wait at most. No personal data. */
export interface Standing {
  step:
    | 'assign'
    | 'dispatch'
    | 'acknowledgement'
    | 'handling'
    | 'joint'
    | 'verification'
    | 'followUp'
    | 'closed'
    | 'parked';
  turn: number;
  /** Whole seconds, at least one, until the waiting workflow looks at the clock itself, should nobody else have. */
  guardSeconds: number;
}

export interface PartStanding {
  unit: string;
  turn: number;
  guardSeconds: number;
  done: boolean;
}

export const standingOf = (current: Case, now: Instant): Standing => ({
  step: stepOf(current),
  turn: current.turn,
  guardSeconds: isOpen(current) ? guardSeconds(current.state.clock, now, current.suspendedUntil) : 1,
});

export const partStandingOf = (part: Part, now: Instant): PartStanding => ({
  unit: part.unit.code,
  turn: part.turn,
  guardSeconds: part.state === 'open' ? guardSeconds(part.clock, now) : 1,
  done: part.state !== 'open',
});

const stepOf = (current: Case): Standing['step'] => {
  if (current.parked) return 'parked';
  if (!isOpen(current)) return 'closed';
  const { stage } = current.state;
  if (stage !== 'reported') return stage;
  // A returned or reopened case waits for a person: the duty list would name the unit that had it before.
  return current.returns === 0 && current.reopened === 0 ? 'assign' : 'dispatch';
};

/** A wait's guard looks at the next rung that moves the case, so that a reminder costs the workflow nothing. */
const guardSeconds = (
  { pending, dueAt, graceSeconds }: Clock,
  now: Instant,
  suspendedUntil?: Instant,
): number => {
  const moving = pending.find(({ actions }) => actions.includes('escalate') || actions.includes('supervise'));
  return Math.max(1, secondsUntil(now, suspendedUntil ?? moving?.at ?? dueAt) + graceSeconds);
};

/** The names of the waits that a case has open: one for its stage, or one for each part of joint handling. */
export const openWaits = (current: Case): string[] => {
  if (!isOpen(current)) return [];
  return current.state.stage === 'joint'
    ? openParts(current).map(({ unit, turn }) => partWait(unit.code, turn))
    : [stageWait(current.turn)];
};

export const stageWait = (turn: number): string => `stage#${turn}`;
export const partWait = (unit: string, turn: number): string => `part#${unit}#${turn}`;
