import { isDeepStrictEqual } from 'node:util';
import { RESPONSIBLE_LEVELS } from '#domain/area.ts';
import { type Case, isOpen, runningClocks } from '#domain/case/case.ts';
import type { Clock, Rung } from '#domain/case/clock.ts';
import type { CaseEvent, EventType, RungRef } from '#domain/case/event.ts';
import { deadlineOf } from '#domain/deadline.ts';
import type { Instant } from '#domain/instant.ts';
import type { Policy, RungAction } from '#domain/policy.ts';
import { calendar, centres } from '../builders.ts';

/** The property in words; a property that does not hold is an error with that sentence. */
export function hold(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(`this must hold: ${sentence}`);
}

export const levelOf = ({ level }: Pick<Case, 'level'>): number => RESPONSIBLE_LEVELS.indexOf(level);

const CASE = 'the case';

/** What each action becomes in the history; at the top, escalation becomes supervision. */
const TOLD: Record<RungAction, EventType[]> = {
  remind: ['reminded'],
  yellowCard: ['cardGiven'],
  supervise: ['supervised'],
  escalate: ['escalated', 'partRaised', 'supervised'],
};

const byTime = (a: Rung, b: Rung): number =>
  Date.parse(a.at) - Date.parse(b.at) || (a.share ?? 99) - (b.share ?? 99);

/**
 * Keeps the books of all ladders of a case from its events alone: which clock runs for the case and for each part,
 * which rungs of it have fired and which have yet to.
 */
export class LadderWatch {
  readonly #policy: Policy;
  readonly #running = new Map<string, { startedBy: number; ahead: Rung[] }>();
  readonly #fired = new Set<string>();

  constructor(policy: Policy, reported: CaseEvent) {
    this.#policy = policy;
    this.followed([reported]);
  }

  /** What people and rules did: clocks start, are replaced, and stop. */
  followed(events: readonly CaseEvent[]): void {
    for (const event of events) {
      if (event.type === 'whistled')
        for (const { unit, clock } of event.parts) this.#start(unit.code, clock, event.seq);
      else if (event.type === 'partRaised') this.#start(event.unit, event.clock, event.seq);
      else if (event.type === 'responded') this.#running.delete(event.unit);
      else if (event.type === 'closed') this.#running.clear();
      else if ('clock' in event) this.#start(CASE, event.clock, event.seq);
    }
  }

  #start(name: string, { pending, limit, dueAt }: Clock, startedBy: number): void {
    const { rungs } = this.#policy.ladder;
    hold(
      isDeepStrictEqual(
        pending.map(({ share, actions }) => ({ share, actions })),
        rungs.map(({ share, actions }) => ({ share, actions })),
      ),
      'a clock starts with every rung of the ladder ahead',
    );
    for (const { share, at } of pending)
      hold(
        Math.sign(Date.parse(at) - Date.parse(dueAt)) === Math.sign(share! - 1),
        `the rung at ${share} of ${limit.value} ${limit.unit} lies on its side of the deadline`,
      );
    this.#running.set(name, { startedBy, ahead: [...pending] });
  }

  /** What one decision of the clock did: exactly one rung, the earliest of all that were ahead. */
  fired(before: Case, events: readonly CaseEvent[], now: Instant): void {
    const ref = refOf(events[0]!);
    hold(
      events.every((event) => isDeepStrictEqual(refOf(event), ref)),
      'one rung at a time',
    );
    const name = ref.part ?? CASE;
    const clock = this.#running.get(name);
    hold(clock !== undefined, 'a rung fires on a clock that runs');
    const rung = clock.ahead.shift();
    hold(
      rung?.at === ref.at && rung.share === ref.share,
      'rungs fire in order, none twice and none left out',
    );
    hold(rung.at <= now, 'a rung fires when it is due, not before');
    hold(
      [...this.#running.values()].every(({ ahead }) => !ahead[0] || ahead[0].at >= rung.at),
      'rungs of several clocks fire in order of time',
    );
    hold(
      events.length === rung.actions.length &&
        events.every(({ type }, i) => TOLD[rung.actions[i]!].includes(type)),
      'a rung does all that it says, in order',
    );
    const firing = `${clock.startedBy} ${name} ${rung.share} ${rung.at}`;
    hold(!this.#fired.has(firing), 'a rung of a clock fires once');
    this.#fired.add(firing);
    for (const [i, event] of events.entries()) {
      if (event.type === 'supervised') {
        hold(
          rung.actions[i] !== 'escalate' || isTop(before, ref.part),
          'what can go up is not supervised instead',
        );
        this.#supervise(clock, event.next, ref);
      }
    }
    this.followed(events);
  }

  #supervise(clock: { ahead: Rung[] }, next: Instant, { at }: RungRef): void {
    const ahead = clock.ahead.find(({ share }) => share === undefined);
    const due = deadlineOf(at, this.#policy.ladder.superviseEvery, calendar).dueAt;
    hold(next === (ahead?.at ?? due), 'supervision repeats once an interval');
    if (!ahead) clock.ahead = [...clock.ahead, { actions: ['supervise' as const], at: next }].sort(byTime);
  }

  /** No sweep that ran to its end leaves a rung behind. */
  nothingIsDue(now: Instant): void {
    hold(
      [...this.#running.values()].every(({ ahead }) => ahead.every(({ at }) => at > now)),
      'no rung is left out',
    );
  }

  /** The case has the same clocks with the same rungs ahead. */
  agreesWith(current: Case): void {
    const clocks = runningClocks(current);
    hold(clocks.length === this.#running.size, 'the case runs the clocks that its history started');
    hold(clocks.length > 0 === isOpen(current), 'a clock runs exactly while the case is open');
    for (const { clock, part } of clocks) {
      const ahead = this.#running.get(part ?? CASE)?.ahead.map(({ share, at }) => [share, at]);
      hold(
        isDeepStrictEqual(
          clock.pending.map(({ share, at }) => [share, at]),
          ahead,
        ),
        'the case has the same rungs ahead as its history',
      );
    }
  }
}

const refOf = (event: CaseEvent): RungRef => {
  hold('rung' in event && event.rung !== undefined, 'the clock tells the rung of whatever it does');
  return event.rung;
};

/** Whether nobody is left to escalate to. */
const isTop = (before: Case, part: string | undefined): boolean => {
  if (part !== undefined)
    return before.parts.some(
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
