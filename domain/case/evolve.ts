import { levelOfUnit, type Unit } from '../place/unit.ts';
import { type Case, isOpen, type OpenCase, type OpenPart, type OpenState, type Part } from './case.ts';
import { type Clock, withoutRung, withSupervision } from './clock.ts';
import type { By, CaseEvent, EventType, RungRef } from './event.ts';

type EventOf<T extends EventType> = Extract<CaseEvent, { type: T }>;

/** The case after one more event; the first event of a history makes the case. */
export const evolve = (current: Case | undefined, event: CaseEvent): Case => ({
  ...(current ? applied(current, event) : filed(event)),
  version: event.seq,
  lastHash: event.hash,
});

/** The case that a whole history tells. */
export const replay = (history: readonly CaseEvent[]): Case | undefined =>
  history.reduce<Case | undefined>(evolve, undefined);

const filed = (event: CaseEvent): Case => {
  if (event.type !== 'reported')
    throw new Error(`a history begins with "reported", not with "${event.type}"`);
  return {
    ...event.matter,
    version: event.seq,
    level: levelOfUnit(event.unit),
    turn: event.seq,
    alsoReportedBy: [],
    mergedFrom: [],
    coResponsible: [],
    handlingUnits: [],
    handlers: [],
    parts: [],
    join: 'all',
    settledRound: 0,
    cards: [],
    returns: 0,
    designated: false,
    extensions: 0,
    wasSuspended: false,
    secondLook: false,
    reopened: 0,
    attachments: 0,
    restarts: 0,
    lastHash: event.hash,
    state: { stage: 'reported', unit: event.unit, clock: event.clock },
  };
};

/** What may be added to a case that has ended, too. */
const appliedToAny = (current: Case, event: CaseEvent): Case | undefined => {
  switch (event.type) {
    case 'commented':
      return current;
    case 'attached':
      return { ...current, attachments: current.attachments + 1 };
    case 'reopened':
      return isOpen(current)
        ? undefined
        : {
            ...current,
            reopened: current.reopened + 1,
            secondLook: false,
            returns: 0,
            level: event.level,
            turn: event.seq,
            state: { stage: 'reported', unit: event.unit, clock: event.clock },
          };
    default:
      return undefined;
  }
};

