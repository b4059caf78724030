import { RESPONSIBLE_LEVELS, type ResponsibleLevel } from '../place/area.ts';
import type { Clock } from '../process/clock.ts';
import { type Count, dayOf, daysBetween, type EventCounts, monthOf } from '../statistics/count.ts';
import type { AreaCounter, ClosedAfter, StageCounter, UnitCounter } from '../statistics/counters.ts';
import { MOST_DAYS, type STAGE_COUNTED } from '../statistics/counters.ts';
import type { Instant } from '../time/instant.ts';
import { type Case, isOpen, openParts, type Stage } from './case.ts';
import type { CaseEvent, CaseEventOf, CaseEventType } from './event.ts';
import { evolveCase } from './evolve.ts';

/**
 * What a history adds to the statistics, event by event, from the one after `counted` on. The history alone says it: to
 * count again is to read it again.
 */
export const countsOfCase = (history: readonly CaseEvent[], counted = 0): EventCounts[] => {
  let told: Told | undefined;
  return history.flatMap((event) => {
    const before = told;
    told = after(before, event);
    return event.seq > counted ? [{ seq: event.seq, counts: countsOf(before, event, told) }] : [];
  });
};

/** What was told of a case up to an event, as far as counting has to know. */
interface Told {
  current: Case;
  /** Where and when it was filed. */
  filed: { grid: string; at: Instant };
  /** The highest level to which it was dispatched or escalated. */
  reached?: ResponsibleLevel;
  /** The unit whose result was last submitted. */
  handledBy?: string;
  /** The deadline from filing to closing as if its clock had never been stopped. */
  rawDueAt?: Instant;
}

const after = (before: Told | undefined, event: CaseEvent): Told => {
  const current = evolveCase(before?.current, event);
  const rawDueAt = rawDeadline(before, event, current);
  const raw = rawDueAt === undefined ? {} : { rawDueAt };
  if (!before) return { current, filed: { grid: current.grid, at: event.at }, ...raw };
  const reached = reachedBy(event) ? highest(before.reached, current.level) : before.reached;
  const handledBy =
    event.type === 'resultSubmitted' && isOpen(before.current)
      ? before.current.state.unit.code
      : before.handledBy;
  return {
    ...before,
    current,
    ...(reached !== undefined && { reached }),
    ...(handledBy !== undefined && { handledBy }),
    ...raw,
  };
};

/**
 * A suspension moves the deadline and this one not. Whatever else moves the deadline, such as another severity or calendar,
 * sets a new limit, which counts as it is.
 */
const rawDeadline = (before: Told | undefined, { type }: CaseEvent, { whole }: Case): Instant | undefined => {
  const isStopped = type === 'suspended' || type === 'resumed';
  return isStopped || whole?.dueAt === before?.current.whole?.dueAt ? before?.rawDueAt : whole?.dueAt;
};

/** Filing reaches no level: most of what is filed is settled on the spot. */
const reachedBy = ({ type }: CaseEvent): boolean =>
  type === 'assigned' || type === 'designated' || type === 'escalated' || type === 'secondLookOrdered';

const highest = (a: ResponsibleLevel | undefined, b: ResponsibleLevel): ResponsibleLevel =>
  a !== undefined && RESPONSIBLE_LEVELS.indexOf(a) > RESPONSIBLE_LEVELS.indexOf(b) ? a : b;

/** An event, with what was told before it and what is told after it. */
interface Happened<E extends CaseEvent = CaseEvent> {
  event: E;
  before: Told | undefined;
  now: Told;
}

/** What an event adds for the place where the case lies, and for units. */
interface Added {
  area?: readonly AreaCounter[];
  units?: readonly { unit: string | undefined; counters: readonly UnitCounter[] }[];
  /** How a limit has ended: both the place and the unit that had it. */
  limits?: readonly LimitEnd[];
}

/** A limit that was kept, missed, or ran out with nothing done: whose, and at which stage. */
interface LimitEnd {
  stage: (typeof STAGE_COUNTED)[number];
  unit: string;
  done: boolean;
  onTime: boolean;
}

const NOTHING: Added = {};
const nothing = (): Added => NOTHING;

const countsOf = (before: Told | undefined, event: CaseEvent, now: Told): EventCounts['counts'] => {
  const count = FLOWS[event.type] as (happened: Happened) => Added;
  const { area = [], units = [], limits = [] } = count({ event, before, now });
  const here = { grid: now.current.grid, day: dayOf(event.at) };
  const month = monthOf(event.at);
  return [
    ...area.map((counter): Count => ({ ...here, counter, by: 1 })),
    ...units.flatMap(({ unit, counters }) =>
      unit === undefined ? [] : counters.map((counter): Count => ({ unit, month, counter, by: 1 })),
    ),
    ...limits.flatMap((end) =>
      countersOf(end).flatMap((counter): Count[] => [
        { ...here, counter, by: 1 },
        { unit: end.unit, month, counter, by: 1 },
      ]),
    ),
    ...closingCounts(event, before, now),
    ...standing(before).map((count) => ({ ...count, by: -count.by })),
    ...standing(now),
  ];
};

