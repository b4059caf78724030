import { levelOfUnit, type Unit } from '../place/unit.ts';
import { paused } from '../process/clock.ts';
import { commonChanges } from '../process/common.ts';
import type { Cause } from '../process/event.ts';
import { beginning } from '../process/evolve.ts';
import type { ClockChange } from '../process/process.ts';
import {
  BLANK,
  type Case,
  type EndedPart,
  isOpen,
  type OpenCase,
  type OpenPart,
  type OpenState,
  openParts,
  type Pending,
  reportersOf,
} from './case.ts';
import { withClock } from './clocks.ts';
import type { CaseClockName, CaseEvent, CaseEventOf, CaseEventType, TakenOver } from './event.ts';
import { withFileFrom, withoutVerifiers } from './file-quota.ts';
import { withUnits } from './participation.ts';
import { spentOf, spentOnLeaving } from './spent.ts';

/** Cards that the record itself tells. */
const MOST_CARDS = 100;

/** More than can decline a case, and cases merged into it, from the community to the supervising unit. */
const MOST_DECLINERS = 50;

/**
 * The case after one more event; the first event of a history makes the case. Every event has its line in one of the
 * tables below: one without a line does not compile.
 */
export const evolveCase = (current: Case | undefined, event: CaseEvent): Case => {
  if (current) return withUnits(current, event, changed(current, event));
  if (event.type !== 'reported')
    throw new Error(`a history begins with "reported", not with "${event.type}"`);
  return reported(event);
};

const changed = (current: Case, event: CaseEvent): Case => {
  const change = (ANY_STAGE as Changes<Case>)[event.type];
  if (change) return change(current, event);
  const place = isOpen(current) ? (OPEN as Changes<OpenCase>) : (ENDED as Changes<Case>);
  const changeHere = place[event.type];
  if (!changeHere)
    throw new Error(`"${event.type}" cannot follow in case ${current.id} at stage ${current.state.stage}`);
  return changeHere(current as OpenCase, event);
};

type Changes<At extends Case> = { [type: string]: ((current: At, event: CaseEvent) => Case) | undefined };
type Table<At extends Case, T extends CaseEventType> = {
  [One in T]: (current: At, event: CaseEventOf<One>) => Case;
};

const reported = (event: CaseEventOf<'reported'>): Case => ({
  ...event.matter,
  ...beginning(event),
  level: levelOfUnit(event.unit),
  ...BLANK,
  staffReporters: staffAmong(event.matter.reporter, event.by),
  ...(event.by.kind === 'person' &&
    event.by.role === 'gridWorker' &&
    event.by.unit !== undefined && { reportingUnit: event.by.unit }),
  ...(event.whole && { whole: event.whole }),
  state: { stage: 'reported', unit: event.unit, clock: event.clock },
});

type AnyStage = 'commented' | 'attached';
/** What may be added to a case that has ended, too. */
const ANY_STAGE: Table<Case, AnyStage> = {
  commented: (current) => current,
  attached: (current, event) => ({
    ...current,
    attachments: current.attachments + 1,
    filesFrom: withFileFrom(current, event),
  }),
};

type Ended = 'reopened' | 'appealed';
const ENDED: Table<Case, Ended> = {
  appealed: (current, { seq, unit, level, clock, others }) => ({
    ...current,
    ...wholeAmong(others),
    appeal: 'waiting',
    designated: false,
    level,
    turn: seq,
    ownTurn: false,
    driver: seq,
    state: { stage: 'reported', unit, clock },
  }),
  reopened: (current, { seq, unit, level, clock, others }) => ({
    ...current,
    ...wholeAmong(others),
    reopened: current.reopened + 1,
    reopenedAt: level,
    secondLook: false,
    returns: 0,
    spent: [],
    level,
    turn: seq,
    ownTurn: false,
    driver: seq,
    state: { stage: 'reported', unit, clock },
  }),
};

const common = commonChanges<OpenCase, CaseClockName>((current, name, change) =>
  withClock(current, name, change),
);