const applied = (current: Case, event: CaseEvent): Case => {
  const anyway = appliedToAny(current, event);
  if (anyway) return anyway;
  if (!isOpen(current)) return refuse(current, event);
  const { state } = current;
  switch (event.type) {
    case 'selfHandled':
      return taken(current, event.by);
    case 'assigned':
      return dispatched({ ...current, level: event.level }, event, event.unit, event.clock);
    case 'designated':
      return {
        ...dispatched({ ...current, level: event.level }, event, event.unit, event.clock),
        designated: true,
      };
    case 'delegated':
    case 'secondLookOrdered':
      return dispatched(
        {
          ...current,
          level: event.level,
          secondLook: current.secondLook || event.type === 'secondLookOrdered',
        },
        event,
        event.to,
        event.clock,
      );
    case 'acknowledged':
      return moved(taken(current, event.by), event, {
        stage: 'handling',
        unit: state.unit,
        clock: event.clock,
      });
    case 'returned':
      return moved({ ...withoutCourse(current), level: event.level, returns: current.returns + 1 }, event, {
        stage: 'reported',
        unit: event.to,
        clock: event.clock,
      });
    case 'whistled':
      return moved({ ...current, join: event.join, parts: [...current.parts, ...askedParts(event)] }, event, {
        ...state,
        stage: 'joint',
      });
    case 'responded':
      return taken({ ...current, parts: answeredParts(current.parts, event) }, event.by);
    case 'partReturned':
      return ended(current, event.unit, 'returned');
    case 'partRemoved':
      return ended(current, event.unit, 'removed');
    case 'joined':
      return moved(
        {
          ...current,
          parts: current.parts.map((part) => (part.state === 'open' ? closedPart(part, 'released') : part)),
        },
        event,
        { ...state, stage: 'handling' },
      );
    case 'partExtensionRequested':
      return withPart(current, event.unit, { extension: { reason: event.reason } });
    case 'partExtensionRefused':
      return withPart(current, event.unit, {});
    case 'partExtended':
      return withPart(current, event.unit, { clock: event.clock }, 1);
    case 'partRaised':
      return {
        ...withPart(current, event.unit, { responsible: event.to, clock: event.clock, turn: event.seq }),
        coResponsible: withUnit(current.coResponsible, event.from),
      };
    case 'resultSubmitted':
      return moved(
        {
          ...withoutCourse(taken(current, event.by)),
          settledRound: event.seq,
          ...(event.verifier !== undefined && { verifier: event.verifier }),
        },
        event,
        { stage: 'verification', unit: event.to, clock: event.clock, handledBy: state.unit },
      );
    case 'verified':
      return moved(withoutCourse(current), event, { stage: 'followUp', unit: event.to, clock: event.clock });
    case 'reworked':
      return moved(withoutCourse(current), event, { stage: 'handling', unit: event.to, clock: event.clock });
    case 'requested':
      return { ...current, request: event.request };
    case 'requestRefused':
      return withoutRequest(current);
    case 'extended':
      return { ...withoutRequest(withMain(current, event.clock)), extensions: current.extensions + 1 };
    case 'suspended':
      return {
        ...withoutRequest(withMain(current, event.clock)),
        suspendedUntil: event.until,
        wasSuspended: true,
      };
    case 'resumed': {
      const { suspendedUntil, ...running } = withMain(current, event.clock);
      return running;
    }
    case 'severityChanged':
      return { ...withMain(current, event.clock), severity: event.severity };
    case 'recalculated':
      return event.changes.reduce<OpenCase>(
        (changed, { clock, ...ref }) => withClock(changed, ref, () => clock),
        current,
      );
    case 'supervisionOrdered':
      return { ...current, supervision: { by: officeOf(event.by), text: event.text, clock: event.clock } };
    case 'supervisionAnswered': {
      const { supervision, ...answered } = current;
      return answered;
    }
    case 'rehomed':
      return { ...current, grid: event.grid, borderVersion: event.borderVersion };
    case 'absorbed':
      return {
        ...current,
        mergedFrom: withText(current.mergedFrom, event.caseId),
        alsoReportedBy: event.reporters.reduce(withText, current.alsoReportedBy),
      };
    case 'escalated':
      return escalated(current, event);
    case 'reminded':
      return withClock(current, event.rung, (clock) => withoutRung(clock, event.rung));
    case 'cardGiven':
      return {
        ...withClock(current, event.rung, (clock) => withoutRung(clock, event.rung)),
        cards: [...current.cards, { color: event.color, unit: event.unit, at: event.at }],
      };
    case 'supervised':
      return withClock(current, event.rung, (clock) =>
        withSupervision(withoutRung(clock, event.rung), event.next),
      );
    case 'closed':
    case 'declined':
    case 'voided':
    case 'merged':
      return over(current, event);
    case 'parked':
      return { ...current, parked: { reason: event.reason, at: event.at } };
    case 'restarted': {
      const { parked, ...course } = current;
      return moved({ ...course, restarts: current.restarts + 1 }, event, state);
    }
    case 'followedUp':
      return current;
    default:
      return refuse(current, event);
  }
};

const refuse = (current: Case, event: CaseEvent): never => {
  throw new Error(`"${event.type}" cannot follow in case ${current.id} at stage ${current.state.stage}`);
};

/** A new wait begins with this event: another stage, or another unit in charge. */
const moved = (current: OpenCase, event: CaseEvent, state: OpenState): OpenCase => ({
  ...current,
  turn: event.seq,
  state,
});

/** Another unit has the case in charge: what the one before asked for or was named by is over. */
const dispatched = (current: OpenCase, event: CaseEvent, unit: Unit, clock: Clock): OpenCase =>
  moved({ ...withoutCourse(current), designated: false, settledRound: event.seq }, event, {
    stage: 'acknowledgement',
    unit,
    clock,
    dispatchedAt: event.at,
  });

/** What belongs to one handling and ends with it: requests, extensions, suspension, the question of a level above. */
const withoutCourse = (current: OpenCase): OpenCase => {
  const { request, suspendedUntil, supervision, verifier, ...course } = current;
  return { ...course, extensions: 0 };
};

const withoutRequest = (current: OpenCase): OpenCase => {
  const { request, ...course } = current;
  return course;
};

const over = (current: OpenCase, event: EventOf<'closed' | 'declined' | 'voided' | 'merged'>): Case => {
  const { parked, ...course } = withoutCourse(current);
  const end = {
    turn: event.seq,
    parts: course.parts.map((part) => (part.state === 'open' ? closedPart(part, 'released') : part)),
  };
  const closedAt = event.at;
  switch (event.type) {
    case 'closed':
      return { ...course, ...end, state: { stage: 'closed', closedAt } };
    case 'merged':
      return { ...course, ...end, state: { stage: 'merged', closedAt, into: event.into } };
    case 'declined':
    case 'voided':
      return { ...course, ...end, state: { stage: event.type, closedAt, code: event.code } };
  }
};

