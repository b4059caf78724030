import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import {
  type Case,
  isOpen,
  openParts,
  partsOf,
  reportersOf,
  requestOf,
  type Stage,
} from '#domain/case/case.ts';
import type { CaseCommand, PersonalCommand, RuleCommand } from '#domain/case/commands.ts';
import type { CaseEvent, CaseEventType } from '#domain/case/event.ts';
import { STAGE_NAMES } from '#domain/case/stages.ts';
import { openWaits } from '#domain/case/standing.ts';
import { suspendedUntil } from '#domain/case/suspension.ts';
import { CLOCKED_STAGES, type Policy, type RungAction } from '#domain/policy/policy.ts';
import { firstBrokenLink } from '#domain/process/chain.ts';
import type { Context, Verifier } from '#domain/process/context.ts';
import type { WorkCalendar } from '#domain/time/calendar.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import type { Limit } from '#domain/time/limit.ts';
import {
  calendar,
  city,
  committee,
  contextWith,
  county,
  decide,
  dispatcher,
  elsewhere,
  evolve,
  file,
  filed,
  GRID,
  gridWorker,
  judicial,
  justice,
  lawFirm,
  MERGE,
  MONDAY,
  mayCommand,
  merged,
  nextDue,
  type Outcome,
  officer,
  older,
  operator,
  pendingOf,
  police,
  policyWith,
  replay,
  reporter,
  resident,
  roads,
  staff,
  supervising,
  township,
} from '../builders.ts';
import { calendarOf } from '../calendars.ts';
import { hold, LadderWatch, levelOf } from './ladder-watch.ts';
import { holdLists } from './list-watch.ts';
import { holdNotices } from './notice-watch.ts';

/**
 * Random lives of a case: people of all kinds give commands, repeat them and make slips; time jumps; sweeps come,
 * die half-way, come late or not at all; under random limits and ladders. What README.md promises of every case (`hold`)
 * is checked after every step, against bookkeeping of our own where the domain keeps books (`ladder-watch.ts`).
 */

const LIVES = 10_000;
const PARTS = 4;

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
/** The longest limit is 3 natural days, which a holiday can stretch: ten of them. */
const TEN_LIMITS = 40 * DAY;

const CAST: Actor[] = [
  reporter,
  resident('neighbour'),
  gridWorker,
  staff('gridWorker', committee, 'other grid worker', '320613001002'),
  ...[committee, township, county, city, elsewhere].flatMap((unit) => [officer(unit), dispatcher(unit)]),
  ...[police, judicial, lawFirm, justice, roads].map(officer),
  // One person in two offices: having handled in one, he judges in neither.
  staff('officer', township, officer(police).subject),
  staff('gridWorker', committee, officer(judicial).subject, GRID),
  officer(supervising),
  operator('operator'),
];

/** What a person may do; some commands name a time, or a part that has asked. */
type Offer = PersonalCommand | ((now: Instant, current: Case) => PersonalCommand);

const UNITS = [committee, township, county, city, police, judicial, roads];
const ASKED = [judicial, police, lawFirm, roads].map(({ code }) => code);
const times = <T>(n: number, offer: T): T[] => Array<T>(n).fill(offer);

