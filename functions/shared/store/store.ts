import type { Actor } from '#domain/actor.ts';
import type { Change } from '#domain/process/decide.ts';
import type { Cause, EventBody, ProcessEvent } from '#domain/process/event.ts';
import type { ClockName, Command, Definition, FileRef, Outcome, Process } from '#domain/process/process.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { AlarmState, RingingAlarm } from './alarms.ts';
import type { CityStore, GridsAt, Place } from './city-store.ts';
import type { Job, JobKind } from './jobs.ts';
import type { Named } from './named.ts';
import type { Order, OrderPage, Wanted } from './orders.ts';
import type { Remembered, Repeatable } from './remembered.ts';
import type { Met, Trouble, TroubleKind, TroubleName, TroublePlace } from './troubles.ts';
import type { Webhook } from './webhooks.ts';

/**
 * The store as use cases see it: one call for each thing that they need to know or change, whatever it is kept in. Two
 * adapters keep this promise, DynamoDB and memory; `test/functions/store/contract.ts` asks the same of both.
 *
 * What is read of a process is its last committed version: a decision never rests on an old one. Entries of lists, of
 * what is due and of what is near follow a moment later.
 */
export interface Store {
  city: CityStore;

  /** The person who asks: staff as the city knows them, everyone else a resident. */
  actor(subject: string): Promise<Actor>;
  /** The same, with the alarms that ring, those that have rung longest first: one request. */
  actorWithAlarms(subject: string): Promise<{ actor: Actor; ringing: RingingAlarm[] }>;

  /**
   * Processes of one kind, with the person who asks and the answer that this very request got before: one request.
   * @throws KeyReused when the key came before with another request
   */
  load<P extends Process, Body extends EventBody>(
    definition: Kind<P, Body>,
    asked: Asking & { ids: readonly string[] },
  ): Promise<Loaded & { found: ReadonlyMap<string, P> }>;

  /** Processes of one kind by id, at most 99, with the person who asks: one request. What does not exist is absent. */
  loadAll<P extends Process, Body extends EventBody>(
    definition: Kind<P, Body>,
    subject: string,
    ids: readonly string[],
  ): Promise<{ actor: Actor; found: ReadonlyMap<string, P> }>;

  /** One process with its first event, which tells how it began, what came of it, and the person who asks: one request. */
  loadWithStart<P extends Process, Body extends EventBody>(
    definition: Kind<P, Body>,
    subject: string,
    id: string,
  ): Promise<{ actor: Actor; found?: { current: P; start: ProcessEvent<Body>; outcome?: Outcome } }>;

  /**
   * What filing has to know of the person and the place, in one request.
   * @throws KeyReused when the key came before with another request
   */
  arrive(asked: Asking & { place: Place }): Promise<Loaded & { at: GridsAt }>;

  /**
   * A process that must be there, as rules of the system know it.
   * @throws Error when it is not
   */
  read<P extends Process, Body extends EventBody>(definition: Kind<P, Body>, id: string): Promise<P>;

