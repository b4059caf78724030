import type { Role } from '../actor.ts';
import type { ResponsibleLevel } from '../area.ts';
import type { Instant } from '../instant.ts';
import type { Text } from '../text.ts';
import type { Unit } from '../unit.ts';
import type { Matter } from './case.ts';
import type { Clock } from './clock.ts';

/** Who made something happen: a person, known by subject and office only, or a rule. */
export type By =
  | { kind: 'person'; subject: string; role: Role; unit?: string }
  | { kind: 'rule'; rule: string };

/** Why: in the words of a person, or in both languages when a rule says it. */
export type Reason = string | Text;

/** The rung that made an event happen; `part` names the unit whose part ran late. */
export interface RungRef {
  share?: number;
  at: Instant;
  part?: string;
}

/** What happened to a case. Events carry results (units, clocks), so that replaying them needs no policy. */
export type Happening =
  | { type: 'reported'; matter: Matter; description: string; unit: Unit; clock: Clock }
  | { type: 'selfHandled'; result: string }
  | { type: 'assigned'; unit: Unit; level: ResponsibleLevel; clock: Clock; reason: Reason }
  | { type: 'acknowledged'; clock: Clock }
  | { type: 'returned'; to: Unit; code: string; reason: string; clock: Clock }
  | { type: 'whistled'; parts: { unit: Unit; clock: Clock }[]; ask: string; template?: string }
  | { type: 'responded'; unit: string; unitName: string; answer: string }
  | { type: 'joined' }
  | { type: 'resultSubmitted'; result: string; to: Unit; clock: Clock }
  | { type: 'verified'; note?: string; to: Unit; clock: Clock }
  | { type: 'reworked'; to: Unit; code: string; reason: string; clock: Clock }
  | { type: 'followedUp'; satisfied: boolean; rating?: number; reason?: string }
  | { type: 'secondLookOrdered'; to: Unit; level: ResponsibleLevel; clock: Clock }
  | { type: 'closed' }
  | { type: 'reminded'; unit: string; unitName: string; rung: RungRef }
  | { type: 'cardGiven'; color: 'yellow'; unit: string; unitName: string; rung: RungRef }
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
  | { type: 'commented'; text: string }
  | { type: 'parked'; reason: string }
  | { type: 'restarted'; reason: string };

export type NewEvent = { at: Instant; by: By } & Happening;

/** An event in its place in the history, chained to the one before. */
export type CaseEvent = { seq: number; previousHash: string; hash: string } & NewEvent;
export type EventType = Happening['type'];
