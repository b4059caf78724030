import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayCommand } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import { type Case, isOpen, nextRungAt, type Stage } from '#domain/case/case.ts';
import type { Command, Context, PersonalCommand, RuleCommand } from '#domain/case/command.ts';
import { type Change, decide } from '#domain/case/decide.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { evolve, replay } from '#domain/case/evolve.ts';
import { firstBrokenLink } from '#domain/case/history.ts';
import { STAGE_NAMES } from '#domain/case/stage.ts';
import { openWaits } from '#domain/case/standing.ts';
import { type Instant, plusSeconds } from '#domain/instant.ts';
import type { Limit } from '#domain/limit.ts';
import { CLOCKED_STAGES, type Policy, type RungAction } from '#domain/policy.ts';
import type { Rejection } from '#domain/rejection.ts';
import {
  centres,
  city,
  committee,
  contextWith,
  county,
  dispatcher,
  elsewhere,
  filed,
  GRID,
  gridWorker,
  judicial,
  justice,
  lawFirm,
  MONDAY,
  officer,
  operator,
  police,
  policyWith,
  reporter,
  resident,
  roads,
  staff,
  township,
} from '../builders.ts';
import { hold, LadderWatch, levelOf } from './ladder-watch.ts';

/**
 * Random lives of a case: people of all kinds give commands, repeat them and make slips; time jumps; sweeps come,
 * die half-way, come late or not at all; under random limits and ladders. What `design.md` says must always hold is
 * checked after every step, against bookkeeping of our own where the domain keeps books (`ladder-watch.ts`).
 */

const LIVES = 2500;

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
  operator('operator'),
];

const assign = (unit: string): PersonalCommand => ({ type: 'assign', unit, reason: 'Theirs.' });
const respond = (unit: string): PersonalCommand => ({ type: 'respond', unit, answer: 'Done.' });
const ASSIGN = [committee, township, county, city, police, judicial, roads].map(({ code }) => assign(code));
const RETURN: PersonalCommand = { type: 'return', code: 'notOurDuty', reason: 'Not ours.' };
const ESCALATE: PersonalCommand = { type: 'escalate', reason: 'Too big.' };
const ACKNOWLEDGE: PersonalCommand = { type: 'acknowledge' };
const SUBMIT: PersonalCommand = { type: 'submitResult', result: 'Settled.' };
const ALWAYS: PersonalCommand[] = [
  { type: 'comment', text: 'Called back.' },
  { type: 'restart', reason: 'Looked at.' },
];

/** What people do at a stage. */
const IN_PLACE: Record<Stage, PersonalCommand[]> = {
  reported: [...ASSIGN, ESCALATE, ...ALWAYS],
  acknowledgement: [...Array<PersonalCommand>(8).fill(ACKNOWLEDGE), ...ASSIGN, RETURN, ESCALATE, ...ALWAYS],
  handling: [
    ...Array<PersonalCommand>(6).fill(SUBMIT),
    { type: 'whistle', units: [judicial.code, police.code, lawFirm.code], ask: 'Mediate.' },
    { type: 'whistle', units: [lawFirm.code, roads.code], ask: 'Draw up the agreement.' },
    { type: 'whistle', units: [lawFirm.code], ask: 'Once more.' },
    { type: 'whistle', units: [], ask: 'Anybody?' },
    ...ASSIGN.slice(0, 2),
    RETURN,
    ESCALATE,
    ...ALWAYS,
  ],
  joint: [
    ...[judicial, police, lawFirm, lawFirm, roads].map(({ code }) => respond(code)),
    ESCALATE,
    ...ALWAYS,
  ],
  verification: [
    { type: 'verify', passed: true },
    { type: 'verify', passed: true, note: 'Seen.' },
    { type: 'verify', passed: false, code: 'notDone', reason: 'Nothing was done.' },
    ...ALWAYS,
  ],
  followUp: [
    { type: 'followUp', satisfied: true },
    { type: 'followUp', satisfied: true, rating: 5 },
    { type: 'followUp', satisfied: false, reason: 'Still loud.' },
    { type: 'followUp', satisfied: false, rating: 1, reason: 'Still loud.' },
    ...ALWAYS,
  ],
  closed: ALWAYS,
};

const SLIPS: PersonalCommand[] = [
  ...Object.values(IN_PLACE).flat(),
  assign('3206-nobody'),
  { type: 'return', code: 'noTime', reason: 'Too busy.' },
  { type: 'whistle', units: [lawFirm.code, lawFirm.code], ask: 'Twice.' },
  { type: 'verify', passed: false, code: 'ugly', reason: 'No taste.' },
];

const RULES: RuleCommand[] = [
  { type: 'assignByDutyList', duty: { unit: township, reason: { 'zh-CN': '值班', en: 'On duty.' } } },
  { type: 'park', reason: 'Out of retries.' },
];

type Step =
  | { does: 'the usual' | 'a slip'; which: number; who: number }
  | { does: 'the same again' }
  | { does: 'a rule'; which: number }
  | { does: 'wait'; seconds: number }
  | { does: 'a sweep' | 'a sweep that dies after one rung' };

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
/** The longest limit is 3 natural days, which a holiday can stretch: ten of them. */
const TEN_LIMITS = 40 * DAY;