const OPEN: Table<OpenCase, Exclude<CaseEventType, AnyStage | Ended | 'reported'>> = {
  selfHandled: (current, { by }) => taken(current, by),
  assigned: (current, event) =>
    dispatched({ ...appealDecided(current), level: event.level }, event, event.unit),
  designated: (current, event) =>
    bindsTheUnitInCharge(current, event)
      ? { ...current, designated: true }
      : {
          ...dispatched({ ...appealDecided(current), level: event.level }, event, event.unit),
          designated: true,
        },
  delegated: (current, event) =>
    dispatched(
      { ...appealDecided(current), level: event.level, returns: current.returns + 1 },
      event,
      event.to,
    ),
  secondLookOrdered: (current, event) =>
    dispatched({ ...current, level: event.level, secondLook: true }, event, event.to),
  acknowledged: (current, event) =>
    moved(taken(appealDecided(current), event.by), event, {
      stage: 'handling',
      unit: current.state.unit,
      clock: event.clock,
      extensions: spentOf(current.spent, current.state.unit.code).extensions,
      ...pending(current.state),
    }),
  returned: (current, event) =>
    moved(
      {
        ...current,
        level: event.level,
        returns: current.returns + 1,
        spent: spentOnLeaving(current, event.at),
      },
      event,
      {
        stage: 'reported',
        unit: event.to,
        clock: event.clock,
        ...outlasting(current.state, event.to, event.decides),
      },
    ),
  whistled: (current, event) => {
    const { unit, clock, extensions } = atStage(current, event, 'handling');
    if (clock.runningSince === undefined) throw new Error('a suspended case cannot whistle');
    return moved(current, event, {
      stage: 'joint',
      unit,
      clock,
      extensions,
      parts: askedParts(event),
      join: event.join,
      ...pending(current.state),
    });
  },
  responded: (current, { unit, by, at }) =>
    taken(endPart(current, unit, { state: 'answered', answeredBy: officeOf(by), answeredAt: at }), by),
  partReturned: (current, { unit }) => endPart(current, unit, { state: 'returned' }),
  partRemoved: (current, { unit }) => endPart(current, unit, { state: 'removed' }),
  joined: (current, event) => {
    const { unit, clock, extensions } = atStage(current, event, 'joint');
    return moved(withoutOpenParts(current), event, {
      stage: 'handling',
      unit,
      clock,
      extensions,
      ...pending(current.state),
    });
  },
  partExtensionRequested: (current, { unit, reason, decides, by }) =>
    withPart(current, unit, (part) => ({
      ...part,
      extension: {
        reason,
        ...(by.kind === 'person' && { by: by.subject }),
        ...(decides !== undefined && { decides }),
      },
    })),
  partExtensionRefused: (current, { unit }) => withPart(current, unit, answeredWish),
  partExtended: (current, { unit, clock }) =>
    withPart(current, unit, (part) => ({
      ...answeredWish(part),
      clock,
      extensions: part.extensions + 1,
    })),
  partRaised: (current, { unit, from, to, clock, seq }) => ({
    ...withPart(current, unit, (part) => ({ ...answeredWish(part), responsible: to, clock, turn: seq })),
    coResponsible: withUnit(current.coResponsible, from),
  }),
  resultSubmitted: (current, event) =>
    moved(
      { ...taken(current, event.by), ...withoutVerifiers(current), settledRound: event.seq, spent: [] },
      event,
      {
        stage: 'verification',
        unit: event.to,
        clock: event.clock,
        handledBy: current.state.unit,
        submittedAt: event.at,
        ...(event.verifier !== undefined && { verifier: event.verifier }),
      },
    ),
  verified: (current, event) =>
    moved(current, event, { stage: 'followUp', unit: event.to, clock: event.clock }),
  reworked: (current, event) =>
    moved(current, event, { stage: 'handling', unit: event.to, clock: event.clock, extensions: 0 }),
  followedUp: (current, { by }) =>
    current.state.stage === 'followUp' && by.kind === 'person' && reportersOf(current).includes(by.subject)
      ? {
          ...current,
          state: { ...current.state, answered: withText(current.state.answered ?? [], by.subject) },
        }
      : current,
  requested: (current, { request }) => ({ ...current, state: { ...current.state, request } }),
  requestRefused: (current) => withoutRequest(current),
  extended: (current, event) => {
    const { state } = withoutRequest(current);
    if (state.stage !== 'handling' && state.stage !== 'joint') return refuse(current, event);
    return {
      ...current,
      state: { ...state, clock: event.clock, extensions: state.extensions + 1 } as OpenState,
    };
  },
  suspended: (current, event) => {
    const { suspendedUntil, ...state } = atStage(withoutRequest(current), event, 'handling');
    return {
      ...current,
      ...wholeStopped(current, event.at),
      wasSuspended: true,
      state: { ...state, clock: event.clock, suspendedUntil: event.until },
    };
  },
  resumed: (current, event) => {
    const { suspendedUntil, ...state } = atStage(current, event, 'handling');
    return { ...current, ...wholeAmong(event.others), state: { ...state, clock: event.clock } };
  },
  severityChanged: (current, { severity, clock, others }) => ({
    ...withClocks(
      withClock(current, {}, () => clock),
      others,
    ),
    severity,
  }),
  supervisionOrdered: (current, { by, text, clock }) => ({
    ...current,
    state: { ...current.state, supervision: { by: officeOf(by), text, clock } },
  }),
  supervisionAnswered: (current) => {
    const { supervision, ...state } = current.state;
    return { ...current, state: state as OpenState };
  },
  rehomed: (current, { grid, borderVersion }) => ({ ...current, grid, borderVersion }),
  absorbed: (current, { caseId, reporters, staffReporters = [], course, others }) => {
    const { appeal, ...before } = withCourse(current, course);
    return {
      ...before,
      ...wholeAmong(others),
      // Whoever reported the other case may appeal, too, should this one be declined.
      ...(appeal === 'waiting' && { appeal }),
      staffReporters: [...current.staffReporters, ...staffReporters],
      mergedFrom: withText(current.mergedFrom, caseId),
      alsoReportedBy: reporters.reduce(withText, current.alsoReportedBy),
    };
  },
  escalated: (current, event) => escalated(current, event),
  closed: (current, event) => ended(current, event, { stage: 'closed', closedAt: event.at }),
  merged: (current, event) =>
    ended(current, event, { stage: 'merged', closedAt: event.at, into: event.into }),
  declined: (current, event) => ({
    ...ended(appealDecided(current), event, {
      stage: 'declined',
      closedAt: event.at,
      code: event.code,
      byLevel: event.level ?? current.level,
    }),
    declinedBy: [...(current.declinedBy ?? []), ...personOf(event.by)].slice(-MOST_DECLINERS),
    // After an appeal the unit may get it again.
    spent: spentOnLeaving(current, event.at),
  }),
  voided: (current, event) =>
    ended(current, event, { stage: 'voided', closedAt: event.at, code: event.code }),
  ...common,
  cardGiven: (current, event) => ({
    ...common.cardGiven(current, event),
    cards: [...current.cards, { color: event.color, unit: event.unit, at: event.at }].slice(-MOST_CARDS),
  }),
};