const countersOf = ({ stage, done, onTime }: LimitEnd): StageCounter[] => [
  `${stage}Due`,
  ...(done ? [`${stage}Done` as const] : []),
  ...(onTime ? [`${stage}OnTime` as const] : []),
];

/**
 * What a case counts as long as it stands as it does, by its clock from filing to closing. An open one is due on the day of
 * its deadline, unless the clock stands still; one that was closed in time was due when it was closed, and one that was
 * closed late is still one of those due on the day of the deadline. What ended without being dealt with was not due.
 * Beside it stands the same as if no clock had ever been stopped: what was suspended is due there all the time.
 */
const standing = (told: Told | undefined): Count[] => {
  if (!told) return [];
  const { whole, state, grid } = told.current;
  const { rawDueAt } = told;
  if (!whole || rawDueAt === undefined) return [];
  const on = (day: string, ...counters: AreaCounter[]): Count[] =>
    counters.map((counter) => ({ grid, day, counter, by: 1 }));
  if (state.stage === 'closed')
    return [
      ...(state.closedAt <= whole.dueAt
        ? on(dayOf(state.closedAt), 'due', 'closedOnTime')
        : on(dayOf(whole.dueAt), 'due', 'closedLate')),
      ...(state.closedAt <= rawDueAt
        ? on(dayOf(state.closedAt), 'dueRaw', 'closedOnTimeRaw')
        : on(dayOf(rawDueAt), 'dueRaw')),
    ];
  if (!isOpen(told.current)) return [];
  const raw = on(dayOf(rawDueAt), 'dueRaw');
  return whole.runningSince !== undefined ? [...on(dayOf(whole.dueAt), 'due'), ...raw] : raw;
};

/** In the row of the day on which the case was filed: how many days later it was closed, or taken up again. */
const closingCounts = (event: CaseEvent, before: Told | undefined, { filed, current }: Told): Count[] => {
  const isClosed = current.state.stage === 'closed';
  if ((before?.current.state.stage === 'closed') === isClosed) return [];
  const days = Math.min(daysBetween(dayOf(filed.at), dayOf(event.at)), MOST_DAYS);
  const counter: ClosedAfter = `closedAfter${days}`;
  const counts: Count[] = [{ grid: filed.grid, day: dayOf(filed.at), counter, by: isClosed ? 1 : -1 }];
  if (!isClosed) return counts;
  const by = Math.round((Date.parse(event.at) - Date.parse(filed.at)) / 1000);
  return [...counts, { grid: current.grid, day: dayOf(event.at), counter: 'secondsToClosing', by }];
};

/** The unit that has the case before an event. */
const unitBefore = ({ before }: Happened): string | undefined =>
  before && isOpen(before.current) ? before.current.state.unit.code : undefined;

const stageBefore = ({ before }: Happened): Stage | undefined => before?.current.state.stage;

/** How the limit of the stage ended with an event. */
const limitEnd = (happened: Happened, stage: LimitEnd['stage'], done = true): LimitEnd[] => {
  const { before, event } = happened;
  if (!before || !isOpen(before.current)) return [];
  const { clock, unit } = before.current.state;
  return [{ stage, unit: unit.code, done, onTime: done && inTime(clock, event.at) }];
};

const inTime = ({ dueAt }: Clock, at: Instant): boolean => at <= dueAt;

const STAGES_COUNTED: Partial<Record<Stage, LimitEnd['stage']>> = {
  reported: 'dispatch',
  acknowledgement: 'acknowledgement',
  handling: 'handling',
  joint: 'handling',
  verification: 'verification',
  followUp: 'followUp',
};

/** How the limit of a part ended. */
const partEnd = ({ before, event }: Happened, unit: string, done = true): LimitEnd[] => {
  const part = before && openParts(before.current).find((one) => one.unit.code === unit);
  return part
    ? [{ stage: 'part', unit: part.responsible.code, done, onTime: done && inTime(part.clock, event.at) }]
    : [];
};

/** A case that goes to a unit: which levels it has reached with that for the first time. */
const reached = ({ before, now }: Happened): AreaCounter[] => {
  const place = (level: ResponsibleLevel | undefined) =>
    level === undefined ? 0 : RESPONSIBLE_LEVELS.indexOf(level);
  return REACHED.slice(place(before?.reached), place(now.reached));
};
/** Above the community, in the order of the levels. */
const REACHED = ['reachedTownship', 'reachedCounty', 'reachedCity'] as const satisfies AreaCounter[];

const dispatched = (happened: Happened<CaseEventOf<'assigned' | 'designated'>>): Added => ({
  area: reached(happened),
  units:
    happened.event.unit.code === unitBefore(happened) && stageBefore(happened) !== 'reported'
      ? []
      : [{ unit: happened.event.unit.code, counters: ['received'] }],
  limits: stageBefore(happened) === 'reported' ? limitEnd(happened, 'dispatch') : [],
});