const ASSIGN: Offer[] = UNITS.map(({ code: unit }) => ({ type: 'assign', unit, reason: 'Theirs.' }));
const DESIGNATE: Offer[] = UNITS.map(({ code: unit }) => ({ type: 'designate', unit, reason: 'Theirs.' }));
const DELEGATE: Offer = { type: 'delegate', reason: 'Small enough.' };
const RETURN: Offer = { type: 'return', code: 'notOurDuty', reason: 'Not ours.' };
const ESCALATE: Offer = { type: 'escalate', reason: 'Too big.' };
const EXTEND: Offer = { type: 'extend', reason: 'They are away.' };
const APPROVE: Offer = (_, current) => ({
  type: 'approve',
  ...(requestOf(current)?.kind === 'merge' && { into: older }),
});
const DECIDE: Offer[] = [APPROVE, APPROVE, { type: 'refuse', reason: 'No.' }];
const SUBMIT: Offer = {
  type: 'submitResult',
  result: 'Settled.',
  parts: Object.fromEntries(ASKED.map((unit) => [unit, 'Done.'])),
};
const ALWAYS: Offer[] = [
  { type: 'comment', text: 'Called back.' },
  { type: 'attach', files: [file()] },
  { type: 'attach', files: [file({ id: 'before' }), file({ id: 'after', caption: 'Afterwards.' })] },
];
/** What may happen to any open case. */
const OPEN: Offer[] = [
  ...ALWAYS,
  { type: 'restart', reason: 'Looked at.' },
  { type: 'changeSeverity', severity: 'critical', reason: 'A knife was drawn.' },
  { type: 'changeSeverity', severity: 'low', reason: 'It was a butter knife.' },
  { type: 'supervise', text: 'What is going on?' },
  { type: 'reply', text: 'We are at it.' },
  { type: 'reply', text: 'We are still at it.' },
  { type: 'void', code: 'filedByMistake', reason: 'A test call.' },
  ...DECIDE,
  ...DECIDE,
];
const suspendFor =
  (days: number): Offer =>
  (now) => ({ type: 'suspend', until: plusSeconds(now, days * DAY), reason: 'Until the works are done.' });

const asking = (current: Case): string =>
  (openParts(current).find(({ extension }) => extension) ?? openParts(current)[0])?.unit.code ?? lawFirm.code;

/** What people do at a stage. */
const IN_PLACE: Record<Stage, Offer[]> = {
  reported: [
    ...times(2, ASSIGN).flat(),
    ...DESIGNATE,
    DELEGATE,
    ESCALATE,
    { type: 'decline', code: 'inLitigation', reason: 'The court has it.' },
    MERGE,
    ...OPEN,
  ],
  acknowledgement: [
    ...times(12, { type: 'acknowledge' } satisfies Offer),
    ...ASSIGN.slice(0, 3),
    ...DESIGNATE.slice(2, 4),
    ...times(4, RETURN),
    DELEGATE,
    ESCALATE,
    ...OPEN,
  ],
  handling: [
    ...times(6, SUBMIT),
    { type: 'submitResult', result: 'Settled, and no word of the parts.' },
    { type: 'whistle', units: [judicial.code, police.code, lawFirm.code], ask: 'Mediate.', join: 'all' },
    { type: 'whistle', units: ASKED, ask: 'Whoever is near.', join: { quorum: 2 } },
    { type: 'whistle', units: [lawFirm.code, roads.code], ask: 'Draw it up.', join: 'any' },
    { type: 'whistle', units: [lawFirm.code], ask: 'Once more.', join: 'all' },
    ...times(3, EXTEND),
    ...times(2, DECIDE).flat(),
    ...[1, 30, 366].map(suspendFor),
    { type: 'resume' },
    { type: 'resume' },
    ...ASSIGN.slice(0, 2),
    RETURN,
    RETURN,
    DELEGATE,
    ESCALATE,
    MERGE,
    ...OPEN,
  ],
  joint: [
    ...ASKED.flatMap((unit): Offer[] => [
      { type: 'respond', unit, answer: 'Done.' },
      { type: 'respond', unit, answer: 'Done.' },
      { type: 'returnPart', unit, code: 'notOurDuty', reason: 'Not ours.' },
      { type: 'removePart', unit, reason: 'Settled without it.' },
      { type: 'extendPart', unit, reason: 'They are away.' },
      { type: 'extendPart', unit, reason: 'They are still away.' },
    ]),
    ...times<Offer>(6, (_, current) => ({ type: 'approvePart', unit: asking(current) })),
    ...times<Offer>(3, (_, current) => ({ type: 'refusePart', unit: asking(current), reason: 'No.' })),
    EXTEND,
    ESCALATE,
    SUBMIT,
    ...OPEN,
  ],
  verification: [
    ...times(3, { type: 'verify', passed: true, instead: 'The grid worker is away.' } satisfies Offer),
    (now) => ({ type: 'verify', passed: true, evidence: { takenAt: now } }),
    (now) => ({ type: 'verify', passed: true, note: 'Seen.', evidence: { takenAt: now } }),
    (now) => ({ type: 'verify', passed: true, evidence: { files: [file({ uploadedAt: now })] } }),
    { type: 'verify', passed: true },
    { type: 'verify', passed: true, instead: 'The grid worker is ill.' },
    (now) => ({
      type: 'verify',
      passed: false,
      code: 'notDone',
      reason: 'Nothing was done.',
      evidence: { takenAt: now },
    }),
    ...OPEN,
  ],
  followUp: [
    ...times(6, { type: 'followUp', satisfied: true } satisfies Offer),
    { type: 'followUp', satisfied: true, rating: 5 },
    { type: 'followUp', satisfied: false, reason: 'Still loud.' },
    { type: 'followUp', satisfied: false, rating: 1, reason: 'Still loud.' },
    ...OPEN,
  ],
  closed: [...ALWAYS, { type: 'reopen', reason: 'It is loud again.' }],
  declined: [...ALWAYS, ...times<Offer>(4, { type: 'appeal', reason: 'The court has something else.' })],
  voided: ALWAYS,
  merged: ALWAYS,
};

