import type { ResponsibleLevel } from '../place/area.ts';
import type { Unit } from '../place/unit.ts';
import type { JoinPolicy, Severity } from '../policy/policy.ts';
import type { PausedClock, RunningClock } from '../process/clock.ts';
import type { DeadlineMove, ProcessEvent, Reason } from '../process/event.ts';
import type { ClockChange, CommonEventBody, FileRef, RungRef } from '../process/process.ts';
import type { Instant } from '../time/instant.ts';
import type { Card, CaseRequest, Decliner, Matter, Point } from './case.ts';

/** The clocks of a case: without a field that of the unit in charge, that of an open part, or that of a reply. */
export interface CaseClockName {
  /** Code of the unit whose part is timed. */
  part?: string;
  /** The reply that a level above has asked for. */
  supervision?: true;
  /** The case from filing to closing. */
  whole?: true;
}

/** What somebody saw on the spot: when and where by their device, and the files that show it, by the store's clock. */
export interface Evidence {
  takenAt?: Instant;
  point?: Point;
  /** Ids of files that came with it: each has an event of its own. */
  files?: string[];
}

/** What a case takes over of one that was merged into it. */
export interface TakenOver {
  handlers: string[];
  handlingUnits: string[];
  givenTo: string[];
  coResponsible: Unit[];
  cards: Card[];
  declinedBy: Decliner[];
}

/** The unit on whose list a pending request stands from then on, where the case has come to another level. */
interface NewDecider {
  decides?: string;
}

/** What happened to a case. Events carry results (units, clocks), so that replaying them needs no policy. */
export type CaseEventBody =
  | {
      type: 'reported';
      matter: Matter;
      description: string;
      unit: Unit;
      clock: RunningClock;
      whole?: RunningClock;
    }
  | {
      type: 'selfHandled';
      result: string;
      /** When the grid worker settled it, which may be before it was filed. */
      settledAt?: Instant;
    }
  | ({
      type: 'assigned';
      unit: Unit;
      level: ResponsibleLevel;
      clock: RunningClock;
      reason: Reason;
    } & NewDecider)
  | ({
      type: 'designated';
      unit: Unit;
      level: ResponsibleLevel;
      clock: RunningClock;
      reason: string;
    } & NewDecider)
  | { type: 'delegated'; from: Unit; to: Unit; level: ResponsibleLevel; clock: RunningClock; reason: string }
  | { type: 'acknowledged'; clock: RunningClock }
  | ({
      type: 'returned';
      to: Unit;
      level: ResponsibleLevel;
      code: string;
      reason: string;
      clock: RunningClock;
    } & NewDecider)
  | {
      type: 'whistled';
      parts: { unit: Unit; clock: RunningClock }[];
      ask: string;
      join: JoinPolicy;
      template?: string;
    }
  | { type: 'responded'; unit: string; unitName: string; answer: string }
  | { type: 'partReturned'; unit: string; unitName: string; code: string; reason: string }
  | { type: 'partRemoved'; unit: string; unitName: string; reason: string }
  | ({ type: 'partExtensionRequested'; unit: string; unitName: string; reason: string } & NewDecider)
  | { type: 'partExtended'; unit: string; unitName: string; clock: RunningClock; moved: DeadlineMove }
  | { type: 'partExtensionRefused'; unit: string; unitName: string; reason: string }
  | { type: 'joined' }
  | {
      type: 'resultSubmitted';
      result: string;
      /** What the lead made of each part, by the unit's code. */
      partsSummed?: Record<string, string>;
      to: Unit;
      clock: RunningClock;
      verifier?: string;
    }
  | { type: 'verified'; note?: string; evidence?: Evidence; instead?: string; to: Unit; clock: RunningClock }
  | {
      type: 'reworked';
      to: Unit;
      code: string;
      reason: string;
      evidence?: Evidence;
      instead?: string;
      clock: RunningClock;
    }
  | { type: 'followedUp'; satisfied: boolean; rating?: number; reason?: string }
  | ({ type: 'secondLookOrdered'; to: Unit; level: ResponsibleLevel; clock: RunningClock } & NewDecider)
  | { type: 'requested'; request: CaseRequest }
  | { type: 'requestRefused'; kind: CaseRequest['kind']; reason: string }
  | { type: 'extended'; clock: RunningClock; moved: DeadlineMove }
  | { type: 'suspended'; until: Instant; clock: PausedClock }
  | { type: 'resumed'; clock: RunningClock; moved: DeadlineMove; others?: ClockChange<CaseClockName>[] }
  | {
      type: 'severityChanged';
      severity: Severity;
      clock: RunningClock;
      moved: DeadlineMove;
      /** The clocks of parts, of a reply and of the whole case. */
      others?: ClockChange<CaseClockName>[];
      reason: string;
    }
  | { type: 'supervisionOrdered'; text: string; clock: RunningClock }
  | { type: 'supervisionAnswered'; text: string }
  | { type: 'rehomed'; grid: string; borderVersion: string; from: string }
  | {
      type: 'absorbed';
      caseId: string;
      reporters: string[];
      staffReporters?: { subject: string; unit: string }[];
      /** What impartiality has to know of the other case. */
      course?: TakenOver;
      /** The clock of the whole case, where that of the other one would have ended before. */
      others?: ClockChange<CaseClockName>[];
    }
  | { type: 'merged'; into: string; reason?: string }
  /** With the level of the unit that declined, from which an appeal goes up; cases declined before appeals have none. */
  | { type: 'declined'; code: string; reason: string; level?: ResponsibleLevel }
  | {
      type: 'appealed';
      unit: Unit;
      level: ResponsibleLevel;
      clock: RunningClock;
      others?: ClockChange<CaseClockName>[];
      reason: string;
    }
  | { type: 'voided'; code: string; reason: string }
  | {
      type: 'reopened';
      unit: Unit;
      level: ResponsibleLevel;
      clock: RunningClock;
      others?: ClockChange<CaseClockName>[];
      reason: string;
    }
  | { type: 'closed' }
  | ({
      type: 'escalated';
      from: Unit;
      to: Unit;
      level: ResponsibleLevel;
      clock: RunningClock;
      /** Parts that end with the new clock, which ends before the old one. */
      others?: ClockChange<CaseClockName>[];
      reason: Reason;
      rung?: RungRef<CaseClockName>;
    } & NewDecider)
  | {
      type: 'partRaised';
      unit: string;
      from: Unit;
      to: Unit;
      clock: RunningClock;
      rung: RungRef<CaseClockName>;
    }
  | { type: 'attached'; attachment: FileRef }
  | { type: 'commented'; text: string }
  | CommonEventBody<CaseClockName>;

export type CaseEventType = CaseEventBody['type'];
export type CaseEvent = ProcessEvent<CaseEventBody>;
export type CaseEventOf<T extends CaseEventType> = Extract<CaseEvent, { type: T }>;