/** The unit in charge is designated as it goes on: its clock is the same. A centre that takes the case from its desk begins another. */
const bindsTheUnitInCharge = ({ state }: OpenCase, { unit, clock }: CaseEventOf<'designated'>): boolean =>
  state.unit.code === unit.code && state.clock.stage === clock.stage;

const refuse = (current: Case, event: CaseEvent): never => {
  throw new Error(`"${event.type}" cannot follow in case ${current.id} at stage ${current.state.stage}`);
};

const atStage = <S extends OpenState['stage']>(
  current: OpenCase,
  event: CaseEvent,
  stage: S,
): Extract<OpenState, { stage: S }> =>
  current.state.stage === stage
    ? (current.state as Extract<OpenState, { stage: S }>)
    : refuse(current, event);

/** A new wait begins with this event: another stage, or another unit in charge. */
const moved = (current: OpenCase, event: CaseEvent, state: OpenState): OpenCase => ({
  ...current,
  turn: event.seq,
  ownTurn: event.by.kind === 'rule' && event.by.rule === 'assignByDutyList',
  state,
});

/** Another unit has the case in charge: what the one before asked for itself or was named by is over. */
const dispatched = (
  current: OpenCase,
  event: CaseEventOf<'assigned' | 'designated' | 'delegated' | 'secondLookOrdered' | 'escalated'>,
  unit: Unit,
): OpenCase =>
  moved(
    {
      ...current,
      designated: false,
      settledRound: event.seq,
      spent: spentOnLeaving(current, event.at),
    },
    event,
    {
      stage: 'acknowledgement',
      unit,
      clock: event.clock,
      dispatchedAt: event.at,
      ...outlasting(current.state, unit, 'decides' in event ? event.decides : undefined),
    },
  );