const SLIPS: Offer[] = [
  ...Object.values(IN_PLACE).flat(),
  { type: 'assign', unit: '3206-nobody', reason: 'Theirs.' },
  { type: 'return', code: 'noTime', reason: 'Too busy.' },
  { type: 'whistle', units: [], ask: 'Anybody?', join: 'all' },
  { type: 'whistle', units: [lawFirm.code, lawFirm.code], ask: 'Twice.', join: 'all' },
  { type: 'whistle', units: [lawFirm.code], ask: 'Three.', join: { quorum: 3 } },
  { type: 'verify', passed: false, code: 'ugly', reason: 'No taste.' },
  (_, current) => ({ ...MERGE, into: current }),
  suspendFor(367),
  suspendFor(-1),
];

const RULES: RuleCommand[] = [
  { type: 'assignByDutyList' },
  { type: 'park', reason: 'Out of retries.' },
  { type: 'rehome', grid: GRID.replace(/7$/, '8'), borderVersion: 'g-2' },
  { type: 'rehome', grid: GRID, borderVersion: 'g-3' },
  { type: 'absorb', from: merged(), reason: 'The same piano.' },
];

/** The calendar as it was announced, as it was changed afterwards, and as it was before next year's notice. */
const CALENDARS: WorkCalendar[] = [
  calendar,
  {
    ...calendar,
    version: 'changed',
    days: [
      ...calendar.days,
      { date: '2025-03-05', name: 'Storm', rest: true },
      { date: '2025-03-10', name: 'Storm', rest: true },
      { date: '2025-03-15', name: 'Storm', rest: false },
    ],
  },
  calendarOf(2024, 2025),
];

/** The grid workers around the place. */
const VERIFIERS: Verifier[] = [
  { subject: gridWorker.subject, area: GRID, unit: committee.code },
  { subject: officer(judicial).subject, area: GRID, unit: committee.code },
];

type Step =
  | { does: 'the usual' | 'a slip'; which: number; who: number }
  | { does: 'the same again' }
  | { does: 'a rule' | 'another calendar'; which: number }
  | { does: 'wait'; seconds: number }
  | { does: 'a sweep' | 'a sweep that dies after one rung' };