/**
 * Responsibility, visibility and clock move up; the lower unit stays co-responsible. Work that has not been
 * handed in is dispatched anew at the upper level; joint handling, verification and follow-up go on under it.
 */
const escalated = (current: OpenCase, event: EventOf<'escalated'>): OpenCase => {
  const lifted = {
    ...current,
    level: event.level,
    coResponsible: withUnit(current.coResponsible, event.from),
  };
  const { state } = current;
  const { stage } = state;
  if (stage !== 'joint' && stage !== 'verification' && stage !== 'followUp')
    return dispatched(lifted, event, event.to, event.clock);
  // Joint handling has another lead now, whom nobody designated; judging leaves the work with whoever did it.
  const designated = stage !== 'joint' && current.designated;
  return moved({ ...withoutCourse(lifted), designated }, event, {
    ...state,
    unit: event.to,
    clock: event.clock,
  });
};

/** Remembers who took the case in hand: neither this person nor this unit may verify or close it. */
const taken = (current: OpenCase, by: By): OpenCase =>
  by.kind === 'rule'
    ? current
    : {
        ...current,
        handlers: withText(current.handlers, by.subject),
        handlingUnits: by.unit ? withText(current.handlingUnits, by.unit) : current.handlingUnits,
      };

const officeOf = (by: By): string => (by.kind === 'person' ? (by.unit ?? by.subject) : by.rule);

const withText = (list: string[], text: string): string[] => (list.includes(text) ? list : [...list, text]);

const withUnit = (list: Unit[], unit: Unit): Unit[] =>
  list.some(({ code }) => code === unit.code) ? list : [...list, unit];

const withMain = (current: OpenCase, clock: Clock): OpenCase => ({
  ...current,
  state: { ...current.state, clock },
});

const askedParts = ({ parts, ask, seq }: EventOf<'whistled'>): Part[] =>
  parts.map(({ unit, clock }) => ({
    unit,
    responsible: unit,
    ask,
    round: seq,
    turn: seq,
    extensions: 0,
    state: 'open',
    clock,
  }));

const answeredParts = (parts: Part[], event: EventOf<'responded'>): Part[] =>
  parts.map((part) =>
    part.state === 'open' && part.unit.code === event.unit
      ? {
          ...withoutClock(part),
          state: 'answered',
          answeredBy: officeOf(event.by),
          answeredAt: event.at,
        }
      : part,
  );

const ended = (current: OpenCase, unit: string, state: 'returned' | 'removed'): OpenCase => ({
  ...current,
  parts: current.parts.map((part) =>
    part.state === 'open' && part.unit.code === unit ? closedPart(part, state) : part,
  ),
});

const closedPart = (part: OpenPart, state: 'returned' | 'removed' | 'released'): Part => ({
  ...withoutClock(part),
  state,
});

const withoutClock = ({ clock, extension, state, ...part }: OpenPart) => part;

/** Changes an open part; what it had asked for is answered with it, unless it is being asked now. */
const withPart = (
  current: OpenCase,
  unit: string,
  change: Partial<Pick<OpenPart, 'clock' | 'responsible' | 'turn' | 'extension'>>,
  extensions = 0,
): OpenCase => ({
  ...current,
  parts: current.parts.map((part) => {
    if (part.state !== 'open' || part.unit.code !== unit) return part;
    const { extension, ...rest } = part;
    return { ...rest, ...change, extensions: part.extensions + extensions };
  }),
});

/** Changes the clock that a rung belongs to: the unit in charge's, that of an open part, or that of a reply. */
const withClock = (
  current: OpenCase,
  { part, supervision }: Pick<RungRef, 'part' | 'supervision'>,
  change: (clock: Clock) => Clock,
): OpenCase => {
  if (supervision)
    return current.supervision
      ? { ...current, supervision: { ...current.supervision, clock: change(current.supervision.clock) } }
      : current;
  if (part === undefined) return withMain(current, change(current.state.clock));
  return {
    ...current,
    parts: current.parts.map((p) =>
      p.state === 'open' && p.unit.code === part ? { ...p, clock: change(p.clock) } : p,
    ),
  };
};
