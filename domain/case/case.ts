import type { ResponsibleLevel } from '../area.ts';
import type { Instant } from '../instant.ts';
import type { Severity } from '../policy.ts';
import type { Unit } from '../unit.ts';
import type { Clock } from './clock.ts';

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
  /** Number of the event that opened the present wait for this part. */
  turn: number;
} & ({ state: 'open'; clock: Clock } | { state: 'answered'; answeredBy: string; answeredAt: Instant });
export type OpenPart = Extract<Part, { state: 'open' }>;

interface Card {
  color: 'yellow';
  unit: string;
  at: Instant;
}

interface Course {
  /** Number of the last event; also the ETag of the case. */
  version: number;
  level: ResponsibleLevel;
  /** Number of the event that opened the present wait: with the id it names the wait. */
  turn: number;
  /** Units that let a limit run out below and stay answerable. */
  coResponsible: Unit[];
  /** Units and people who took the case in hand: none of them may verify or close it. */
  handlingUnits: string[];
  handlers: string[];
  parts: Part[];
  cards: Card[];
  returns: number;
  /** The reporter was not satisfied once: somebody else looks, and the next answer is final. */
  secondLook: boolean;
  /** Set while the workflow has given up on the case and an operator must look at it. */
  parked?: { reason: string; at: Instant };
  /** How often operators gave the case to a new execution. */
  restarts: number;
  /** Hash of the last event: the end of the history's chain. */
  lastHash: string;
}

/** Where a case stands. Every open stage has a unit in charge and a running clock: no case waits unwatched. */
export type OpenState = { unit: Unit; clock: Clock } & (
  | { stage: 'reported' | 'handling' | 'joint' | 'followUp' }
  /** The handling limit runs from the dispatch, not from the acknowledgement. */
  | { stage: 'acknowledgement'; dispatchedAt: Instant }
  /** Whose work is verified, and who does it again if it is not good enough. */
  | { stage: 'verification'; handledBy: Unit }
);
type State = OpenState | { stage: 'closed'; closedAt: Instant };
export type Stage = State['stage'];

export type Case = Matter & Course & { state: State };
export type OpenCase = Case & { state: OpenState };

export const isOpen = (current: Case): current is OpenCase => current.state.stage !== 'closed';

export const openParts = (current: Case): OpenPart[] =>
  current.parts.filter((part): part is OpenPart => part.state === 'open');

/** A clock that runs in a case: the unit in charge's, or that of an open part (`part` is its unit's code). */
export interface RunningClock {
  clock: Clock;
  part?: string;
}

export const runningClocks = (current: Case): RunningClock[] =>
  isOpen(current)
    ? [
        { clock: current.state.clock },
        ...openParts(current).map(({ clock, unit }) => ({ clock, part: unit.code })),
      ]
    : [];

/** When the ladder next has something to do in this case; undefined once it is closed. */
export const nextRungAt = (current: Case): Instant | undefined =>
  runningClocks(current)
    .flatMap(({ clock }) => clock.pending.map(({ at }) => at))
    .sort()[0];
