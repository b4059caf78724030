import type { Actor } from '#domain/actor.ts';
import { type Case, isOpen } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { fileCase } from '#domain/case/file.ts';
import type { Policy } from '#domain/policy/policy.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import {
  committee,
  contextWith,
  decide,
  dispatcher,
  filingContext,
  GRID,
  gridWorker,
  judicial,
  MONDAY,
  matter,
  mayCommand,
  officer,
  police,
  policyWith,
  staff,
  township,
} from '../builders.ts';
import { type Limits, type Seen, seeing, seeingAt, seenFirst } from './oracle.ts';

/**
 * Five people who work together try everything that they may do with a case, in every order, and let time pass between:
 * all paths of so many steps. Paths that lead to the same case, of which the same has been seen, go on as one.
 */

const HOURS = 10;
const LIMITS: Limits = { hours: HOURS, returnQuota: 2, reopenQuota: 1 };
/** A step in which nobody does anything; two of them are longer than any limit. */
const PAUSE_SECONDS = 6 * 3600;

/** Two people of one office, one person with posts in two, and somebody of a third who reports. */
const [ONE, OTHER] = [dispatcher(township), staff('dispatcher', township, 'second of the township')];
const TWO_POSTS = [officer(police), staff('dispatcher', committee, officer(police).subject)];
export const NEIGHBOUR = staff('dispatcher', committee, 'dispatcher of the committee');
const REPORTER = officer(judicial);
const TEAM: Actor[] = [ONE, OTHER, ...TWO_POSTS, NEIGHBOUR, REPORTER];

const WHY = 'x';
const MENU: PersonalCommand[] = [
  ...[police, judicial, township].flatMap(({ code: unit }): PersonalCommand[] => [
    { type: 'assign', unit, reason: WHY },
  ]),
  { type: 'designate', unit: police.code, reason: WHY },
  { type: 'delegate', reason: WHY },
  { type: 'acknowledge' },
  { type: 'return', code: 'notOurDuty', reason: WHY },
  { type: 'escalate', reason: WHY },
  { type: 'submitResult', result: WHY },
  { type: 'verify', passed: true, instead: WHY },
  { type: 'followUp', satisfied: true },
  { type: 'extend', reason: WHY },
  { type: 'suspend', until: plusSeconds(MONDAY, 30 * 86_400), reason: WHY },
  { type: 'void', code: 'filedByMistake', reason: WHY },
  { type: 'approve' },
  { type: 'reopen', reason: WHY },
];

const POLICY = policyWith({
  limits: (
    ['dispatch', 'acknowledgement', 'handling', 'part', 'verification', 'followUp', 'supervision'] as const
  ).map((stage) => ({ stage, limit: { value: HOURS, unit: 'urgentHour' as const } })),
  ladders: [{ rungs: [{ share: 1, actions: ['yellowCard', 'escalate'] }] }],
  returnQuota: LIMITS.returnQuota,
  reopenQuota: LIMITS.reopenQuota,
  superviseEvery: { value: HOURS, unit: 'urgentHour' },
});

/** A rule as it once was, put back: what people may, what a command is decided on, or the policy. */
export interface OldRule {
  may?: (actor: Actor, command: PersonalCommand, current: Case) => boolean;
  forgets?: (current: Case) => Case;
  policy?: Partial<Policy>;
  /** Whoever reports, if it is another of the team. */
  reporter?: Actor;
  /** What is tried, if not everything: a longer way is gone through then. */
  only?: (command: PersonalCommand, actor: Actor) => boolean;
}

interface Node {
  current: Case;
  seen: Seen;
  now: Instant;
  /** How many paths have led here. */
  paths: number;
  step: string;
  from?: Node;
}

export interface Found {
  paths: number;
  states: number;
  /** The broken sentence and the steps that led to it. */
  broken?: { sentence: string; steps: string[] };
}

