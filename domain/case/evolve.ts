import { higherLevel } from '../area.ts';
import { levelOfUnit, type Unit } from '../unit.ts';
import { type Case, isOpen, type OpenCase, type OpenState, type Part } from './case.ts';
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
    coResponsible: [],
    handlingUnits: [],
    handlers: [],
    parts: [],
    cards: [],
    returns: 0,
    secondLook: false,
    restarts: 0,
    lastHash: event.hash,
    state: { stage: 'reported', unit: event.unit, clock: event.clock },
  };
};

const applied = (current: Case, event: CaseEvent): Case => {
  if (event.type === 'commented') return current;
  if (!isOpen(current)) return refuse(current, event);
  const { state } = current;
  switch (event.type) {
    case 'selfHandled':
      return taken(current, event.by);
    case 'assigned':
      return dispatched({ ...current, level: event.level }, event, event.unit, event.clock);
    case 'acknowledged':
      return moved(taken(current, event.by), event, {
        stage: 'handling',
        unit: state.unit,
        clock: event.clock,
      });
    case 'returned':
      return moved(
        {
          ...current,
          level: higherLevel(current.level, levelOfUnit(event.to)),
          returns: current.returns + 1,
        },
        event,
        { stage: 'reported', unit: event.to, clock: event.clock },
      );
    case 'whistled':
      return moved({ ...current, parts: [...current.parts, ...askedParts(event)] }, event, {
        ...state,
        stage: 'joint',
      });
    case 'responded':
      return taken({ ...current, parts: answeredParts(current.parts, event) }, event.by);
    case 'joined':
      return moved(current, event, { ...state, stage: 'handling' });
    case 'resultSubmitted':
      return moved(taken(current, event.by), event, {
        stage: 'verification',
        unit: event.to,
        clock: event.clock,
        handledBy: state.unit,
      });
    case 'verified':
      return moved(current, event, { stage: 'followUp', unit: event.to, clock: event.clock });
    case 'reworked':
      return moved(current, event, { stage: 'handling', unit: event.to, clock: event.clock });
    case 'secondLookOrdered':
      return dispatched({ ...current, level: event.level, secondLook: true }, event, event.to, event.clock);
    case 'escalated':
      return escalated(current, event);
    case 'partRaised':
      return {
        ...withPart(current, event.unit, { responsible: event.to, clock: event.clock, turn: event.seq }),
        coResponsible: withUnit(current.coResponsible, event.from),
      };
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
    case 'closed': {
      const { parked, ...course } = current;
      return { ...course, turn: event.seq, state: { stage: 'closed', closedAt: event.at } };
    }
    case 'parked':
      return { ...current, parked: { reason: event.reason, at: event.at } };
    case 'restarted': {
      const { parked, ...course } = current;
      return moved({ ...course, restarts: current.restarts + 1 }, event, state);
    }
    case 'followedUp':
      return current;
    case 'reported':
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

const dispatched = (current: OpenCase, event: CaseEvent, unit: Unit, clock: Clock): OpenCase =>
  moved(current, event, { stage: 'acknowledgement', unit, clock, dispatchedAt: event.at });

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
  return state.stage === 'joint' || state.stage === 'verification' || state.stage === 'followUp'
    ? moved(lifted, event, { ...state, unit: event.to, clock: event.clock })
    : dispatched(lifted, event, event.to, event.clock);
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

const withText = (list: string[], text: string): string[] => (list.includes(text) ? list : [...list, text]);

const withUnit = (list: Unit[], unit: Unit): Unit[] =>
  list.some(({ code }) => code === unit.code) ? list : [...list, unit];

const askedParts = ({ parts, ask, seq }: EventOf<'whistled'>): Part[] =>
  parts.map(({ unit, clock }) => ({ unit, responsible: unit, ask, turn: seq, state: 'open', clock }));

const answeredParts = (parts: Part[], event: EventOf<'responded'>): Part[] =>
  parts.map((part) => {
    if (part.state !== 'open' || part.unit.code !== event.unit) return part;
    const { clock, ...rest } = part;
    const answeredBy = event.by.kind === 'person' ? (event.by.unit ?? event.by.subject) : event.by.rule;
    return { ...rest, state: 'answered', answeredBy, answeredAt: event.at };
  });

const withPart = (
  current: OpenCase,
  unit: string,
  change: { clock: Clock; responsible?: Unit; turn?: number },
): OpenCase => ({
  ...current,
  parts: current.parts.map((part) =>
    part.state === 'open' && part.unit.code === unit ? { ...part, ...change } : part,
  ),
});

/** Changes the clock that a rung belongs to: the unit in charge's, or that of an open part. */
const withClock = (current: OpenCase, { part }: RungRef, change: (clock: Clock) => Clock): OpenCase => {
  if (part === undefined)
    return { ...current, state: { ...current.state, clock: change(current.state.clock) } };
  const running = current.parts.find((p) => p.state === 'open' && p.unit.code === part);
  return running?.state === 'open' ? withPart(current, part, { clock: change(running.clock) }) : current;
};