const nat = fc.nat(1000);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ does: fc.constant('the usual' as const), which: nat, who: nat }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('a slip' as const), which: nat, who: nat }) },
  { weight: 1, arbitrary: fc.constant<Step>({ does: 'the same again' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom('a rule' as const, 'another calendar' as const),
      which: nat,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('wait' as const),
      seconds: fc.oneof(
        fc.integer({ min: 0, max: 90 * MINUTE }),
        fc.integer({ min: 0, max: 3 * DAY }),
        fc.integer({ min: 0, max: TEN_LIMITS }),
      ),
    }),
  },
  { weight: 4, arbitrary: fc.constant<Step>({ does: 'a sweep' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ does: 'a sweep that dies after one rung' }) },
);

const limit = fc.constantFrom<Limit>(
  { value: 0.25, unit: 'urgentHour' },
  { value: 2, unit: 'workHour' },
  { value: 1, unit: 'workDay' },
  { value: 2, unit: 'workDay' },
  { value: 1, unit: 'naturalDay' },
  { value: 3, unit: 'naturalDay' },
);

const withoutEscalation = fc.shuffledSubarray<RungAction>(['remind', 'yellowCard', 'supervise'], {
  minLength: 1,
});
const rungBelow = (share: number) => withoutEscalation.map((actions) => ({ share, actions }));
const rungAbove = (share: number) =>
  fc
    .tuple(fc.shuffledSubarray<RungAction>(['remind', 'redCard', 'supervise']), fc.boolean())
    .map(([actions, escalates]) => ({
      share,
      actions: escalates || actions.length === 0 ? [...actions, 'escalate' as const] : actions,
    }));
/** Natural days round up to whole ones: above the limit, several rungs share an instant. */
const ladder = fc
  .tuple(fc.subarray([0.5, 0.8]), fc.subarray([1, 1.2, 1.5, 2, 3], { minLength: 1 }))
  .chain(([below, above]) => fc.tuple(fc.tuple(...below.map(rungBelow)), fc.tuple(...above.map(rungAbove))))
  .map(([below, above]): Policy['ladders'][number]['rungs'] => {
    const last = above.at(-1)!;
    const escalating = above.some(({ actions }) => actions.includes('escalate'));
    return escalating
      ? [...below, ...above]
      : [...below, ...above.slice(0, -1), { ...last, actions: [...last.actions, 'escalate' as const] }];
  });

/** At the top a ladder may also only supervise; particular ladders stand beside the one for everything. */
const ladders = fc
  .tuple(ladder, fc.option(ladder), fc.option(ladder), fc.boolean())
  .map(([everything, critical, part, top]): Policy['ladders'] => [
    { rungs: everything },
    ...(critical ? [{ severity: 'critical' as const, rungs: critical }] : []),
    ...(part ? [{ stage: 'part' as const, rungs: part }] : []),
    ...(top ? [{ level: 'city' as const, rungs: [{ share: 1, actions: ['supervise' as const] }] }] : []),
  ]);

/** The ladder of the whole case moves nothing. */
const wholeLadder = fc
  .tuple(fc.subarray([0.5, 0.8]), fc.subarray([1, 1.5, 2], { minLength: 1 }))
  .map(([below, above]): Policy['ladders'][number] => ({
    stage: 'whole',
    rungs: [
      ...below.map((share) => ({ share, actions: ['remind' as const] })),
      ...above.map((share) => ({ share, actions: ['yellowCard' as const, 'supervise' as const] })),
    ],
  }));

const policies: fc.Arbitrary<Policy> = fc
  .record({
    limits: fc.array(limit, { minLength: CLOCKED_STAGES.length, maxLength: CLOCKED_STAGES.length }),
    ladders,
    superviseEvery: fc.constantFrom<Limit>({ value: 96, unit: 'urgentHour' }, { value: 3, unit: 'workDay' }),
    returnQuota: fc.integer({ min: 1, max: 3 }),
    extensionQuota: fc.integer({ min: 0, max: 2 }),
    whole: fc.option(fc.tuple(limit, limit, wholeLadder), { nil: undefined }),
  })
  .map(({ limits, whole, ladders, ...change }) =>
    policyWith({
      ...change,
      ladders: [...ladders, ...(whole ? [whole[2]] : [])],
      limits: [
        ...CLOCKED_STAGES.map((stage, i) => ({ stage, limit: limits[i]! })),
        { stage: 'handling', severity: 'critical', limit: { value: 2, unit: 'urgentHour' } },
        ...(whole
          ? [
              { stage: 'whole' as const, limit: whole[0] },
              { stage: 'whole' as const, severity: 'critical' as const, limit: whole[1] },
            ]
          : []),
      ],
    }),
  );

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
};