/**
 * What outlasts a change of the unit in charge: the wish of a centre to void or merge the case, and what a level above has asked,
 * unless that is in charge now. What the unit itself has asked for ends with its turn.
 */
const outlasting = ({ request, supervision }: OpenState, unit: Unit, decides?: string): Pending => ({
  ...((request?.kind === 'void' || request?.kind === 'merge') && {
    request: { ...request, ...(decides !== undefined && { decides }) },
  }),
  ...(supervision && supervision.by !== unit.code && { supervision }),
});

/** What goes on while the same unit stays in charge. */
const pending = ({ request, supervision }: OpenState): Pending => ({
  ...(request && { request }),
  ...(supervision && { supervision }),
});

const withoutRequest = (current: OpenCase): OpenCase => {
  const { request, ...state } = current.state;
  return { ...current, state: state as OpenState };
};

const ended = (current: OpenCase, { seq, at }: CaseEvent, state: Case['state']): Case => {
  const { parked, ...course } = withoutOpenParts(current);
  return { ...course, ...wholeStopped(current, at), turn: seq, ownTurn: false, state };
};

/** Parts that nobody needs any more. */
const withoutOpenParts = (current: OpenCase): OpenCase => ({
  ...current,
  endedParts: [
    ...current.endedParts,
    ...openParts(current).map((part): EndedPart => ({ ...withoutClock(part), state: 'released' })),
  ],
});

/**
 * Responsibility, visibility and clock move up; the lower unit stays co-responsible. Work whose result
 * was not submitted is dispatched anew at the upper level; joint handling, verification and follow-up go on under it.
 */
const escalated = (current: OpenCase, event: CaseEventOf<'escalated'>): OpenCase => {
  const { to: unit, clock, level, from } = event;
  const { state, ...course } = withClocks(current, event.others);
  const lifted = { ...course, state, level, coResponsible: withUnit(current.coResponsible, from) };
  switch (state.stage) {
    case 'joint':
      // Joint handling has another lead now, whom nobody designated.
      return moved({ ...lifted, designated: false, spent: spentOnLeaving(current, event.at) }, event, {
        stage: 'joint',
        unit,
        clock,
        extensions: spentOf(current.spent, unit.code).extensions,
        parts: state.parts,
        join: state.join,
        ...outlasting(state, unit, event.decides),
      });
    case 'verification':
      return moved(lifted, event, {
        stage: 'verification',
        unit,
        clock,
        handledBy: state.handledBy,
        ...(state.submittedAt && { submittedAt: state.submittedAt }),
        ...outlasting(state, unit, event.decides),
      });
    case 'followUp':
      return moved(lifted, event, {
        stage: 'followUp',
        unit,
        clock,
        ...(state.answered && { answered: state.answered }),
        ...outlasting(state, unit, event.decides),
      });
    default:
      return dispatched(lifted, event, unit);
  }
};

/** Remembers who took the case in hand: neither this person nor this unit may verify or close it. */
const taken = (current: OpenCase, by: Cause): OpenCase =>
  by.kind === 'rule'
    ? current
    : {
        ...current,
        handlers: withText(current.handlers, by.subject),
        handlingUnits: by.unit ? withText(current.handlingUnits, by.unit) : current.handlingUnits,
      };

