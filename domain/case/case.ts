import type { ResponsibleLevel } from '../place/area.ts';
import type { Unit } from '../place/unit.ts';
import type { JoinPolicy, Severity } from '../policy/policy.ts';
import type { Clock, PausedClock, RunningClock } from '../process/clock.ts';
import type { Request } from '../process/four-eyes.ts';
import type { At, Process } from '../process/process.ts';
import type { Text } from '../text.ts';
import type { Instant } from '../time/instant.ts';
import type { CaseNumber } from './number.ts';

export const CHANNELS = ['gridWorker', 'resident', 'hotline', 'police', 'department'] as const;
export type Channel = (typeof CHANNELS)[number];

export const CHANNEL_NAMES: Record<Channel, Text> = {
  gridWorker: { 'zh-CN': '网格员上报', en: 'grid worker' },
  resident: { 'zh-CN': '居民上报', en: 'resident' },
  hotline: { 'zh-CN': '热线转办', en: 'hotline' },
  police: { 'zh-CN': '公安流转', en: 'police' },
  department: { 'zh-CN': '部门转来', en: 'department' },
};

export interface Point {
  /** Degrees, WGS84. */
  lon: number;
  lat: number;
}

/** What was reported, and never changes. */
export interface Matter {
  id: string;
  /** By which people name the case; cases filed before numbers were given have none. */
  number?: CaseNumber;
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
interface Asked {
  /** The unit that was asked to join; it stays named when its part is raised. */
  unit: Unit;
  /** The unit that must answer now: the asked one, or the superior to which a late part was raised. */
  responsible: Unit;
  /** The whistle that asked for it: number of its event. */
  round: number;
  /** Its place among the units of that whistle. */
  place: number;
  /** Number of the event that opened the present wait for this part. */
  turn: number;
  extensions: number;
}
export interface OpenPart extends Asked {
  state: 'open';
  clock: RunningClock;
  /** Somebody has requested more time; nobody has decided. Where the lead itself answers for the part, a unit above does. */
  extension?: { reason: string; by?: string; decides?: string };
}
export type EndedPart = Asked &
  (
    | { state: 'answered'; answeredBy: string; answeredAt: Instant }
    /** Returned with a reason, removed by the lead unit, or no longer needed because enough others answered. */
    | { state: 'returned' | 'removed' | 'released' }
  );
export type Part = OpenPart | EndedPart;

/** What a unit has used of its limits: see `spent.ts`. */
export interface Spent {
  unit: string;
  acknowledgement?: PausedClock;
  handling?: PausedClock;
  extensions: number;
}

export interface Card {
  color: 'yellow' | 'red';
  unit: string;
  at: Instant;
}

/** Whoever did not accept a case, and the unit for which they decided. */
export interface Decliner {
  subject: string;
  unit?: string;
}

/** What a unit or centre may ask for, and a second person has to decide. */
export type CaseRequest = Request<
  | { kind: 'extension' }
  /** Until when the clock shall stand still. */
  | { kind: 'suspension'; until: Instant }
  | { kind: 'void'; code: string }
  /** The older case that shall go on. */
  | { kind: 'merge'; into: string }
>;

/** Files by the side that gave them. */
export interface FilesFrom {
  /** By reporters and by others who act for no unit, person by person. */
  people?: Record<string, number>;
  /** By the people of a unit, together. */
  units?: Record<string, number>;
  /** By the verifier, since the last result. */
  verifier?: number;
}

/** What has become of a case, at whatever stage. */
interface Course {
  /** From filing to closing, where the policy has a limit for that: stopped with the case, and never begun anew. */
  whole?: Clock;
  severity: Severity;
  level: ResponsibleLevel;
  /** Everybody else who reported the same matter, in cases that were merged into this one. */
  alsoReportedBy: string[];
  /** Reporters who were staff then, each with the unit for which they reported. */
  staffReporters: { subject: string; unit: string }[];
  /** The unit of a grid worker who reported the case on duty. */
  reportingUnit?: string;
  /** At most 200: see `merging.ts`. */
  mergedFrom: string[];
  /** Units that let a limit run out below and stay answerable. */
  coResponsible: Unit[];
  /** Units and people who took the case in hand: none of them may verify or close it. */
  handlingUnits: string[];
  handlers: string[];
  /** Units that had the case, or a part of it, and lost it before they took it in hand: see `participation.ts`. */
  givenTo?: string[];
  /** Units that took part and were taken off again, each with the number of the event that did so. */
  takenOff?: Record<string, number>;
  /** Parts of joint handling for which nobody waits any more; with the open ones at most 60: see `commands/whistle.ts`. */
  endedParts: EndedPart[];
  /** Parts of whistles up to this event have been summed up, or were another unit's to sum up. */
  settledRound: number;
  /** The last hundred; the history has them all. */
  cards: Card[];
  /** Returns and delegations: they share one quota. */
  returns: number;
  /** Of the units that have had the case since the last result. */
  spent: Spent[];
  /** The level above has named the unit in charge, which cannot return the case. */
  designated: boolean;
  /** A case is suspended once in its life. */
  wasSuspended: boolean;
  /** Who did not accept the case, and for which unit: they do not decide on it again. */
  declinedBy?: Decliner[];
  /** A case that was declined is appealed once: `waiting` until the unit above has decided. */
  appeal?: 'waiting' | 'decided';
  /** The reporter was not satisfied once: the level above handles the case again, and the next answer is final. */
  secondLook: boolean;
  reopened: number;
  /** The level at which it was last reopened. */
  reopenedAt?: ResponsibleLevel;
  attachments: number;
  /** How many of them came from whom: see `file-quota.ts`. */
  filesFrom?: FilesFrom;
}

/** What may be going on at any open stage, and ends with the unit's turn. */
export interface Pending {
  request?: CaseRequest;
  /** What a level above has asked, and the clock of the reply. */
  supervision?: { by: string; text: string; clock: RunningClock };
}

interface InCharge extends Pending {
  unit: Unit;
  clock: RunningClock;
}

/** The unit works on the case; its clock stands still while the case is suspended. */
type Handling = { stage: 'handling'; unit: Unit; extensions: number } & Pending &
  ({ clock: RunningClock; suspendedUntil?: undefined } | { clock: PausedClock; suspendedUntil: Instant });

/** Where a case stands. Every open stage has a unit in charge and a clock: no case waits unwatched. */
export type OpenState =
  | (InCharge & { stage: 'reported' })
  /** Reporters who have answered by now, where several are asked. */
  | (InCharge & { stage: 'followUp'; answered?: string[] })
  /** The handling limit runs from the dispatch, not from the acknowledgement. */
  | (InCharge & { stage: 'acknowledgement'; dispatchedAt: Instant })
  | Handling
  /** When joint handling goes on is the whistle's to say. */
  | (InCharge & { stage: 'joint'; extensions: number; parts: OpenPart[]; join: JoinPolicy })
  /**
   * The unit whose work is verified, and which repeats it after a failure; since when there is a result; and the grid worker
   * drawn to verify.
   */
  | (InCharge & { stage: 'verification'; handledBy: Unit; submittedAt?: Instant; verifier?: string });

type EndState = { closedAt: Instant } & (
  | { stage: 'closed' }
  /** With the level of the unit that declined. */
  | { stage: 'declined'; code: string; byLevel?: ResponsibleLevel }
  | { stage: 'voided'; code: string }
  | { stage: 'merged'; into: string }
);
export type State = OpenState | EndState;
export type Stage = State['stage'];
export type OpenStage = OpenState['stage'];

export type Case = Omit<Matter, 'severity'> & Omit<Process, 'state'> & Course & { state: State };
export type CaseAt<S extends Stage> = At<Case, S>;
export type OpenCase = CaseAt<OpenStage>;

/** What every case begins with. */
export const BLANK = {
  alsoReportedBy: [],
  staffReporters: [],
  mergedFrom: [],
  coResponsible: [],
  handlingUnits: [],
  handlers: [],
  endedParts: [],
  settledRound: 0,
  cards: [],
  returns: 0,
  spent: [],
  designated: false,
  wasSuspended: false,
  secondLook: false,
  reopened: 0,
  attachments: 0,
} satisfies Partial<Case>;

export const isOpen = (current: Case): current is OpenCase => !('closedAt' in current.state);

/** The parts of joint handling that are waited for. */
export const openParts = ({ state }: Pick<Case, 'state'>): OpenPart[] =>
  state.stage === 'joint' ? state.parts : [];

/** Every part that was ever asked for, whistle by whistle. */
export const partsOf = (current: Pick<Case, 'state' | 'endedParts'>): Part[] =>
  [...current.endedParts, ...openParts(current)].sort((a, b) => a.round - b.round || a.place - b.place);

/** The parts of the present handling: those that were summed up, or belong to another unit's handling, are history. */
export const presentParts = (current: Case): Part[] =>
  partsOf(current).filter((part) => part.round > current.settledRound);

/** What waits for the decision of a second person. */
export const requestOf = (current: Case): CaseRequest | undefined =>
  isOpen(current) ? current.state.request : undefined;

/** Everybody who reported a case, in this or in those merged into it. */
export const reportersOf = ({ reporter, alsoReportedBy }: Case): string[] => [
  ...new Set([reporter, ...alsoReportedBy]),
];