const one = <T>(list: readonly T[], index: number): T => list[index % list.length]!;

const inCharge = (current: Case) =>
  isOpen(current) ? [current.state.stage, current.state.unit.code] : [current.state.stage];

const KNOWN_UNITS = contextWith().units;

/** What all the lives together have seen: a life in which nothing happens would prove nothing. */
const seen = {
  lives: 0,
  stages: new Map<Stage, number>(),
  events: new Map<CaseEventType, number>(),
  refusals: new Map<string, number>(),
  rungs: 0,
  notices: 0,
  top: 0,
};
const count = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** A life under observation. */
class WatchedLife {
  readonly policy: Policy;
  readonly history: CaseEvent[];
  readonly ladders: LadderWatch;
  current: Case;
  now: Instant = MONDAY;
  calendar: WorkCalendar = calendar;
  #last: { command: PersonalCommand; actor: Actor } | undefined;
  #waits: string[] = [];
  readonly #ended = new Set<string>();
  readonly #handled = new Set<string>();
  /** Our own books of what a quota counts. */
  readonly #books = { designated: false, returns: 0, extensions: 0, suspensions: 0 };
  /** Extensions of each unit since the last result: they stay used when it gets the case again. */
  readonly #extensionsOf = new Map<string, number>();

  constructor(policy: Policy) {
    this.policy = frozen(policy);
    const { events, next } = filed({}, { policy });
    this.history = [...events];
    this.current = frozen(next);
    this.ladders = new LadderWatch(policy, calendar, events[0]!, next);
    this.#check();
  }

  live(step: Step): void {
    switch (step.does) {
      case 'wait':
        this.now = plusSeconds(this.now, step.seconds);
        break;
      case 'the usual': {
        const offers = IN_PLACE[this.current.state.stage];
        for (let i = 0; i < offers.length; i++) {
          const command = commandOf(one(offers, step.which + i), this.now, this.current);
          const able = CAST.filter((actor) => mayCommand(actor, command, this.current));
          if (able.length === 0) continue;
          this.#command(command, one(able, step.who));
          break;
        }
        break;
      }
      case 'a slip':
        this.#command(commandOf(one(SLIPS, step.which), this.now, this.current), one(CAST, step.who));
        break;
      case 'the same again':
        if (this.#last) this.#command(this.#last.command, this.#last.actor);
        break;
      case 'a rule':
        this.#decide(one(RULES, step.which));
        break;
      case 'another calendar':
        this.calendar = one(CALENDARS, step.which);
        this.ladders.calendar = this.calendar;
        this.#decide({ type: 'recalculate' });
        break;
      case 'a sweep that dies after one rung':
        this.tick();
        break;
      case 'a sweep':
        this.sweep();
        break;
    }
    this.#check();
  }

  /** As the sweep does: one rung after the other, until there is none. */
  sweep(): void {
    while (this.tick());
    this.ladders.nothingIsDue(this.now);
  }

  /** One rung, or the end of a suspension; false when nothing was due. */
  tick(): boolean {
    const before = this.current;
    const decided = this.#decide({ type: 'advanceClock' });
    hold('events' in decided, 'the clock is never refused');
    const [first] = decided.events;
    if (!first) return false;
    if (first.type === 'resumed') {
      hold(suspendedUntil(before)! <= this.now, 'a suspension ends at its date, not before');
      this.ladders.followed(decided.events);
    } else {
      seen.rungs++;
      this.ladders.fired(before, decided.events, this.now);
    }
    return true;
  }

  #command(command: PersonalCommand, actor: Actor): void {
    this.#last = { command, actor };
    if (!mayCommand(actor, command, this.current)) return;
    const decided = this.#decide(command, actor);
    if ('rejection' in decided) count(seen.refusals, decided.rejection.code);
    else this.#judgedByOthers(decided.events, actor);
  }

