import { mayKnowReporter, mayKnowVerifier, type Reading, readsAs } from '../access.ts';
import { type Actor, type Role, unitOf } from '../actor.ts';
import type { Cause } from '../process/event.ts';
import { type Case, reportersOf } from './case.ts';
import type { CaseEvent, CaseEventBody } from './event.ts';

/**
 * What a reader is told of a case, of each of its events and of its files. Every operation asks here and none decides
 * on its own. As what somebody reads is said in `access.ts`. What has no line here is told to nobody.
 */

/** Somebody who reads a case that they may see. */
export interface Reader {
  actor: Actor;
  current: Case;
  as: Reading;
}

export const readerOf = (actor: Actor, current: Case): Reader => ({
  actor,
  current,
  as: readsAs(actor, current),
});

type Told = (reader: Reader) => boolean;
const to =
  (...readings: Reading[]): Told =>
  ({ as }) =>
    readings.includes(as);
const allBut =
  (reading?: Reading): Told =>
  ({ as }) =>
    as !== reading;

/** Where a case stands. */
const EVERYBODY = allBut();
/** What goes on in it: nothing new for a unit that was taken off. */
const PROGRESS = allBut('formerUnit');
/** What the reporter told: another person's words and place are not for whoever reported the same. */
const ACCOUNT = allBut('otherReporter');
/** What offices write to each other now. */
const OFFICES = to('overseer', 'unit');
/** What offices said in an event: to a unit that was taken off until then. */
const SAID = to('overseer', 'unit', 'formerUnit');
const OVERSEERS = to('overseer');

const REPORTER: Told = ({ actor, current }) => mayKnowReporter(actor, current);
const VERIFIER: Told = ({ actor, current }) => mayKnowVerifier(actor, current);
/** What came of a case: to its reporters when they are asked, and when it is closed. Before that nobody has checked it. */
const RESULT: Told = (reader) => SAID(reader) || ['followUp', 'closed'].includes(reader.current.state.stage);

/** The fields of a case. A member of a field is told like the field, unless it has a line of its own. */
const CASE_FIELDS: Readonly<Record<string, Told>> = {
  id: EVERYBODY,
  number: EVERYBODY,
  version: EVERYBODY,
  category: EVERYBODY,
  severity: EVERYBODY,
  grid: EVERYBODY,
  borderVersion: EVERYBODY,
  policyVersion: EVERYBODY,
  reportedAt: EVERYBODY,
  stage: EVERYBODY,
  level: EVERYBODY,
  unit: EVERYBODY,
  closedAt: EVERYBODY,

  title: ACCOUNT,
  description: ACCOUNT,
  point: ACCOUNT,

  reporter: REPORTER,
  // Of a grid worker's report it tells the role, and a grid has few of them.
  channel: REPORTER,
  verifier: VERIFIER,

  clock: PROGRESS,
  whole: PROGRESS,
  suspendedUntil: PROGRESS,
  extensions: PROGRESS,
  returns: PROGRESS,
  designated: PROGRESS,
  secondLook: PROGRESS,
  reopened: PROGRESS,
  appeal: PROGRESS,
  coResponsible: PROGRESS,
  cards: PROGRESS,
  code: PROGRESS,
  into: PROGRESS,
  mergedFrom: PROGRESS,
  request: PROGRESS,
  'request.reason': OFFICES,
  'request.code': OFFICES,
  'request.into': OFFICES,
  supervision: PROGRESS,
  'supervision.text': OFFICES,
  parts: PROGRESS,
  'parts.extension': OFFICES,
  parked: PROGRESS,
  'parked.reason': OFFICES,

  outcome: (reader) => PROGRESS(reader) && RESULT(reader),

  attachments: OFFICES,
};

type NameIn<Body> = Body extends unknown ? Exclude<keyof Body, 'type'> : never;

/** What events say. The matter stands in the case; who else reported, or had a hand in a merged case, is exported, and told to nobody. */
const EVENT_FIELDS: Readonly<
  Record<Exclude<NameIn<CaseEventBody>, 'matter' | 'reporters' | 'staffReporters' | 'course'>, Told> &
    Record<string, Told>
> = {
  unit: EVERYBODY,
  to: EVERYBODY,
  level: EVERYBODY,
  result: RESULT,
  verifier: VERIFIER,

  from: SAID,
  unitName: SAID,
  clock: SAID,
  moved: SAID,
  whole: SAID,
  others: SAID,
  until: SAID,
  severity: SAID,
  description: SAID,
  reason: SAID,
  code: SAID,
  text: SAID,
  ask: SAID,
  parts: SAID,
  join: SAID,
  template: SAID,
  answer: SAID,
  partsSummed: SAID,
  note: SAID,
  instead: SAID,
  evidence: SAID,
  settledAt: SAID,
  satisfied: SAID,
  rating: SAID,
  kind: SAID,
  request: SAID,
  'request.by': OVERSEERS,
  decides: SAID,
  grid: SAID,
  borderVersion: SAID,
  caseId: SAID,
  into: SAID,
  rung: SAID,
  color: SAID,
  next: SAID,
  calendarVersion: SAID,
  changes: SAID,
  attachment: SAID,
};

