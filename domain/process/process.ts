import type { Actor, Role } from '../actor.ts';
import type { Unit } from '../place/unit.ts';
import type { Rejection } from '../rejection.ts';
import type { Text } from '../text.ts';
import type { Instant } from '../time/instant.ts';
import type { Clock, RunningClock } from './clock.ts';
import type { AtHand, Context, Needs, PersonalContext } from './context.ts';
import type { Cause, DeadlineMove, EventBody, ProcessEvent, Reason } from './event.ts';

/**
 * What every driven process is, whatever it is about: a numbered, chained history, a stage with its clocks, a
 * workflow that drives it, and an operators' list for when that gives up.
 */
export interface Process {
  id: string;
  /** Number of the last event; also the ETag. */
  version: number;
  /** Hash of the last event: the end of the history's chain. */
  lastHash: string;
  /** Number of the event that opened the present wait: with the id it names the wait. */
  turn: number;
  /** The workflow itself has opened this turn, so that nobody waited for it. */
  ownTurn: boolean;
  /** The policy under which the process is driven to its end. */
  policyVersion: string;
  /**
   * The execution that drives the process, by the number of the event with which it took over; 0 for the first one. Only
   * an event hands a process on, so that there is never a doubt whose it is.
   */
  driver: number;
  /** Set while the workflow has given up on the process and an operator must look at it. */
  parked?: { reason: string; at: Instant };
  state: { stage: string };
}

export interface Command {
  type: string;
}

/** What a decision says: what happened, by whom if not by the actor, or why nothing did. */
export type Decision<Body extends EventBody> = { events: Decided<Body>[] } | { rejection: Rejection };
export type Decided<Body extends EventBody> = Body & { by?: Cause };

export const happened = <Body extends EventBody>(
  ...events: Decided<Body>[]
): { events: Decided<Body>[] } => ({
  events,
});
export const rejected = (rejection: Rejection): { rejection: Rejection } => ({ rejection });

type StageOf<P extends Process> = P['state']['stage'];

/** A process narrowed to some of its stages. */
export type At<P extends Process, Stage extends string> = Omit<P, 'state'> & {
  state: Extract<P['state'], { stage: Stage }>;
};

/** What every command has: where it is possible, and what it decides there. */
interface Possible<P extends Process, Stage extends StageOf<P>> {
  /** The stages at which the command is possible; at others it is refused, or does nothing where `otherwise` says so. */
  stages: readonly Stage[];
  otherwise?: 'nothing';
}

/** A command that people give: who may, and what comes of it. */
export interface PersonalCommandDefinition<
  P extends Process,
  Body extends EventBody,
  C extends Command,
  Stage extends StageOf<P> = StageOf<P>,
> extends Possible<P, Stage> {
  may(actor: Actor, current: P, command: C): boolean;
  /** The roles of which somebody may at all. */
  roles: readonly Role[];
  /** Who of them may, in words: told to whoever may not. */
  who: Text;
  /**
   * Why it is refused whatever is said with it, such as a quota; asked before `decide`, and by whoever looks what they may
   * do. Of the command it knows what that is about, and nothing else.
   */
  refuses?(current: At<P, Stage>, command: C, atHand: AtHand): Rejection | undefined;
  /** What the decision has to know of the city, besides what every decision on the process does. */
  needs?(command: C, context: Pick<Context, 'policy'>): Omit<Needs, 'grid'>;
  decide(current: At<P, Stage>, command: C, context: PersonalContext): Decision<Body>;
}

/** A command that the system gives itself. */
export interface RuleDefinition<
  P extends Process,
  Body extends EventBody,
  C extends Command,
  Stage extends StageOf<P> = StageOf<P>,
> extends Possible<P, Stage> {
  needs?(current: P): Omit<Needs, 'grid'>;
  decide(current: At<P, Stage>, command: C, context: Context): Decision<Body>;
}

/**
 * Which clock of a process: without any field the clock of its stage, `whole` the one from its beginning to its end. A kind
 * names its others by fields of its own.
 */
export type ClockName = { whole?: true };

/** A clock of a process, and the unit that must answer when it runs out. */
export type ClockIn<Name extends ClockName> = Name & { clock: Clock; responsible: Unit };

/** The rung that made an event happen, and on which clock. */
export type RungRef<Name extends ClockName> = Name & { share?: number; at: Instant };

/** A clock whose deadline has moved. */
export type ClockChange<Name extends ClockName> = Name & {
  clock: RunningClock;
  moved: DeadlineMove;
  /** The unit that must answer, where the clock is not that of the stage. */
  unitName?: string;
  /** The deadline of the stage has moved to an earlier instant, and this clock, which serves it, ends there, too. */
  endsWithStage?: true;
};

/** What happens to every kind of process alike. */
export type CommonEventBody<Name extends ClockName> =
  | { type: 'reminded'; unit: string; unitName: string; rung: RungRef<Name> }
  | { type: 'cardGiven'; color: 'yellow' | 'red'; unit: string; unitName: string; rung: RungRef<Name> }
  | { type: 'supervised'; unit: string; unitName: string; rung: RungRef<Name>; next: Instant }
  | {
      type: 'recalculated';
      calendarVersion: string;
      changes: ClockChange<Name>[];
    }
  | { type: 'parked'; reason: string }
  /** Another execution takes over: an operator wants it, or the one before is gone. */
  | { type: 'restarted'; reason: Reason };

/** What the workflow is told of a process: the next step and how long to wait at most. No personal data. */
export interface Standing {
  step: string;
  /** The wait to open there; its name is unique in the process for good. */
  wait: string;
  /** Whole seconds, at least one, until the waiting workflow looks at the clock itself, should nobody else have. */
  guardSeconds: number;
}