  /**
   * Who signs, answers or hands in has handled the case; he and his unit judge it never again. Nor does who reported it,
   * though he is asked at the end.
   */
  #judgedByOthers(events: CaseEvent[], actor: Actor): void {
    const offices = [actor.subject, ...('unit' in actor ? [actor.unit.code] : [])];
    for (const { type } of events) {
      if (type === 'acknowledged' || type === 'responded' || type === 'resultSubmitted')
        for (const office of offices) this.#handled.add(office);
      if (type === 'verified' || type === 'reworked' || type === 'followedUp' || type === 'closed')
        hold(
          !offices.some((office) => this.#handled.has(office)),
          'no person and no unit judges its own work',
        );
      if (type === 'verified' || type === 'reworked')
        hold(!reportersOf(this.current).includes(actor.subject), 'no reporter verifies');
    }
  }

  #decide(command: CaseCommand, actor?: Actor): Outcome {
    const { current, now, policy } = this;
    const context: Context = contextWith({
      now,
      policy,
      calendar: this.calendar,
      verifiers: VERIFIERS,
      duty: { unit: township, reason: { 'zh-CN': '值班', en: 'On duty.' } },
      ...(actor && { actor }),
    });
    const decided = decide(current, frozen(command), context);
    // Everything it rests on is frozen; now and then we ask twice, too.
    if (current.version % 8 === 0)
      hold(isDeepStrictEqual(decide(current, command, context), decided), 'a decision is repeatable');
    if ('rejection' in decided) return decided;
    const { events, next } = decided;
    for (const [index, { seq }] of events.entries())
      hold(seq === current.version + index + 1, 'events are numbered on from the version decided on');
    hold(next.version === current.version + events.length, 'the version counts events');
    hold(
      current.turn !== next.turn || isDeepStrictEqual(inCharge(current), inCharge(next)),
      'another stage, or another unit in charge, is another wait',
    );
    for (const { unit, responsible, turn } of openParts(current)) {
      const after = partsOf(next).findLast((part) => part.unit.code === unit.code);
      hold(
        after?.turn !== turn || after.responsible.code === responsible.code,
        'another unit that must answer for a part is another wait',
      );
    }
    for (const event of events) this.#keepBooks(event, current);
    seen.notices += holdNotices(current, events, next, KNOWN_UNITS);
    if (command.type !== 'advanceClock') this.ladders.followed(events);
    this.history.push(...frozen(events));
    this.current = frozen(next);
    return decided;
  }

  #keepBooks(event: CaseEvent, before: Case): void {
    count(seen.events, event.type);
    const books = this.#books;
    switch (event.type) {
      case 'assigned':
        hold(books.returns < this.policy.returnQuota, 'after the quota a unit is designated');
        hold(
          before.state.stage === 'reported' || inCharge(before)[1] !== event.unit.code,
          'no unit gets what it has',
        );
        Object.assign(books, { designated: false, extensions: 0 });
        break;
      case 'acknowledged':
        books.extensions = this.#extensionsOf.get(String(inCharge(before)[1])) ?? 0;
        break;
      case 'designated':
        books.designated = true;
        if (before.state.stage === 'reported' || inCharge(before)[1] !== event.unit.code)
          books.extensions = 0;
        break;
      case 'delegated':
        hold(!books.designated, 'a designated unit never delegates');
        hold(books.returns < this.policy.returnQuota, 'delegations share the quota of returns');
        books.returns++;
        Object.assign(books, { designated: false, extensions: 0 });
        break;
      case 'secondLookOrdered':
        Object.assign(books, { designated: false, extensions: 0 });
        break;
      case 'escalated': {
        const judged = before.state.stage === 'verification' || before.state.stage === 'followUp';
        const extensions = before.state.stage === 'joint' ? (this.#extensionsOf.get(event.to.code) ?? 0) : 0;
        Object.assign(books, { designated: judged && books.designated, extensions });
        break;
      }
      case 'reopened':
        Object.assign(books, { returns: 0, designated: false, extensions: 0 });
        this.#extensionsOf.clear();
        break;
      case 'returned':
        hold(!books.designated, 'a designated unit never returns');
        books.returns++;
        books.extensions = 0;
        break;
      case 'resultSubmitted':
        hold(openParts(before).length === 0, 'nothing is handed in while a part is open');
        books.extensions = 0;
        this.#extensionsOf.clear();
        break;
      case 'verified':
      case 'reworked':
        books.extensions = 0;
        break;
      case 'extended':
        books.extensions++;
        this.#extensionsOf.set(String(inCharge(before)[1]), books.extensions);
        hold(books.extensions <= this.policy.extensionQuota, 'no extension beyond the quota');
        hold(event.at <= event.moved.from, 'no extension after the deadline');
        break;
      case 'suspended':
        books.suspensions++;
        hold(books.suspensions === 1, 'a case is suspended once');
        hold(event.until > event.at, 'a suspension has an end');
        break;
    }
  }

  #check(): void {
    const { current, history } = this;
    count(seen.stages, current.state.stage);
    hold(current.lastHash === history.at(-1)!.hash, 'the case knows the end of its chain');
    this.ladders.agreesWith(current);
    hold(current.returns === this.#books.returns, 'returns are counted');
    hold(
      !isOpen(current) || pendingOf(current).extensions === this.#books.extensions,
      'extensions are counted, and nothing else is: a refusal uses up none',
    );
    hold(
      !IN_HANDS.includes(current.state.stage) || current.designated === this.#books.designated,
      'only the unit in charge that was designated is bound',
    );
    hold(current.wasSuspended === this.#books.suspensions > 0, 'only a granted suspension counts');
    hold(
      partsOf(current).every(({ extensions }) => extensions <= this.policy.extensionQuota),
      'no part has more extensions than the quota',
    );
    holdLists(current, KNOWN_UNITS);
    const waits = openWaits(current);
    const open = openParts(current);
    if (isOpen(current)) {
      hold(current.state.unit.code !== '', 'an open case has a unit in charge');
      hold(nextDue(current) !== undefined, 'an open case has a rung, or the end of its suspension, ahead');
      hold(waits.length > 0, 'an open case is waited for');
      hold((current.state.stage === 'joint') === open.length > 0, 'parts are open in joint handling only');
    } else {
      hold(nextDue(current) === undefined, 'an ended case has no rung ahead');
      hold(waits.length === 0, 'nobody waits for an ended case');
      hold(open.length === 0, 'no part of an ended case is open');
    }
    hold(new Set(waits).size === waits.length, 'waits have names of their own');
    for (const ended of this.#waits.filter((wait) => !waits.includes(wait))) this.#ended.add(ended);
    hold(!waits.some((wait) => this.#ended.has(wait)), 'the name of a wait never comes back');
    this.#waits = waits;
  }

  /** What is checked once: the longest silence of all, and what holds for a whole history if it holds for its parts. */
  end(): void {
    this.now = plusSeconds(this.now, TEN_LIMITS);
    this.sweep();
    this.#check();
    if (isOpen(this.current) && this.current.level === 'city') seen.top++;
    seen.lives++;
    // The table gives back plain data. A chain verifies only if every beginning of it does.
    const stored: CaseEvent[] = JSON.parse(JSON.stringify(this.history));
    hold(firstBrokenLink(stored) === undefined, 'the chain holds for what the table gives back');
    hold(isDeepStrictEqual(replay(stored), this.current), 'the history alone tells the case');
    this.#levelsClimb();
  }

  #levelsClimb(): void {
    let before = evolve(undefined, this.history[0]!);
    for (const event of this.history.slice(1)) {
      const after = evolve(before, event);
      if (event.type === 'escalated') {
        hold(levelOf(after) > levelOf(before), 'escalation goes up');
        hold(event.to.code !== event.from.code, 'escalation reaches somebody else');
      }
      if (!GOES_DOWN.includes(event.type))
        hold(levelOf(after) >= levelOf(before), 'only a centre’s word brings a case down');
      before = after;
    }
  }
}

/** Where the unit in charge is the one that handles. */
const IN_HANDS: Stage[] = ['acknowledgement', 'handling', 'joint'];

const GOES_DOWN: CaseEventType[] = ['assigned', 'designated', 'delegated', 'reopened'];

const commandOf = (offer: Offer, now: Instant, current: Case): PersonalCommand =>
  typeof offer === 'function' ? offer(now, current) : offer;

/** How often each must have happened at all; a command that nobody ever gave would prove nothing. */
const EVENTS: Record<Exclude<CaseEventType, 'reported' | 'selfHandled'>, number> = {
  assigned: 5,
  designated: 5,
  delegated: 5,
  acknowledged: 5,
  returned: 5,
  whistled: 5,
  responded: 5,
  partReturned: 5,
  partRemoved: 5,
  partExtensionRequested: 5,
  partExtended: 5,
  partExtensionRefused: 5,
  joined: 5,
  resultSubmitted: 5,
  verified: 5,
  reworked: 5,
  followedUp: 5,
  secondLookOrdered: 5,
  requested: 5,
  requestRefused: 5,
  extended: 5,
  suspended: 5,
  resumed: 5,
  severityChanged: 5,
  recalculated: 5,
  supervisionOrdered: 5,
  supervisionAnswered: 5,
  rehomed: 5,
  absorbed: 5,
  merged: 5,
  declined: 5,
  voided: 5,
  appealed: 5,
  reopened: 5,
  closed: 5,
  reminded: 5,
  cardGiven: 5,
  escalated: 5,
  partRaised: 5,
  supervised: 5,
  attached: 5,
  commented: 5,
  parked: 5,
  restarted: 5,
};
const REFUSALS = [
  'after-deadline',
  'already-requested',
  'already-supervised',
  'designated',
  'evidence-missing',
  'extension-quota',
  'must-designate',
  'no-open-part',
  'nothing-requested',
  'part-not-named',
  'suspended',
  'wrong-stage',
];

describe('whatever happens in the life of a case', () => {
  it.each(
    Array.from({ length: PARTS }, (_, i) => i + 1),
  )(`holds in ${LIVES / PARTS} random lives, part %i`, () => {
    fc.assert(
      fc.property(policies, fc.array(step, { minLength: 12, maxLength: 40 }), (policy, steps) => {
        const life = new WatchedLife(policy);
        for (const each of steps) life.live(each);
        life.end();
      }),
      { numRuns: LIVES / PARTS },
    );
  });

  it('was seen often enough to tell', () => {
    expect(seen.lives).toBeGreaterThanOrEqual(LIVES);
    expect(Object.keys(STAGE_NAMES).filter((stage) => (seen.stages.get(stage as Stage) ?? 0) < 200)).toEqual(
      [],
    );
    expect(
      Object.entries(EVENTS).filter(([type, least]) => (seen.events.get(type as CaseEventType) ?? 0) < least),
    ).toEqual([]);
    expect(REFUSALS.filter((code) => (seen.refusals.get(code) ?? 0) < 3)).toEqual([]);
    expect(seen.rungs).toBeGreaterThan(30_000);
    expect(seen.notices).toBeGreaterThan(30_000);
    expect(seen.top).toBeGreaterThan(500);
  });
});
