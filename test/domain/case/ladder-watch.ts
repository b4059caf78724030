import { isDeepStrictEqual } from 'node:util';
import { type Case, isOpen, partsOf } from '#domain/case/case.ts';
import { clocksOf } from '#domain/case/clocks.ts';
import type { CaseClockName, CaseEvent, CaseEventType } from '#domain/case/event.ts';
import { suspendedUntil } from '#domain/case/suspension.ts';
import { RESPONSIBLE_LEVELS, type ResponsibleLevel } from '#domain/place/area.ts';
import { levelOfUnit } from '#domain/place/unit.ts';
import { type Policy, type RungAction, rungsFor, type Severity } from '#domain/policy/policy.ts';
import type { Clock, Rung } from '#domain/process/clock.ts';
import type { DeadlineMove } from '#domain/process/event.ts';
import type { ClockChange, RungRef } from '#domain/process/process.ts';
import type { WorkCalendar } from '#domain/time/calendar.ts';
import { deadlineOf } from '#domain/time/deadline.ts';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import { dueAtShare } from '#domain/time/ledger.ts';
import { centres } from '../builders.ts';

/** The property in words; a property that does not hold is an error with that sentence. */
export function hold(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(`this must hold: ${sentence}`);
}

export const levelOf = ({ level }: Pick<Case, 'level'>): number => RESPONSIBLE_LEVELS.indexOf(level);

const CASE = 'the case';

const REPLY = 'the reply to a supervision';

const WHOLE = 'the case from filing to closing';

/** What each action becomes in the history; at the top, escalation becomes supervision. */
const TOLD: Record<RungAction, CaseEventType[]> = {
  remind: ['reminded'],
  yellowCard: ['cardGiven'],
  redCard: ['cardGiven'],
  supervise: ['supervised'],
  escalate: ['escalated', 'partRaised', 'supervised'],
};

/** With these the question of a level above is off the table, as the work to which it was put is. */
const ENDS_SUPERVISION: readonly CaseEventType[] = ['resultSubmitted', 'verified', 'reworked'];

/** With these another unit has the case in charge, and what it gets is what it had. */
const CHANGES_HANDS: readonly CaseEventType[] = [
  'assigned',
  'designated',
  'delegated',
  'secondLookOrdered',
  'returned',
  'escalated',
];

/** A limit lies above 0: a millisecond is all that is left where nothing is. */
const SHORTEST_LIMIT = 1;

const byTime = (a: Rung, b: Rung): number =>
  Date.parse(a.at) - Date.parse(b.at) || (a.share ?? 99) - (b.share ?? 99);

type Step = Policy['ladders'][number]['rungs'][number];

interface Book {
  startedBy: number;
  level: ResponsibleLevel;
  dueAt: Instant;
  /** How often the deadline has moved: under each of them a rung fires once. */
  moves: number;
  ahead: Rung[];
  /** What has fired under the present deadline. */
  fired: Step[];
  paused: boolean;
  stage: string;
}

/** Whether a rung moves a case on, or begins a supervision. */
const moves = ({ actions }: Pick<Step, 'actions'>): boolean =>
  actions.includes('escalate') || actions.includes('supervise');

/**
 * Keeps the books of all ladders of a case from its events alone: which clock runs for the case, for each part and for a
 * reply, which rungs of it have fired and which have yet to. When they are due is the ledger's to say (`ledger.test.ts`).
 */
export class LadderWatch {
  /** The calendar in use; changes when another notice is loaded. */
  calendar: WorkCalendar;
  readonly #policy: Policy;
  readonly #clocks = new Map<string, Book>();
  readonly #fired = new Set<string>();
  /** The clocks of units that have the case no more, by unit and stage: they had time left. */
  readonly #kept = new Map<string, Book>();
  readonly #category: string;
  #unit = '';
  #supervisor = '';
  #severity: Severity;
  #level: ResponsibleLevel;