  /**
   * Processes of one kind by id, at most 100; what does not exist is absent.
   */
  readAll<P extends Process, Body extends EventBody>(
    definition: Kind<P, Body>,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, P>>;

  /** The process that people name by a number. */
  numbered(number: string): Promise<Named | undefined>;

  /**
   * Commits changes whole or not at all: of each process the record at its next version, the events, the lines on
   * lists; and the answer by which the repeated request is recognised for a day.
   * @throws VersionConflict when a process is no longer at the version before, or another one has its number; RepeatedRequest when the same request is
   *   being answered or has been; FileUsed when a file came with another event before
   */
  commit(changes: readonly Committed[], now: Instant, remembered?: Remembered): Promise<void>;

  /** Events of a history in order, from the one after `after` on. Behind a full page there may be none any more. */
  history<P extends Process, Body extends EventBody>(
    definition: Kind<P, Body>,
    id: string,
    page: { after?: number; limit: number },
  ): Promise<{ events: ProcessEvent<Body>[]; more: boolean }>;

  /** The files of a process in the order in which they were added. */
  files(process: Named): Promise<FileEntry[]>;

  /**
   * A page of somebody's list, most urgent first. `within` keeps what lies in an area only: a page may then be shorter, or
   * empty, and others follow.
   */
  list(
    list: string,
    page: { limit: number; after?: ListPlace; within?: string },
  ): Promise<{ entries: ListEntry[]; next?: ListPlace }>;

  /**
   * A page of an order in which processes are listed. Of what is narrowed to an area or a category `MOST_READ` entries are
   * read at most, so that a page may be shorter, or empty, and others follow. An entry tells how a process was found, not
   * how it is: that its record tells.
   */
  find(order: Order, wanted: Wanted): Promise<OrderPage>;

  /** A page of what somebody was told, the latest first; with `since` what came after that instant. `box` is named as lists are. */
  told(
    box: string,
    page: { limit: number; after?: NoticePlace; since?: Instant },
  ): Promise<{ notices: ToldNotice[]; next?: NoticePlace }>;
  /** The person who asks, and until when they have read what they were told: one request. */
  reader(subject: string): Promise<{ actor: Actor; read: ReadMarks }>;
  /**
   * Keeps until when somebody has read what they were told.
   * @throws VersionConflict when the marks were changed since they were read, RepeatedRequest while the same request is being answered
   */
  saveRead(subject: string, read: ReadMarks, now: Instant, remembered: Remembered): Promise<void>;

  /** What is due until an instant, in one of `DUE_SHARDS` shards, the earliest first. */
  due(shard: number, until: Instant, after?: string): Promise<{ due: Due[]; next?: string }>;

  /** Every open process of one of the shards, in the order of what is next due; a page. @default 25 of them */
  open(shard: number, after?: string, limit?: number): Promise<{ open: Named[]; next?: string }>;

  /** Processes filed in a township from one instant on and before another, the oldest first. */
  filed(
    township: string,
    window: { from: Instant; to: Instant },
    limit: number,
  ): Promise<{ process: Named; filedAt: Instant }[]>;

  /** Open processes filed since an instant, cell by cell of the geohash grid: of each the newest first, `MOST_IN_CELL` at most. */
  near(cells: readonly string[], since: Instant): Promise<NearEntry[]>;

  /** Keeps the token of a wait. A later execution that waits for the same thing takes the place over. */
  keepWait(process: Named, wait: string, waiting: Waiting, now: Instant): Promise<void>;
  /** The wait of a name: open, answered, or absent when no execution has come to it yet. */
  findWait(process: Named, wait: string): Promise<Waiting | 'answered' | undefined>;
  /** Marks a wait as answered and forgets its token, unless another execution has taken its place meanwhile. */
  markAnswered(process: Named, wait: string, waiting: Waiting, now: Instant): Promise<void>;

  /** Notes a trouble of a process, and answers it as it is kept: since when, and how often it was met. */
  noteTrouble(process: Named, met: Met, now: Instant): Promise<Trouble>;
  /** Takes the note of a trouble away; does nothing where there is none. */
  endTrouble(process: Named, name: TroubleName): Promise<void>;
  findTrouble(process: Named, name: TroubleName): Promise<Trouble | undefined>;
  /** A page of the troubles of one kind that operators see, the oldest first; at most 100. */
  troubles(
    kind: TroubleKind,
    page: { limit: number; after?: TroublePlace },
  ): Promise<{ troubles: TroubleOf[]; next?: TroublePlace }>;
  /** The oldest troubles of one kind that operators see, by their names alone: one request. */
  troubled(
    kind: TroubleKind,
    limit: number,
  ): Promise<{ troubles: (Named & TroubleName)[]; areMore: boolean }>;
  /**
   * Asks the relay, in an operator's name, to deliver once more what it has given up: it learns of it by the stream.
   * @throws RepeatedRequest while the same request is being answered
   */
  askRedelivery(asked: Redelivery, now: Instant, remembered: Remembered): Promise<void>;

  /** The jobs that there are, at most one of each kind. */
  jobs(): Promise<ReadonlyMap<JobKind, Job>>;
  /**
   * Notes how far a job is, and answers it as it is kept.
   * @throws VersionConflict when the job was started anew, or another sweep works on it
   */
  saveJob(job: Job): Promise<Job>;
  /**
   * Starts a job by a person's request, once however often the request comes.
   * @throws RepeatedRequest while the same request is being answered, VersionConflict when the job has moved on
   */
  startJob(job: Job, now: Instant, remembered: Remembered): Promise<void>;

  /** Every webhook of the city; there are `MOST_WEBHOOKS` at most. */
  webhooks(): Promise<Webhook[]>;
  /**
   * Keeps a webhook as somebody has made or changed it; by a person's request once, however often it comes.
   * @throws VersionConflict when it was changed since it was read, RepeatedRequest while the same request is being answered
   */
  saveWebhook(webhook: Webhook, now: Instant, remembered?: Remembered): Promise<void>;
  /**
   * Takes a webhook away by a person's request.
   * @throws RepeatedRequest while the same request is being answered
   */
  removeWebhook(id: string, now: Instant, remembered: Remembered): Promise<void>;

  /** Notes what an alarm is now. Whatever is not newer than what is known changes nothing. */
  noteAlarm(state: AlarmState): Promise<void>;
}

export type Kind<P extends Process, Body extends EventBody> = Definition<P, Body, Command, ClockName>;

/** A process that has something to do, and since when. */
export interface Due extends Named {
  at: Instant;
}

/** Who asks, and by which request that may have come before. */
export interface Asking {
  request: Repeatable;
  now: Instant;
}

export interface Loaded {
  actor: Actor;
  /** What the same request was answered before. */
  answered?: unknown;
}

/**
 * What the stream of committed changes tells, in the order of each process: how a process changed, an event that was
 * added to its history, or that an operator wants something delivered once more.
 */
export type StreamRecord =
  | { kind: 'changed'; definition: Definition; before?: Process; after: Process }
  | { kind: 'event'; process: Named; event: ProcessEvent }
  | { kind: 'redelivery'; definition: Definition; id: string; part: string };

/** A change to commit: the process before it (undefined for one that begins), and what it adds. */
export interface Committed extends Change<Process, EventBody> {
  definition: Definition;
  before: Process | undefined;
}

export interface FileEntry extends FileRef {
  at: Instant;
  /** The event that added it: its number, and by whom. */
  seq: number;
  by: Cause;
}

/** A line of a list: what the entry shows, the process that it belongs to, and its place, from which the list goes on. */
export interface ListEntry extends Record<string, unknown> {
  id: string;
  dueAt: Instant;
  place: ListPlace;
}

/** A line's place in a list: its process, the name of its entry, and when it is due. */
export interface ListPlace extends Named {
  name: string;
  dueAt: Instant;
}

/** What somebody was told of a process, by an event of which they are the `nth` who was told. */
export interface NoticePlace extends Named {
  at: Instant;
  seq: number;
  nth: number;
}

/** Its place, and of what: by a code of the process's kind. */
export interface ToldNotice {
  place: NoticePlace;
  what: string;
}

/** Until when somebody has read what they were told, box by box. */
export interface ReadMarks {
  /** 0 where nothing is kept yet. */
  revision: number;
  until: Readonly<Record<string, Instant>>;
}

/** A trouble, and whose it is. */
export interface TroubleOf extends Named, Trouble {}

/** What an operator wants delivered once more, and why. */
export interface Redelivery {
  process: Named;
  part: string;
  by: string;
  reason: string;
}

/** An open process near by. */
export interface NearEntry extends Named {
  category: string;
  point: { lon: number; lat: number };
}

/** A waiting state of an execution. The token is a bearer credential: it lies in the store and nowhere else. */
export interface Waiting {
  taskToken: string;
}
