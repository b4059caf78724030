import type { Role } from '../actor.ts';
import type { Text } from '../text.ts';
import type { Instant } from '../time/instant.ts';

/** Who made something happen: a person, known by subject and office only, or a rule. */
export type Cause =
  | { kind: 'person'; subject: string; role: Role; unit?: string }
  | { kind: 'rule'; rule: string };

/** Why: in the words of a person, or in both languages when a rule says it. */
export type Reason = string | Text;

/** A deadline that has moved: from when to when. The event's type is the cause, its `by` tells who. */
export interface DeadlineMove {
  from: Instant;
  to: Instant;
}

/** What happened, in the words of its own kind of process. Bodies carry results, so that replaying needs no policy. */
export interface EventBody {
  type: string;
}

/** What happened, when, and by whom. */
export type NewEvent<Body extends EventBody = EventBody> = { at: Instant; by: Cause } & Body;

/** An event in its place in the history, chained to the one before: see `chain.ts`. */
export type ProcessEvent<Body extends EventBody = EventBody> = {
  seq: number;
  /** Secret of the commitments to the event's fields; whoever may not see a field does not get it. */
  salt: string;
  previousHash: string;
  hash: string;
} & NewEvent<Body>;
