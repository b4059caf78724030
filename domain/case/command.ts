import type { Actor } from '../actor.ts';
import type { ResponsibleLevel } from '../place/area.ts';
import type { Unit } from '../place/unit.ts';
import type { JoinPolicy, Policy, Severity } from '../policy/policy.ts';
import type { DutyAnswer } from '../policy/routing.ts';
import type { Rejection } from '../rejection.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';
import type { Case, Matter } from './case.ts';
import type { Attachment, By, Evidence, Happening } from './event.ts';

/** The commands that file a case, each decided in the file of its name under `commands/`. */
export type FilingCommand =
  | {
      type: 'report';
      matter: Matter;
      description: string /** The centre on whose desk it lands. */;
      desk: Unit;
    }
  | {
      type: 'selfHandle';
      matter: Matter;
      description: string;
      desk: Unit;
      result: string;
      /** Set when the case was drawn for verification: who looks at it. */
      sample?: { centres: Centres; verifiers: readonly Verifier[] };
    };

/** The commands that people give on a case, likewise. */
export type PersonalCommand =
  | { type: 'assign'; unit: string; reason: string }
  | { type: 'designate'; unit: string; reason: string }
  | { type: 'delegate'; reason: string }
  | { type: 'acknowledge' }
  | { type: 'return'; code: string; reason: string }
  | { type: 'whistle'; units: string[]; ask: string; join: JoinPolicy; template?: string }
  | { type: 'respond'; unit: string; answer: string }
  | { type: 'returnPart'; unit: string; code: string; reason: string }
  | { type: 'removePart'; unit: string; reason: string }
  | { type: 'extendPart'; unit: string; reason: string }
  | { type: 'approvePart'; unit: string }
  | { type: 'refusePart'; unit: string; reason: string }
  | { type: 'submitResult'; result: string; parts?: Record<string, string> }
  | { type: 'verify'; passed: true; note?: string; evidence?: Evidence }
  | { type: 'verify'; passed: false; code: string; reason: string; evidence?: Evidence }
  | { type: 'followUp'; satisfied: true; rating?: number }
  | { type: 'followUp'; satisfied: false; rating?: number; reason: string }
  | { type: 'escalate'; reason: string }
  | { type: 'extend'; reason: string }
  | { type: 'suspend'; until: Instant; reason: string }
  | { type: 'resume' }
  | { type: 'void'; code: string; reason: string }
  | { type: 'approve' }
  | { type: 'refuse'; reason: string }
  | { type: 'changeSeverity'; severity: Severity; reason: string }
  | { type: 'supervise'; text: string }
  | { type: 'reply'; text: string }
  | { type: 'decline'; code: string; reason: string }
  | { type: 'merge'; into: string }
  | { type: 'reopen'; reason: string }
  | { type: 'attach'; attachment: Attachment }
  | { type: 'comment'; text: string }
  | { type: 'restart'; reason: string };

/** The commands that the system gives itself. */
export type RuleCommand =
  | { type: 'assignByDutyList'; duty: DutyAnswer }
  | { type: 'advanceClock' }
  /** Recounts every clock by the calendar in use. */
  | { type: 'recalculate' }
  /** Moves a case to the grid in which its place lies now. */
  | { type: 'rehome'; grid: string; borderVersion: string }
  /** Takes in a case that was merged into this one. */
  | { type: 'absorb'; caseId: string; reporters: string[] }
  | { type: 'park'; reason: string };

export type Command = PersonalCommand | RuleCommand;
export type CommandType = Command['type'];
type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

/** The centres that answer for a place, level by level; where a level has none, the next one above stands in. */
export type Centres = Record<ResponsibleLevel, Unit>;

/** A grid worker who could verify at a place. */
export interface Verifier {
  subject: string;
  area: string;
  unit: string;
}

/** Everything that a decision rests on besides the case and the command. Nothing else is consulted. */
export interface Context {
  now: Instant;
  /** Absent when a rule of the system acts. */
  actor?: Actor;
  policy: Policy;
  calendar: WorkCalendar;
  centres: Centres;
  /** Units that the command or a running clock names, by code. */
  units: ReadonlyMap<string, Unit>;
  /** The grid workers around the place; only needed when a result is handed in. */
  verifiers?: readonly Verifier[];
}

/** What a decision says: what happened, by whom if not by the actor, or why nothing did. */
export type Decision = { happenings: Done[] } | { rejection: Rejection };
export type Done = Happening & { by?: By };

/** What the decision to file a case rests on. */
export type FilingContext = Omit<Context, 'centres' | 'units' | 'verifiers'>;

/** Decides one command on a case that exists. */
export type Decide<T extends CommandType> = (
  current: Case,
  command: CommandOf<T>,
  context: Context,
) => Decision;

export const happened = (...happenings: Done[]): Decision => ({ happenings });
export const rejected = (rejection: Rejection): Decision => ({ rejection });