/** All paths of so many steps, until one breaks a sentence. */
export const search = (steps: number, rule: OldRule = {}): Found => {
  const policy = { ...POLICY, ...rule.policy };
  let layer = [begun(policy, rule.reporter ?? REPORTER)];
  let [paths, states] = [0, 1];
  for (let step = 1; step <= steps; step++) {
    const next = new Map<string, Node>();
    for (const node of layer)
      for (const reached of fromHere(node, policy, rule)) {
        if ('sentence' in reached) return { paths: paths + node.paths, states, broken: reached };
        const key = nameOf(reached);
        const known = next.get(key);
        if (known) known.paths += reached.paths;
        else next.set(key, reached);
      }
    layer = [...next.values()];
    paths = layer.reduce((sum, node) => sum + node.paths, paths);
    states += layer.length;
  }
  return { paths, states };
};

const begun = (policy: Policy, reporter: Actor): Node => {
  const { next, events } = fileCase(
    {
      type: 'report',
      matter: matter({ reporter: reporter.subject }),
      description: WHY,
      desk: committee,
    },
    filingContext({ actor: reporter, policy }),
  );
  return { current: next, seen: seenFirst(events[0] as CaseEvent), now: MONDAY, paths: 1, step: 'reported' };
};

type Reached = Node | NonNullable<Found['broken']>;

/** Everything that the team can do next, and a pause. */
const fromHere = function* (node: Node, policy: Policy, rule: OldRule): Generator<Reached> {
  const may = rule.may ?? mayCommand;
  for (const command of MENU)
    for (const actor of TEAM) {
      if (rule.only && !rule.only(command, actor)) continue;
      if (!mayCommand(actor, command, node.current) && !(rule.may && may(actor, command, node.current)))
        continue;
      const { now, current } = node;
      const decided = decide(current, command, contextWith({ now, actor, policy, verifiers: VERIFIERS }));
      if ('rejection' in decided || decided.events.length === 0) continue;
      const step = `${actor.subject}${'unit' in actor ? ` (${actor.unit.name})` : ''}: ${command.type}${'unit' in command ? ` ${command.unit}` : ''}`;
      yield after(node, step, { ...node, current: forgetting(decided.next, rule) }, decided.events);
    }
  if (isOpen(node.current) && !rule.only) yield paused(node, policy);
};

const VERIFIERS = [{ subject: gridWorker.subject, area: GRID, unit: committee.code }];

const forgetting = (current: Case, { forgets }: OldRule): Case => (forgets ? forgets(current) : current);

const paused = (node: Node, policy: Policy): Reached => {
  const now = plusSeconds(node.now, PAUSE_SECONDS);
  const fired: CaseEvent[] = [];
  let { current } = node;
  for (;;) {
    const decided = decide(current, { type: 'advanceClock' }, contextWith({ now, policy }));
    if ('rejection' in decided || decided.events.length === 0) break;
    fired.push(...decided.events);
    current = decided.next;
  }
  const reached = after(node, 'nobody does anything for six hours', { ...node, current, now }, fired);
  if ('sentence' in reached) return reached;
  const seen = seeingAt(reached.seen, Date.parse(now), LIMITS);
  return typeof seen === 'string' ? broken(seen, reached) : { ...reached, seen };
};

const after = (from: Node, step: string, reached: Node, events: readonly CaseEvent[]): Reached => {
  let { seen } = from;
  for (const event of events) {
    const next = seeing(seen, event, LIMITS);
    if (typeof next === 'string') return broken(next, { ...reached, from, step });
    seen = next;
  }
  return { ...reached, seen, from, step };
};

const broken = (sentence: string, node: Node): NonNullable<Found['broken']> => {
  const steps: string[] = [];
  for (let at: Node | undefined = node; at; at = at.from) steps.unshift(at.step);
  return { sentence, steps };
};

/** The same name for the same future: numbers and hashes of events, and cards, decide nothing. */
const nameOf = ({ current, seen, now }: Node): string => {
  const { version, lastHash, turn, driver, ownTurn, settledRound, cards, coResponsible, ...deciding } =
    current;
  return JSON.stringify([deciding, seen, now]);
};