  constructor(
    policy: Policy,
    calendar: WorkCalendar,
    reported: CaseEvent,
    { category, severity, level }: Case,
  ) {
    this.calendar = calendar;
    this.#policy = policy;
    this.#category = category;
    this.#severity = severity;
    this.#level = level;
    this.followed([reported]);
  }

  /** What people and rules did: clocks start, are replaced, move, pause and stop. */
  followed(events: readonly CaseEvent[]): void {
    for (const event of events) this.#followed(event);
  }

  #followed(event: CaseEvent): void {
    if ('level' in event) this.#level = event.level;
    if (ENDS_SUPERVISION.includes(event.type)) this.#clocks.delete(REPLY);
    if (event.type === 'reported' && event.whole) this.#start(WHOLE, event.whole, event.seq);
    if (event.type === 'resultSubmitted' || event.type === 'reopened') this.#kept.clear();
    const to = unitGiven(event);
    if (
      event.type === 'designated' &&
      to === this.#unit &&
      this.#clocks.get(CASE)?.stage === event.clock.stage
    ) {
      hold(
        isDeepStrictEqual(event.clock.pending, this.#clocks.get(CASE)?.ahead),
        'a unit that is designated as it goes on keeps its clock',
      );
      return;
    }
    if (to !== undefined && CHANGES_HANDS.includes(event.type)) {
      this.#leave(event.at);
      if (to === this.#supervisor) this.#clocks.delete(REPLY);
    }
    this.#unit = to ?? this.#unit;
    switch (event.type) {
      case 'whistled':
        for (const { unit, clock } of event.parts) this.#start(unit.code, clock, event.seq);
        break;
      case 'partRaised':
        this.#start(event.unit, event.clock, event.seq);
        break;
      case 'responded':
      case 'partReturned':
      case 'partRemoved':
        this.#clocks.delete(event.unit);
        break;
      case 'joined':
        for (const name of this.#clocks.keys())
          if (name !== CASE && name !== REPLY && name !== WHOLE) this.#clocks.delete(name);
        break;
      case 'supervisionOrdered':
        this.#start(REPLY, event.clock, event.seq);
        this.#supervisor = event.by.kind === 'person' ? (event.by.unit ?? event.by.subject) : '';
        break;
      case 'supervisionAnswered':
        this.#clocks.delete(REPLY);
        break;
      case 'severityChanged':
        this.#severity = event.severity;
        this.#move(CASE, event.clock, event.at);
        for (const { clock, ...of } of event.others ?? []) this.#move(nameOf(of), clock, event.at);
        hold(
          (event.others ?? []).length === this.#clocks.size - 1,
          'a severity is that of every clock of the case',
        );
        this.#nothingOutlasts(event.moved);
        break;
      case 'extended':
        this.#move(CASE, event.clock, event.at);
        break;
      case 'suspended':
        this.#stop(event.clock);
        this.#stopWhole();
        break;
      case 'resumed':
        this.#move(CASE, event.clock, event.clock.runningSince);
        this.#runWhole(event.others);
        break;
      case 'partExtended':
        this.#move(event.unit, event.clock, event.at);
        break;
      case 'recalculated':
        for (const { clock, ...of } of event.changes) this.#move(nameOf(of), clock, event.at);
        for (const { moved, ...of } of event.changes) if (nameOf(of) === CASE) this.#nothingOutlasts(moved);
        break;
      case 'closed':
      case 'declined':
      case 'voided':
      case 'merged': {
        this.#stopWhole();
        const whole = this.#clocks.get(WHOLE);
        this.#clocks.clear();
        if (whole) this.#clocks.set(WHOLE, whole);
        break;
      }
      case 'absorbed':
        for (const { clock, ...of } of event.others ?? []) this.#move(nameOf(of), clock, event.at);
        break;
      case 'reopened':
      case 'appealed':
        this.#runWhole(event.others);
        this.#start(CASE, event.clock, event.seq);
        break;
      case 'escalated': {
        const before = this.#clocks.get(CASE);
        for (const { clock, ...of } of event.others ?? []) this.#move(nameOf(of), clock, event.at);
        this.#start(CASE, event.clock, event.seq);
        if (before) this.#nothingOutlasts({ from: before.dueAt, to: event.clock.dueAt });
        break;
      }
      default:
        if ('clock' in event) this.#start(CASE, event.clock, event.seq, levelAt(event, this.#level));
    }
  }

  /** A unit that has the case no more keeps its clock if that had time left. */
  #leave(at: Instant): void {
    const book = this.#clocks.get(CASE);
    if (!book) return;
    const name = `${this.#unit} ${book.stage}`;
    // Who has handled it has received it.
    if (book.stage === 'handling') this.#kept.delete(`${this.#unit} acknowledgement`);
    if (book.paused || book.dueAt > at) this.#kept.set(name, book);
    else this.#kept.delete(name);
  }

  #start(name: string, clock: Clock, startedBy: number, level = this.#level): void {
    const { pending, dueAt, stage } = clock;
    const book: Book = {
      startedBy,
      level,
      dueAt,
      moves: 0,
      ahead: [...pending],
      fired: [],
      paused: false,
      stage,
    };
    const kept =
      name === CASE && (stage === 'acknowledgement' || stage === 'handling')
        ? this.#kept.get(`${this.#unit} ${stage}`)
        : undefined;
    if (kept) {
      hold(clock.ran.length > 0, 'a unit that gets a case again has no new limit');
      this.#kept.delete(`${this.#unit} ${stage}`);
      this.#clocks.set(name, { ...kept, paused: true });
      hold(clock.runningSince !== undefined, 'a clock that goes on runs');
      this.#move(name, clock, clock.runningSince);
      return;
    }
    const rungs = rungsFor(this.#policy, {
      category: this.#category,
      severity: this.#severity,
      stage,
      level,
    });
    hold(
      isDeepStrictEqual(
        pending.map(({ share, actions }) => ({ share, actions })),
        rungs.map(({ share, actions }) => ({ share, actions })),
      ),
      'a clock starts with every rung of its ladder ahead',
    );
    for (const { share, at } of pending)
      hold(
        Math.sign(Date.parse(at) - Date.parse(dueAt)) === Math.sign(share! - 1),
        `the rung at ${share} lies on its side of the deadline`,
      );
    this.#clocks.set(name, book);
  }

  /** The case from filing to closing stands still with the case: its rungs ahead are the same ones. */
  #stopWhole(): void {
    const book = this.#clocks.get(WHOLE);
    if (book) book.paused = true;
  }

  #runWhole(others: ClockChange<CaseClockName>[] = []): void {
    hold(others.length === (this.#clocks.has(WHOLE) ? 1 : 0), 'the whole case runs on with the case');
    for (const { clock } of others) this.#move(WHOLE, clock, clock.runningSince);
  }

  /** The clock is stopped: the rungs ahead are the same ones. */
  #stop(clock: Clock): void {
    const book = this.#clocks.get(CASE);
    hold(
      book !== undefined && isDeepStrictEqual(clock.pending, book.ahead) && clock.dueAt === book.dueAt,
      'a clock that stops keeps its deadline and its rungs',
    );
    book.paused = true;
  }

  /**
   * A limit, a severity or a calendar changes, or the clock runs on: what has yet to fire is laid out anew, and so is
   * what fired for a deadline that has moved, where it lies ahead now.
   */
  #move(name: string, clock: Clock, from: Instant): void {
    const book = this.#clocks.get(name);
    hold(book !== undefined, 'only a clock that was started moves');
    const ladder = rungsFor(this.#policy, {
      category: this.#category,
      severity: this.#severity,
      stage: clock.stage,
      level: book.level,
    });
    const moved = clock.dueAt !== book.dueAt;
    const liesAhead = (share: number) => {
      const due = dueAtShare(clock, share, this.calendar)?.dueAt;
      return moved && due !== undefined && due > from;
    };
    const told = book.fired.filter(({ share }) => !liesAhead(share));
    const left = ladder
      .map(({ share, actions }) => ({
        share,
        actions: actions.filter(
          (action) => !told.some((step) => step.share === share && step.actions.includes(action)),
        ),
      }))
      .filter(({ actions }) => actions.length > 0);
    const ahead = clock.pending.filter(({ share }) => share !== undefined);
    hold(
      isDeepStrictEqual(
        ahead.map(({ share, actions }) => ({ share, actions })).sort((a, b) => a.share! - b.share!),
        left,
      ),
      'ahead is what has not fired, and what fired for a deadline that has moved, where it lies ahead',
    );
    hold(
      ahead.every(
        ({ share, at }) =>
          at >= from || (!moved && book.ahead.some((rung) => rung.share === share && rung.at === at)),
      ),
      'no rung lies before it was known',
    );
    hold(!moved || clock.dueAt >= from, 'no deadline moves to before it was known');
    const supervision = book.ahead.find(({ share }) => share === undefined);
    const goesOn = supervision !== undefined && told.some(moves);
    hold(
      clock.pending.length === ahead.length + (goesOn ? 1 : 0),
      'a supervision goes on exactly where the rung that began it lies behind',
    );
    hold(
      book.paused || !goesOn || clock.pending.some((rung) => isDeepStrictEqual(rung, supervision)),
      'a supervision that goes on keeps its time',
    );
    hold(
      clock.pending.some(moves),
      'a clock is never without a rung that moves the case, or has it looked after',
    );
    hold(
      clock.pending.every((rung, i) => i === 0 || clock.pending[i - 1]!.at <= rung.at),
      'rungs lie in order of time',
    );
    book.ahead = [...clock.pending];
    book.fired = told;
    book.dueAt = clock.dueAt;
    if (moved) book.moves++;
    book.paused = clock.runningSince === undefined;
    book.dueAt = clock.dueAt;
  }

  /** A part or a reply ends with the case at the latest, once the case's deadline has moved to an earlier instant. */
  #nothingOutlasts({ from, to }: DeadlineMove): void {
    const latest = instantAt(Date.parse(to) + SHORTEST_LIMIT);
    hold(
      to >= from || [...this.#clocks].every(([name, { dueAt }]) => name === WHOLE || dueAt <= latest),
      'no part and no reply outlasts the case that it serves',
    );
  }

  /** What one decision of the clock did: exactly one rung, the earliest of all that were ahead. */
  fired(before: Case, events: readonly CaseEvent[], now: Instant): void {
    const ref = refOf(events[0]!);
    hold(
      events.every((event) => isDeepStrictEqual(refOf(event), ref)),
      'one rung at a time',
    );
    const name = nameOf(ref);
    const clock = this.#clocks.get(name);
    hold(clock !== undefined, 'a rung fires on a clock that was started');
    hold(!clock.paused, 'no rung fires while its clock stands still');
    const rung = clock.ahead.shift();
    hold(
      rung?.at === ref.at && rung.share === ref.share,
      'rungs fire in order, none twice and none left out',
    );
    hold(rung.at <= now, 'a rung fires when it is due, not before');
    hold(
      this.#running().every(({ ahead }) => !ahead[0] || ahead[0].at >= rung.at),
      'rungs of several clocks fire in order of time',
    );
    hold(
      events.length === rung.actions.length &&
        events.every(({ type }, i) => TOLD[rung.actions[i]!].includes(type)),
      'a rung does all that it says, in order',
    );
    const turn = rung.share === undefined ? rung.at : `${clock.moves} ${rung.share}`;
    for (const action of rung.actions) {
      const firing = `${clock.startedBy} ${name} ${turn} ${action}`;
      hold(!this.#fired.has(firing), 'a rung of a clock fires once under one deadline');
      this.#fired.add(firing);
    }
    if (rung.share !== undefined) clock.fired.push({ share: rung.share, actions: rung.actions });
    for (const [i, event] of events.entries()) {
      if (event.type === 'supervised') {
        hold(
          rung.actions[i] !== 'escalate' || isTop(before, ref),
          'what can go up is not supervised instead',
        );
        this.#supervise(clock, event.next, ref);
      }
    }
    this.followed(events);
  }

  #supervise(clock: { ahead: Rung[] }, next: Instant, { at }: RungRef<CaseClockName>): void {
    const ahead = clock.ahead.find(({ share }) => share === undefined);
    const due = deadlineOf(at, this.#policy.superviseEvery, this.calendar).dueAt;
    hold(next === (ahead?.at ?? due), 'supervision repeats once an interval');
    if (!ahead) clock.ahead = [...clock.ahead, { actions: ['supervise' as const], at: next }].sort(byTime);
  }

  /** No sweep that ran to its end leaves a rung behind. */
  nothingIsDue(now: Instant): void {
    hold(
      this.#running().every(({ ahead }) => ahead.every(({ at }) => at > now)),
      'no rung is left out',
    );
  }

  /** The case has the same clocks with the same rungs ahead. */
  agreesWith(current: Case): void {
    const clocks = clocksOf(current);
    const whole = this.#clocks.get(WHOLE);
    hold(
      isDeepStrictEqual(current.whole?.pending, whole?.ahead) &&
        (whole?.paused ?? true) === (!isOpen(current) || suspendedUntil(current) !== undefined || !whole),
      'the whole case keeps its rungs, and runs exactly while the case does',
    );
    const started = isOpen(current) || !whole ? this.#clocks.size : 0;
    hold(clocks.length === started, 'the case has the clocks that its history started');
    hold(clocks.length > 0 === isOpen(current), 'a case has a clock exactly while it is open');
    for (const { clock, responsible: _, ...of } of clocks) {
      const book = this.#clocks.get(nameOf(of));
      hold(
        book !== undefined &&
          clock.pending.length === book.ahead.length &&
          clock.pending.every(
            ({ share, at }, i) => share === book.ahead[i]!.share && at === book.ahead[i]!.at,
          ),
        'the case has the same rungs ahead as its history',
      );
      hold(book.paused === (clock.runningSince === undefined), 'the case has the same clocks stopped');
    }
    hold(
      (this.#clocks.get(CASE)?.paused ?? false) === (suspendedUntil(current) !== undefined),
      'a clock stands still exactly while the case is suspended, which has an end',
    );
  }

  #running(): Book[] {
    return [...this.#clocks.values()].filter(({ paused }) => !paused);
  }
}

/** The unit that has the case in charge from an event on. */
const unitGiven = (event: CaseEvent): string | undefined => {
  if (event.type === 'partRaised') return undefined;
  if ('to' in event) return event.to.code;
  return 'unit' in event && typeof event.unit === 'object' ? event.unit.code : undefined;
};

const nameOf = ({ part, supervision, whole }: CaseClockName): string =>
  whole ? WHOLE : supervision ? REPLY : (part ?? CASE);

/** A case that goes back to a desk below its level has the ladder of that desk. */
const levelAt = (event: CaseEvent, level: ResponsibleLevel): ResponsibleLevel => {
  if (event.type === 'returned') return levelOfUnit(event.to);
  if (event.type !== 'resultSubmitted' && event.type !== 'verified') return level;
  const judge = levelOfUnit(event.to);
  return levelOf({ level: judge }) > levelOf({ level }) ? judge : level;
};

const refOf = (event: CaseEvent): RungRef<CaseClockName> => {
  hold('rung' in event && event.rung !== undefined, 'the clock tells the rung of whatever it does');
  return event.rung;
};

/** Whether nobody is left to escalate to. */
const isTop = (before: Case, { part, supervision, whole }: RungRef<CaseClockName>): boolean => {
  if (supervision || whole) return true;
  if (part !== undefined)
    return partsOf(before).some(
      ({ state, unit, responsible }) =>
        state === 'open' && unit.code === part && responsible.superior === undefined,
    );
  if (!isOpen(before)) return false;
  const { stage, unit } = before.state;
  const barred = stage === 'verification' || stage === 'followUp' ? before.handlingUnits : [];
  return RESPONSIBLE_LEVELS.slice(levelOf(before) + 1)
    .map((level) => centres[level].code)
    .every((code) => code === unit.code || barred.includes(code));
};
