import type { Actor } from '../actor.ts';
import type { Centres } from '../place/centres.ts';
import type { Unit, UnitKind } from '../place/unit.ts';
import type { DutyAnswer } from '../policy/duties.ts';
import type { Policy } from '../policy/policy.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';

/** A grid worker who could verify at a place. */
export interface Verifier {
  subject: string;
  area: string;
  unit: string;
}

/** What every decision rests on, also that to begin a process. */
export interface BeginningContext {
  now: Instant;
  /** Absent when a rule of the system acts. */
  actor?: Actor;
  /** Secret and random: the salts of the events are drawn from it. */
  seed: string;
  policy: Policy;
  calendar: WorkCalendar;
}

/** Everything that a decision rests on besides the process and the command. Nothing else is consulted. */
export interface Context extends BeginningContext {
  /** The centres that answer for the place. */
  centres: Centres;
  /** Units that the command or a running clock names, by code. */
  units: ReadonlyMap<string, Unit>;
  /** The units nearest to the place, by kind: where a command asks for "the police station". */
  nearest: ReadonlyMap<UnitKind, Unit>;
  /** The grid workers around the place, of whom one is drawn to verify. */
  verifiers: readonly Verifier[];
  /** The unit that the duty list names for the matter, where it is asked. */
  duty?: DutyAnswer;
}

/** The context of a command that a person gives. */
export type PersonalContext = Context & { actor: Actor };

/** What is known of the city without asking it: policies and calendars are read once. */
export type AtHand = Pick<PersonalContext, 'now' | 'actor' | 'policy' | 'calendar'>;

/** What a decision has to know of the city: the questions to which a `Context` is the answer, asked in one go. */
export interface Needs {
  /** The grid at which it happens: its centres are always told. */
  grid: string;
  units?: readonly string[];
  nearest?: readonly UnitKind[];
  verifiers?: true;
  /** The duty list of this policy for the category. */
  duty?: { category: string; policyVersion: string };
}
