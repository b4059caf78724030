import type { Role } from '../actor.ts';
import type { ResponsibleLevel } from '../place/area.ts';
import type { Unit } from '../place/unit.ts';
import type { JoinPolicy, Severity } from '../policy/policy.ts';
import type { Text } from '../text.ts';
import type { Instant } from '../time/instant.ts';
import type { Matter, Point, Request } from './case.ts';
import type { Clock } from './clock.ts';

/** Who made something happen: a person, known by subject and office only, or a rule. */
export type By =
  | { kind: 'person'; subject: string; role: Role; unit?: string }
  | { kind: 'rule'; rule: string };

/** Why: in the words of a person, or in both languages when a rule says it. */
export type Reason = string | Text;

/** The rung that made an event happen; `part` names the unit whose part ran late, `supervision` means a reply did. */
export interface RungRef {
  share?: number;
  at: Instant;
  part?: string;
  supervision?: true;
}

/** A deadline that has moved: from when to when. The event's type is the cause, its `by` tells who. */
export interface Moved {
  from: Instant;
  to: Instant;
}

/** What somebody saw on the spot, when and where. */
export interface Evidence {
  takenAt: Instant;
  point?: Point;
}

/** What happened to a case. Events carry results (units, clocks), so that replaying them needs no policy. */
export type Happening =
  | { type: 'reported'; matter: Matter; description: string; unit: Unit; clock: Clock }
  | { type: 'selfHandled'; result: string }
  | { type: 'assigned'; unit: Unit; level: ResponsibleLevel; clock: Clock; reason: Reason }
  | { type: 'designated'; unit: Unit; level: ResponsibleLevel; clock: Clock; reason: string }
  | { type: 'delegated'; from: Unit; to: Unit; level: ResponsibleLevel; clock: Clock; reason: string }
  | { type: 'acknowledged'; clock: Clock }
  | { type: 'returned'; to: Unit; level: ResponsibleLevel; code: string; reason: string; clock: Clock }
  | {
      type: 'whistled';
      parts: { unit: Unit; clock: Clock }[];
      ask: string;
      join: JoinPolicy;
      template?: string;
    }
  | { type: 'responded'; unit: string; unitName: string; answer: string }
  | { type: 'partReturned'; unit: string; unitName: string; code: string; reason: string }
  | { type: 'partRemoved'; unit: string; unitName: string; reason: string }
  | { type: 'partExtensionRequested'; unit: string; unitName: string; reason: string }
  | { type: 'partExtended'; unit: string; unitName: string; clock: Clock; moved: Moved }
  | { type: 'partExtensionRefused'; unit: string; unitName: string; reason: string }
  | { type: 'joined' }
  | {
      type: 'resultSubmitted';
      result: string;
      /** What the lead made of each part, by the unit's code. */
      partsSummed?: Record<string, string>;
      to: Unit;
      clock: Clock;
      verifier?: string;
    }
  | { type: 'verified'; note?: string; evidence?: Evidence; to: Unit; clock: Clock }
  | { type: 'reworked'; to: Unit; code: string; reason: string; evidence?: Evidence; clock: Clock }
  | { type: 'followedUp'; satisfied: boolean; rating?: number; reason?: string }
  | { type: 'secondLookOrdered'; to: Unit; level: ResponsibleLevel; clock: Clock }
  | { type: 'requested'; request: Request }
  | { type: 'requestRefused'; kind: Request['kind']; reason: string }
  | { type: 'extended'; clock: Clock; moved: Moved }
  | { type: 'suspended'; until: Instant; clock: Clock }
  | { type: 'resumed'; clock: Clock; moved: Moved }
  | { type: 'severityChanged'; severity: Severity; clock: Clock; moved: Moved; reason: string }
  | {
      type: 'recalculated';
      calendarVersion: string;
      changes: { clock: Clock; part?: string; supervision?: true; moved: Moved }[];
    }
  | { type: 'supervisionOrdered'; text: string; clock: Clock }
  | { type: 'supervisionAnswered'; text: string }
  | { type: 'rehomed'; grid: string; borderVersion: string; from: string }
  | { type: 'absorbed'; caseId: string; reporters: string[] }
  | { type: 'merged'; into: string }
  | { type: 'declined'; code: string; reason: string }
  | { type: 'voided'; code: string; reason: string }
  | { type: 'reopened'; unit: Unit; level: ResponsibleLevel; clock: Clock; reason: string }
  | { type: 'closed' }
  | { type: 'reminded'; unit: string; unitName: string; rung: RungRef }
  | { type: 'cardGiven'; color: 'yellow' | 'red'; unit: string; unitName: string; rung: RungRef }
  | {
      type: 'escalated';
      from: Unit;
      to: Unit;
      level: ResponsibleLevel;
      clock: Clock;
      reason: Reason;
      rung?: RungRef;
    }
  | { type: 'partRaised'; unit: string; from: Unit; to: Unit; clock: Clock; rung: RungRef }
  | { type: 'supervised'; unit: string; unitName: string; rung: RungRef; next: Instant }
  | { type: 'attached'; attachment: Attachment }
  | { type: 'commented'; text: string }
  | { type: 'parked'; reason: string }
  | { type: 'restarted'; reason: string };

/** A file that belongs to a case. Its name stays with its uploader's device: only type and size are kept. */
export interface Attachment {
  id: string;
  contentType: string;
  bytes: number;
}

export type NewEvent = { at: Instant; by: By } & Happening;

/** An event in its place in the history, chained to the one before. */
export type CaseEvent = { seq: number; previousHash: string; hash: string } & NewEvent;
export type EventType = Happening['type'];