/** Whoever had a hand in either of two merged cases, had one in the case that goes on. */
const withCourse = (current: OpenCase, course: TakenOver | undefined): OpenCase => {
  if (!course) return current;
  const givenTo = course.givenTo.reduce(withText, current.givenTo ?? []);
  const declinedBy = [...(current.declinedBy ?? []), ...course.declinedBy].slice(-MOST_DECLINERS);
  return {
    ...current,
    handlers: course.handlers.reduce(withText, current.handlers),
    handlingUnits: course.handlingUnits.reduce(withText, current.handlingUnits),
    coResponsible: course.coResponsible.reduce(withUnit, current.coResponsible),
    cards: [...current.cards, ...course.cards]
      .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
      .slice(-MOST_CARDS),
    ...(givenTo.length > 0 && { givenTo }),
    ...(declinedBy.length > 0 && { declinedBy }),
  };
};

/** Whoever gets the appeal has given the case to a unit, has taken it in hand, or has declined it for good. */
const appealDecided = (current: OpenCase): OpenCase =>
  current.appeal === undefined ? current : { ...current, appeal: 'decided' };

const personOf = (by: Cause): NonNullable<Case['declinedBy']> =>
  by.kind === 'person' ? [{ subject: by.subject, ...(by.unit !== undefined && { unit: by.unit }) }] : [];

const staffAmong = (reporter: string, by: Cause): { subject: string; unit: string }[] =>
  by.kind === 'person' && by.unit !== undefined ? [{ subject: reporter, unit: by.unit }] : [];

/** The case with other clocks, too, in their new place. */
const withClocks = (current: OpenCase, others?: ClockChange<CaseClockName>[]): OpenCase =>
  others?.reduce((changed, { clock, moved: _, ...name }) => withClock(changed, name, () => clock), current) ??
  current;

/** The clock of the whole case stands still: the case is suspended, or has ended. */
const wholeStopped = ({ whole }: Case, at: CaseEvent['at']): Pick<Case, 'whole'> =>
  whole ? { whole: paused(whole, at) } : {};

/** The clock of the whole case runs again. */
const wholeAmong = (others?: ClockChange<CaseClockName>[]): Pick<Case, 'whole'> => {
  const change = others?.find(({ whole }) => whole);
  return change ? { whole: change.clock } : {};
};

const officeOf = (by: Cause): string => (by.kind === 'person' ? (by.unit ?? by.subject) : by.rule);

const withText = (list: string[], text: string): string[] => (list.includes(text) ? list : [...list, text]);

const withUnit = (list: Unit[], unit: Unit): Unit[] =>
  list.some(({ code }) => code === unit.code) ? list : [...list, unit];

const askedParts = ({ parts, seq }: CaseEventOf<'whistled'>): OpenPart[] =>
  parts.map(({ unit, clock }, place) => ({
    unit,
    responsible: unit,
    round: seq,
    place,
    turn: seq,
    extensions: 0,
    state: 'open',
    clock,
  }));

/** Changes an open part; the others, and ended ones, stay as they are. */
const withPart = (current: OpenCase, unit: string, change: (part: OpenPart) => OpenPart): OpenCase =>
  current.state.stage !== 'joint'
    ? current
    : {
        ...current,
        state: {
          ...current.state,
          parts: current.state.parts.map((part) => (part.unit.code === unit ? change(part) : part)),
        },
      };

/** What a unit had asked for is answered with whatever becomes of its part. */
const answeredWish = ({ extension, ...part }: OpenPart): OpenPart => part;

const endPart = (
  current: OpenCase,
  unit: string,
  end:
    | { state: 'answered'; answeredBy: string; answeredAt: CaseEvent['at'] }
    | { state: 'returned' | 'removed' },
): OpenCase => {
  if (current.state.stage !== 'joint') return current;
  const { parts } = current.state;
  return {
    ...current,
    endedParts: [
      ...current.endedParts,
      ...parts
        .filter((part) => part.unit.code === unit)
        .map((part): EndedPart => ({ ...withoutClock(part), ...end })),
    ],
    state: { ...current.state, parts: parts.filter((part) => part.unit.code !== unit) },
  };
};

const withoutClock = ({ clock, extension, state, ...part }: OpenPart) => part;