const nat = fc.nat(1000);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ does: fc.constant('the usual' as const), which: nat, who: nat }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('a slip' as const), which: nat, who: nat }) },
  { weight: 1, arbitrary: fc.constant<Step>({ does: 'the same again' }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('a rule' as const), which: nat }) },
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
    .tuple(fc.shuffledSubarray<RungAction>(['remind', 'yellowCard', 'supervise']), fc.boolean())
    .map(([actions, escalates]) => ({
      share,
      actions: escalates || actions.length === 0 ? [...actions, 'escalate' as const] : actions,
    }));
/** Natural days round up to whole ones: above the limit, several rungs share an instant. */
const ladder = fc
  .tuple(fc.subarray([0.5, 0.8]), fc.subarray([1, 1.2, 1.5, 2, 3], { minLength: 1 }))
  .chain(([below, above]) => fc.tuple(fc.tuple(...below.map(rungBelow)), fc.tuple(...above.map(rungAbove))))
  .map(([below, above]): Policy['ladder']['rungs'] => {
    const last = above.at(-1)!;
    const escalating = above.some(({ actions }) => actions.includes('escalate'));
    return escalating
      ? [...below, ...above]
      : [...below, ...above.slice(0, -1), { ...last, actions: [...last.actions, 'escalate' as const] }];
  });