/** What reporters say themselves, and are told again. */
const OWN_FIELDS = ['description', 'text', 'attachment', 'satisfied', 'rating', 'reason'];

/** What an officer or dispatcher does as a reporter. What they do besides, they do as staff of their unit. */
const REPORTERS_DO = [
  'reported',
  'commented',
  'attached',
  'appealed',
  'followedUp',
  // Follow-up brings these about.
  'closed',
  'secondLookOrdered',
];
/** What the verifier does. */
const VERIFIER_DOES = ['verified', 'reworked'];

/** Whether a reader is told of a field of the case. */
export const isTold = (reader: Reader, field: string): boolean => CASE_FIELDS[field]?.(reader) ?? false;

/** A case, as it is written for whoever may know everything, without what a reader is not told. */
export const visibleFields = (reader: Reader, written: object): Record<string, unknown> =>
  withoutHidden(reader, OF_CASES, written);

/** Who did something, as far as a reader is told. */
export interface VisibleCause {
  kind: Cause['kind'];
  rule?: string;
  subject?: string;
  role?: Role;
  unit?: string;
}

/** An event, as far as a reader is told. */
export interface VisibleEvent {
  by: VisibleCause;
  /** What it says besides what stands beside it. */
  details: Record<string, unknown>;
  /** Its place in the chain, for those who are told all of it: a hash is made of every field. */
  link?: { previousHash: string; hash: string };
}

/** An event, as far as a reader is told; undefined where it came after their unit was taken off. */
export const visibleEvent = (reader: Reader, event: CaseEvent): VisibleEvent | undefined => {
  if (event.seq > lastSeen(reader)) return undefined;
  const { seq, type, at, by, previousHash, hash, salt, ...said } = event;
  return {
    by: visibleCause(reader, type, by),
    details: {
      ...withoutHidden(reader, OF_EVENTS, said),
      ...(isReporting(reader) && isOwn(reader, by) && ownFields(said)),
    },
    ...(reader.as === 'overseer' && { link: { previousHash, hash } }),
  };
};

/** Whether a reader is told of a file, by the event that added it. Reporters are told of their own only. */
export const isFileTold = (reader: Reader, { seq, by }: { seq: number; by: Cause }): boolean =>
  isReporting(reader) ? isOwn(reader, by) : seq <= lastSeen(reader);

const ownFields = (said: object): object =>
  Object.fromEntries(Object.entries(said).filter(([name]) => OWN_FIELDS.includes(name)));

/** The last event of which a reader is told. */
const lastSeen = ({ as, actor, current }: Reader): number =>
  as === 'formerUnit' ? (current.takenOff?.[unitOf(actor)?.code ?? ''] ?? current.version) : current.version;

const isReporting = ({ as }: Reader): boolean => as === 'reporter' || as === 'otherReporter';
const isOwn = ({ actor }: Reader, by: Cause): boolean => by.kind === 'person' && by.subject === actor.subject;

/**
 * Overseers are told who did something. Everybody else is told of a reporter nothing but that a person did it, and of
 * staff unit and role; the name only where it is a colleague of their own unit, who does not verify.
 */
const visibleCause = (reader: Reader, type: string, by: Cause): VisibleCause => {
  if (by.kind === 'rule' || reader.as === 'overseer' || isOwn(reader, by)) return by;
  const { kind, subject, role, unit } = by;
  const hasNoDesk = role === 'resident' || role === 'gridWorker';
  if ((hasNoDesk || REPORTERS_DO.includes(type)) && reportersOf(reader.current).includes(subject))
    return subject === reader.current.reporter && REPORTER(reader) ? by : { kind };
  const isColleague = !isReporting(reader) && unit !== undefined && unit === unitOf(reader.actor)?.code;
  return {
    kind,
    role,
    ...(unit !== undefined && { unit }),
    ...(isColleague && !VERIFIER_DOES.includes(type) && { subject }),
  };
};

const withoutHidden = (reader: Reader, lines: Lines, written: object, above = ''): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(written)
      .filter(([name]) => (lines.fields[above + name] ?? (() => above !== ''))(reader))
      .map(([name, value]) => [name, membersOf(reader, lines, above + name, value)]),
  );

const membersOf = (reader: Reader, lines: Lines, path: string, value: unknown): unknown => {
  if (!lines.split.has(path) || typeof value !== 'object' || value === null) return value;
  const of = (one: object) => withoutHidden(reader, lines, one, `${path}.`);
  return Array.isArray(value) ? value.map(of) : of(value);
};

/** A table of fields, and those of which members have lines of their own. */
interface Lines {
  fields: Readonly<Record<string, Told>>;
  split: ReadonlySet<string>;
}
const linesOf = (fields: Lines['fields']): Lines => ({
  fields,
  split: new Set(Object.keys(fields).flatMap((path) => path.split('.').slice(0, -1))),
});
const OF_CASES = linesOf(CASE_FIELDS);
const OF_EVENTS = linesOf(EVENT_FIELDS);