/** One line on somebody's list because of a process. */
export interface Entry {
  /** Names the line within the process; the line of the stage itself has none. */
  name: string;
  /** Whose list it is: a unit's, by its code, that of its deciders, a person's, or `operators`. */
  list: string;
  dueAt: Instant;
  /** What the list shows of it. */
  shows: Record<string, unknown>;
}

/** When and where a process began, and by whom: by this it is found in the past, and near a place while it is open. */
export interface Filing {
  at: Instant;
  /** The subject of whoever filed it, where that is a person. */
  by?: string;
  grid: string;
  category: string;
  point?: { lon: number; lat: number };
}

/**
 * A file that belongs to a process. Its name stays with its uploader's device: type, size and what it shows are kept.
 * Hash and time are absent in events of before they were kept.
 */
export interface FileRef {
  id: string;
  contentType: string;
  bytes: number;
  /** SHA-256 of its bytes, in hexadecimal. */
  sha256?: string;
  /** When the store received it, by the store's clock and in whole seconds. */
  uploadedAt?: Instant;
  /** What its uploader says that it shows. */
  caption?: string;
}

/** What came of a process, and by which unit: told with the process, so that nobody reads its history for it. */
export interface Outcome {
  /** Number of the event that told it. */
  seq: number;
  at: Instant;
  unit: Unit;
  result: string;
}

/** What somebody is told because of an event. */
export interface Notice {
  /** Whom: a unit, by its code, or a person, as their lists are named. */
  to: string;
  /** Of what, by a code of the kind's own. */
  what: string;
}

/** The list of what operators must look at. */
export const OPERATORS = 'operators';

/** The list of what only those people of a unit must look at who decide for it. */
export const decidersList = (unit: string): string => `deciders#${unit}`;

/** The list of what one person must look at, besides that of their unit. */
export const personsList = (subject: string): string => `person#${subject}`;

/** The end of a pause of a clock: when, and what happens then. */
export interface PauseEnd<Body extends EventBody> {
  at: Instant;
  ends(context: Context): Decided<Body>;
}

/** How the clocks of a kind run, and what comes of a limit that is used up. */
export interface Clockwork<P extends Process, Body extends EventBody, Name extends ClockName> {
  isOpen(current: P): boolean;
  /** Every clock, the paused ones too; none once the process has ended. */
  clocks(current: P): ClockIn<Name>[];
  /** The process with one of its running clocks changed; as it was, where that clock does not run. */
  withClock(current: P, name: Name, change: (clock: RunningClock) => RunningClock): P;
  /** Whether a clock serves that of the stage, and does not outlast it when the stage's deadline moves to an earlier instant. */
  serves?(name: Name): boolean;
  /** Who is told of a rung: the unit that must answer, where a kind names nobody else. */
  answers?(late: ClockIn<Name>, context: Context): Unit;
  /** A pause that ends by itself. */
  pauseEnd?(current: P): PauseEnd<Body> | undefined;
  /** What `escalate` does on a ladder; undefined where nobody stands above, and supervision takes its place. */
  raise(current: P, late: ClockIn<Name>, rung: RungRef<Name>, context: Context): Decided<Body> | undefined;
}

/**
 * One kind of process, whole. Store, relay, sweep, tasks, export and the API's common routes work with this and know
 * no kind by name. Its members are methods, so that a definition of one kind can stand where any kind is asked for.
 */
export interface Definition<
  P extends Process = Process,
  Body extends EventBody = EventBody,
  C extends Command = Command,
  Name extends ClockName = ClockName,
> extends Clockwork<P, Body, Name> {
  /** The kind's name: in the store, in the address of the API, in the input of the workflow. */
  readonly kind: string;
  /** The file below `workflows/` that drives it, without its ending. */
  readonly workflow: string;
  /** What people call the stages. */
  readonly stages: Readonly<Record<StageOf<P>, Text>>;
  /** What people call the commands that they give. */
  readonly commandNames: Readonly<Record<string, Text>>;
  readonly commands: Readonly<
    Record<string, PersonalCommandDefinition<P, Body, C> | RuleDefinition<P, Body, C>>
  >;
  /**
   * The process after one more event; the first event of a history makes the process. Number, hash and what is common
   * to all kinds are set by the kernel: see `evolve.ts`.
   */
  evolve(current: P | undefined, event: ProcessEvent<Body>): P;
  needs(current: P): Needs;
  /** The refusal of whatever people want of a process that goes on in another one, which it names. */
  goesOnElsewhere?(current: P): Rejection | undefined;
  /** What the workflow does by itself before it waits for anybody, as the duty list assigns a case. */
  ownStep?(current: P): C | undefined;
  standing(current: P, now: Instant): Standing;
  /** The names of the waits that are open. */
  waits(current: P): string[];
  /** What the workflow is told that waits under a name, or did: where the process, or that part of it, stands. */
  told(current: P, wait: string, now: Instant): object;
  /** What is waited for side by side: one branch of the workflow each. */
  branches?(current: P, now: Instant): object[];
  entries(current: P): Entry[];
  /** The number by which people name the process: its own for good. */
  number?(current: P): string | undefined;
  filing(current: P): Filing;
  /**
   * Fields as a process has them for as long as nothing has happened to them. The store does not write them then, so they
   * stay what they are for as long as records are kept.
   */
  readonly blank?: Readonly<Partial<P>>;
  /** What came of the process by an event, given the process after it; the last one is kept beside the record. */
  outcome?(event: ProcessEvent<Body>, next: P): Outcome | undefined;
  /** Who is told of an event, given the process on both sides of it, and of what. */
  notices?(event: ProcessEvent<Body>, around: { before: P | undefined; after: P }): Notice[];
  /** The file that an event adds to the process. */
  file?(event: ProcessEvent<Body>): FileRef | undefined;
}