const policies: fc.Arbitrary<Policy> = fc
  .tuple(
    fc.tuple(...CLOCKED_STAGES.map(() => limit)),
    ladder,
    fc.constantFrom<Limit>({ value: 24, unit: 'urgentHour' }, { value: 1, unit: 'workDay' }),
  )
  .map(([limits, rungs, superviseEvery]) =>
    policyWith({
      limits: CLOCKED_STAGES.map((stage, i) => ({ stage, limit: limits[i]! })),
      ladder: { rungs, superviseEvery },
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

const inCharge = ({ state }: Case) =>
  state.stage === 'closed' ? [state.stage] : [state.stage, state.unit.code];

/** What all the lives together have seen: a life in which nothing happens would prove nothing. */
const seen = { stages: new Map<Stage, number>(), refused: 0, rungs: 0, closed: 0, top: 0 };

/** A life under observation. */
class WatchedLife {
  readonly policy: Policy;
  readonly history: CaseEvent[];
  readonly ladders: LadderWatch;
  current: Case;
  now: Instant = MONDAY;
  #last: { command: PersonalCommand; actor: Actor } | undefined;
  #waits: string[] = [];
  readonly #ended = new Set<string>();
  readonly #handled = new Set<string>();

  constructor(policy: Policy) {
    this.policy = frozen(policy);
    const { events, next } = filed({}, { policy });
    this.history = [...events];
    this.current = frozen(next);
    this.ladders = new LadderWatch(policy, events[0]!);
    this.#check();
  }

  live(step: Step): void {
    const { current } = this;
    switch (step.does) {
      case 'wait':
        this.now = plusSeconds(this.now, step.seconds);
        break;
      case 'the usual': {
        const may = (command: PersonalCommand) => (actor: Actor) =>
          mayCommand(actor, command as never, current);
        const possible = IN_PLACE[current.state.stage].filter((command) => CAST.some(may(command)));
        const command = one(possible, step.which);
        this.#command(command, one(CAST.filter(may(command)), step.who));
        break;
      }
      case 'a slip':
        this.#command(one(SLIPS, step.which), one(CAST, step.who));
        break;
      case 'the same again':
        if (this.#last) this.#command(this.#last.command, this.#last.actor);
        break;
      case 'a rule':
        this.#decide(one(RULES, step.which));
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
    while (this.tick()) this.#check();
    this.ladders.nothingIsDue(this.now);
  }

  /** One rung; false when none was due. */
  tick(): boolean {
    const before = this.current;
    const decided = this.#decide({ type: 'advanceClock' });
    hold('events' in decided, 'the clock is never refused');
    if (decided.events.length === 0) return false;
    seen.rungs++;
    this.ladders.fired(before, decided.events, this.now);
    return true;
  }

  #command(command: PersonalCommand, actor: Actor): void {
    this.#last = { command, actor };
    const before = this.current;
    if (!mayCommand(actor, command as never, before)) return;
    const decided = this.#decide(command, actor);
    if ('rejection' in decided) {
      seen.refused++;
      return;
    }
    this.ladders.followed(decided.events);
    this.#judgedByOthers(decided.events, actor);
  }

  /**
   * Who signs, answers or hands in has handled the case; he and his unit judge it never again. Only the city's centre,
   * above which nobody is left, judges through another person.
   */
  #judgedByOthers(events: CaseEvent[], actor: Actor): void {
    const offices = [actor.subject, ...('unit' in actor ? [actor.unit.code] : [])];
    for (const { type } of events) {
      if (type === 'acknowledged' || type === 'responded' || type === 'resultSubmitted')
        for (const office of offices) this.#handled.add(office);
      if (type === 'verified' || type === 'reworked' || type === 'followedUp' || type === 'closed')
        hold(
          !offices.some((office) => office !== centres.city.code && this.#handled.has(office)),
          'no person and no unit judges its own work',
        );
    }
  }

  #decide(command: Command, actor?: Actor): Change | { rejection: Rejection } {
    const context: Context = frozen(
      contextWith({ now: this.now, policy: this.policy, ...(actor && { actor }) }),
    );
    const { current } = this;
    const decided = decide(current, frozen(command), context);
    hold(isDeepStrictEqual(decide(current, command, context), decided), 'a decision is repeatable');
    if ('rejection' in decided) return decided;
    for (const [index, { seq }] of decided.events.entries())
      hold(seq === current.version + index + 1, 'events are numbered on from the version decided on');
    hold(decided.next.version === current.version + decided.events.length, 'the version counts events');
    hold(
      current.turn !== decided.next.turn || isDeepStrictEqual(inCharge(current), inCharge(decided.next)),
      'another stage, or another unit in charge, is another wait',
    );
    for (const { unit, responsible, turn } of current.parts.filter(({ state }) => state === 'open')) {
      const after = decided.next.parts.findLast((part) => part.unit.code === unit.code);
      hold(
        after?.turn !== turn || after.responsible.code === responsible.code,
        'another unit that must answer for a part is another wait',
      );
    }
    if (command.type !== 'advanceClock' && !actor) this.ladders.followed(decided.events);
    this.history.push(...frozen(decided.events));
    this.current = frozen(decided.next);
    return decided;
  }

  #check(): void {
    const { current, history } = this;
    seen.stages.set(current.state.stage, (seen.stages.get(current.state.stage) ?? 0) + 1);
    hold(isDeepStrictEqual(replay(history), current), 'the history alone tells the case');
    hold(current.lastHash === history.at(-1)!.hash, 'the case knows the end of its chain');
    this.ladders.agreesWith(current);
    if (isOpen(current)) {
      hold(current.state.unit.code !== '', 'an open case has a unit in charge');
      hold(nextRungAt(current) !== undefined, 'an open case has a rung ahead');
      hold(openWaits(current).length > 0, 'an open case is waited for');
      hold(
        current.state.stage !== 'joint' || current.parts.some(({ state }) => state === 'open'),
        'joint handling has an open part',
      );
      hold(
        current.state.stage === 'joint' || current.parts.every(({ state }) => state === 'answered'),
        'a part is open only in joint handling',
      );
    } else {
      hold(nextRungAt(current) === undefined, 'a closed case has no rung ahead');
      hold(openWaits(current).length === 0, 'nobody waits for a closed case');
    }
    const waits = openWaits(current);
    hold(new Set(waits).size === waits.length, 'waits have names of their own');
    for (const ended of this.#waits.filter((wait) => !waits.includes(wait))) this.#ended.add(ended);
    hold(!waits.some((wait) => this.#ended.has(wait)), 'the name of a wait never comes back');
    this.#waits = waits;
  }

  /** What is checked once: the longest silence of all, and what holds for a whole history if it holds for its parts. */
  end(): void {
    this.now = plusSeconds(this.now, TEN_LIMITS);
    this.sweep();
    if (!isOpen(this.current)) seen.closed++;
    else if (this.current.level === 'city') seen.top++;
    // A chain verifies only if every beginning of it does.
    hold(firstBrokenLink(this.history) === undefined, 'the chain holds');
    const stored: CaseEvent[] = JSON.parse(JSON.stringify(this.history));
    hold(isDeepStrictEqual(stored, this.history), 'events are plain data');
    hold(firstBrokenLink(stored) === undefined, 'the chain holds for what the table gives back');
    this.#levelsClimb();
  }

  #levelsClimb(): void {
    this.history.reduce<Case | undefined>((before, event) => {
      const after = evolve(before, event);
      if (!before) return after;
      if (event.type === 'escalated') {
        hold(levelOf(after) > levelOf(before), 'escalation goes up');
        hold(event.to.code !== event.from.code, 'escalation reaches somebody else');
      }
      if (event.type !== 'assigned') hold(levelOf(after) >= levelOf(before), 'only an assignment goes down');
      return after;
    }, undefined);
  }
}

describe('whatever happens in the life of a case', () => {
  it(`holds in ${LIVES} random lives`, () => {
    fc.assert(
      fc.property(policies, fc.array(step, { minLength: 10, maxLength: 40 }), (policy, steps) => {
        const life = new WatchedLife(policy);
        for (const each of steps) life.live(each);
        life.end();
      }),
      { numRuns: LIVES },
    );
  });

  it('was seen often enough to tell', () => {
    expect(
      Math.min(...Object.keys(STAGE_NAMES).map((stage) => seen.stages.get(stage as Stage) ?? 0)),
    ).toBeGreaterThan(1000);
    expect(seen.refused).toBeGreaterThan(500);
    expect(seen.rungs).toBeGreaterThan(10_000);
    expect(seen.closed).toBeGreaterThan(200);
    expect(seen.top).toBeGreaterThan(200);
  });
});