const CARDS = { yellow: 'yellowCards', red: 'redCards' } as const;

/** What every event adds. One without a line does not compile. */
const FLOWS: { [T in CaseEventType]: (happened: Happened<CaseEventOf<T>>) => Added } = {
  reported: ({ event }) => ({
    area: event.matter.severity === 'critical' ? ['filed', 'filedCritical'] : ['filed'],
  }),
  selfHandled: () => ({ area: ['selfHandled'] }),
  assigned: dispatched,
  designated: dispatched,
  delegated: ({ event }) => ({
    area: ['delegated'],
    units: [
      { unit: event.from.code, counters: ['delegated'] },
      { unit: event.to.code, counters: ['received'] },
    ],
  }),
  acknowledged: (happened) => ({ limits: limitEnd(happened, 'acknowledgement') }),
  returned: (happened) => ({
    area: ['returned'],
    units: [{ unit: unitBefore(happened), counters: ['returned'] }],
  }),
  whistled: (happened) => ({
    area: ['whistled'],
    units: [
      { unit: unitBefore(happened), counters: ['whistled'] },
      ...happened.event.parts.map(({ unit }) => ({ unit: unit.code, counters: ['partsReceived'] as const })),
    ],
  }),
  responded: (happened) => ({ limits: partEnd(happened, happened.event.unit) }),
  partReturned: ({ event }) => ({ units: [{ unit: event.unit, counters: ['partsReturned'] }] }),
  partRemoved: nothing,
  partExtensionRequested: nothing,
  partExtended: ({ event }) => ({ units: [{ unit: event.unit, counters: ['partsExtended'] }] }),
  partExtensionRefused: nothing,
  joined: nothing,
  // Of what was settled on the spot and drawn for the sample, no unit had a limit.
  resultSubmitted: (happened) =>
    stageBefore(happened) === 'reported' ? { area: ['sampled'] } : { limits: limitEnd(happened, 'handling') },
  verified: (happened) => ({ limits: limitEnd(happened, 'verification') }),
  reworked: (happened) => ({
    area: ['reworked'],
    units: [{ unit: happened.event.to.code, counters: ['reworked'] }],
    limits: limitEnd(happened, 'verification'),
  }),
  followedUp: (happened) => {
    const counter = happened.event.satisfied ? 'satisfied' : 'unsatisfied';
    return {
      area: [counter],
      units: [{ unit: happened.before?.handledBy, counters: [counter] }],
    };
  },
  secondLookOrdered: (happened) => ({
    area: ['secondLooks', ...reached(happened)],
    units: [{ unit: happened.event.to.code, counters: ['received'] }],
    limits: limitEnd(happened, 'followUp'),
  }),
  requested: nothing,
  requestRefused: nothing,
  extended: (happened) => ({
    area: ['extended'],
    units: [{ unit: unitBefore(happened), counters: ['extended'] }],
  }),
  suspended: (happened) => ({
    area: ['suspended'],
    units: [{ unit: unitBefore(happened), counters: ['suspended'] }],
  }),
  resumed: nothing,
  severityChanged: nothing,
  supervisionOrdered: (happened) => ({
    area: ['supervised'],
    units: [{ unit: unitBefore(happened), counters: ['supervised'] }],
  }),
  supervisionAnswered: nothing,
  rehomed: nothing,
  absorbed: nothing,
  merged: () => ({ area: ['merged'] }),
  declined: () => ({ area: ['declined'] }),
  voided: () => ({ area: ['voided'] }),
  appealed: () => ({ area: ['appealed'] }),
  reopened: () => ({ area: ['reopened'] }),
  // Of several reporters who are asked, the last answer ends the follow-up.
  closed: (happened) => ({
    area: ['closed'],
    limits: stageBefore(happened) === 'followUp' ? limitEnd(happened, 'followUp') : [],
  }),
  // The ladder escalates what nobody has done in time; a person escalates what is too big.
  escalated: (happened) => {
    const stage = STAGES_COUNTED[stageBefore(happened) ?? 'closed'];
    return {
      area: ['escalated', ...reached(happened)],
      units: [
        { unit: happened.event.from.code, counters: ['escalated'] },
        { unit: happened.event.to.code, counters: ['received'] },
      ],
      limits: happened.event.rung && stage ? limitEnd(happened, stage, false) : [],
    };
  },
  partRaised: (happened) => ({ limits: partEnd(happened, happened.event.unit, false) }),
  attached: nothing,
  commented: nothing,
  reminded: nothing,
  cardGiven: ({ event }) => ({
    area: [CARDS[event.color]],
    units: [{ unit: event.unit, counters: [CARDS[event.color]] }],
  }),
  supervised: ({ event }) => ({
    area: ['supervised'],
    units: [{ unit: event.unit, counters: ['supervised'] }],
  }),
  recalculated: nothing,
  parked: nothing,
  restarted: nothing,
};
