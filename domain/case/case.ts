import type { ResponsibleLevel } from '../place/area.ts';
import type { Unit } from '../place/unit.ts';
import type { JoinPolicy, Severity } from '../policy/policy.ts';
import type { Instant } from '../time/instant.ts';
import { type Clock, isPaused } from './clock.ts';

export const CHANNELS = ['gridWorker', 'resident', 'hotline', 'police'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Point {
  /** Degrees, WGS84. */
  lon: number;
  lat: number;
}

/** What was reported, and never changes. */
export interface Matter {
  id: string;
  title: string;
  category: string;
  severity: Severity;
  channel: Channel;
  grid: string;
  /** The version of the grid's border under which the case was filed. */
  borderVersion: string;
  point?: Point;
  /** The token subject of whoever reported; nothing else of a person is kept. */
  reporter: string;
  /** The policy under which the case is driven to its end. */
  policyVersion: string;
  reportedAt: Instant;
}

/** An assistant unit's part of joint handling. */
export type Part = {
  /** The unit that was whistled up; it stays named when its part is raised. */
  unit: Unit;
  /** The unit that must answer now: the asked one, or the superior to which a late part was raised. */
  responsible: Unit;
  ask: string;
  /** The whistle that asked for it: number of its event. */
  round: number;
  /** Number of the event that opened the present wait for this part. */
  turn: number;
  /** The unit has asked for more time and waits for the lead's answer. */
  extension?: { reason: string };
  extensions: number;
} & (
  | { state: 'open'; clock: Clock }
  | { state: 'answered'; answeredBy: string; answeredAt: Instant }
  /** Given back with a reason, taken off by the lead, or no longer needed because enough others answered. */
  | { state: 'returned' | 'removed' | 'released' }
);
export type OpenPart = Extract<Part, { state: 'open' }>;

interface Card {
  color: 'yellow' | 'red';
  unit: string;
  at: Instant;
}

/** What a unit or centre has asked for and a second person has yet to decide (four eyes). */
export type Request = { by: string; reason: string } & (
  | { kind: 'extension' }
  /** Until when the clock shall stand still. */
  | { kind: 'suspension'; until: Instant }
  | { kind: 'void'; code: string }
);

interface Course {
  /** Number of the last event; also the ETag of the case. */
  version: number;
  severity: Severity;
  level: ResponsibleLevel;
  /** Number of the event that opened the present wait: with the id it names the wait. */
  turn: number;
  /** Everybody else who reported the same matter, in cases that were merged into this one. */
  alsoReportedBy: string[];
  mergedFrom: string[];
  /** Units that let a limit run out below and stay answerable. */
  coResponsible: Unit[];
  /** Units and people who took the case in hand: none of them may verify or close it. */
  handlingUnits: string[];
  handlers: string[];
  parts: Part[];
  join: JoinPolicy;
  /** Parts of whistles up to this event have been summed up, or were another unit's to sum up. */
  settledRound: number;
  cards: Card[];
  returns: number;
  /** The level above has named the unit in charge, which cannot return the case. */
  designated: boolean;
  request?: Request;
  /** Extensions granted for the present handling. */
  extensions: number;
  /** The clock stands still until then; once in the life of a case. */
  suspendedUntil?: Instant;
  wasSuspended: boolean;
  /** What a level above has asked, and the clock of the reply. */
  supervision?: { by: string; text: string; clock: Clock };
  /** The reporter was not satisfied once: somebody else looks, and the next answer is final. */
  secondLook: boolean;
  /** The grid worker who was drawn to verify on the spot. */
  verifier?: string;
  reopened: number;
  attachments: number;
  /** Set while the workflow has given up on the case and an operator must look at it. */
  parked?: { reason: string; at: Instant };
  /** How often operators gave the case to a new execution. */
  restarts: number;
  /** Hash of the last event: the end of the history's chain. */
  lastHash: string;
}

/** Where a case stands. Every open stage has a unit in charge and a clock: no case waits unwatched. */
export type OpenState = { unit: Unit; clock: Clock } & (
  | { stage: 'reported' | 'handling' | 'joint' | 'followUp' }
  /** The handling limit runs from the dispatch, not from the acknowledgement. */
  | { stage: 'acknowledgement'; dispatchedAt: Instant }
  /** Whose work is verified, and who does it again if it is not good enough. */
  | { stage: 'verification'; handledBy: Unit }
);
type EndState = { closedAt: Instant } & (
  | { stage: 'closed' }
  | { stage: 'declined' | 'voided'; code: string }
  | { stage: 'merged'; into: string }
);
type State = OpenState | EndState;
export type Stage = State['stage'];

export type Case = Omit<Matter, 'severity'> & Course & { state: State };
export type OpenCase = Case & { state: OpenState };

const END_STAGES: readonly Stage[] = ['closed', 'declined', 'voided', 'merged'];

export const isOpen = (current: Case): current is OpenCase => !END_STAGES.includes(current.state.stage);

export const openParts = (current: Case): OpenPart[] =>
  current.parts.filter((part): part is OpenPart => part.state === 'open');

/** The parts of the present handling: those that were summed up, or belong to another unit's handling, are history. */
export const presentParts = (current: Case): Part[] =>
  current.parts.filter((part) => part.round > current.settledRound);

/** A clock of a case: the unit in charge's, that of an open part (`part` is its unit's code), or that of a reply. */
export interface RunningClock {
  clock: Clock;
  part?: string;
  supervision?: true;
}

export const clocksOf = (current: Case): RunningClock[] =>
  isOpen(current)
    ? [
        { clock: current.state.clock },
        ...openParts(current).map(({ clock, unit }) => ({ clock, part: unit.code })),
        ...(current.supervision ? [{ clock: current.supervision.clock, supervision: true as const }] : []),
      ]
    : [];

export const runningClocks = (current: Case): RunningClock[] =>
  clocksOf(current).filter(({ clock }) => !isPaused(clock));

/** When the clock next has something to do in this case; undefined once it has ended. */
export const nextRungAt = (current: Case): Instant | undefined =>
  [
    ...runningClocks(current).flatMap(({ clock }) => clock.pending.map(({ at }) => at)),
    ...(current.suspendedUntil ? [current.suspendedUntil] : []),
  ].sort()[0];
