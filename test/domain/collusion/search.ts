import { hash } from 'node:crypto';
import type { Actor } from '#domain/actor.ts';
import { type Case, isOpen, requestOf } from '#domain/case/case.ts';
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
  evolve,
  filingContext,
  GRID,
  gridWorker,
  judicial,
  justice,
  MONDAY,
  matter,
  mayCommand,
  officer,
  police,
  policyWith,
  resident,
  staff,
  township,
} from '../builders.ts';
import { type Limits, type Seen, seeing, seeingAt, seenFirst } from './oracle.ts';

/**
 * Five people who work together try everything that they may do with a case, or with two cases of one matter, in every order,
 * and let time pass between. A path is a sequence of steps that are all accepted; paths that lead to the same cases, of which
 * the same has been seen, go on as one and are counted each.
 */

const HOURS = 10;
const LIMITS: Limits = { hours: HOURS, returnQuota: 2, reopenQuota: 1 };
/** A step in which nobody does anything; two of them are longer than any limit. */
const PAUSE_SECONDS = 6 * 3600;

/** Two people of one office, one person with posts in two, and somebody of a third who reports. */
export const ONE = dispatcher(township);
export const OTHER = staff('dispatcher', township, 'second of the township');
const TWO_POSTS = [officer(police), staff('dispatcher', committee, officer(police).subject)];
export const NEIGHBOUR = staff('dispatcher', committee, 'dispatcher of the committee');
const REPORTER = officer(judicial);
const OUTSIDER = resident('outsider');

/** Who tries, and who reported which cases: the older first. */
export interface World {
  team: readonly Actor[];
  reporters: readonly [Actor, ...Actor[]];
}

/** One case, which one of the five reported. */
export const ALONE: World = { team: [ONE, OTHER, ...TWO_POSTS, NEIGHBOUR, REPORTER], reporters: [REPORTER] };
/** Two cases: what a resident reported, and what one of the team reported six hours later. */
export const TWO_CASES: World = {
  team: [ONE, OTHER, ...TWO_POSTS, REPORTER, OUTSIDER],
  reporters: [OUTSIDER, REPORTER],
};
const idOf = (at: number): string => `01JNDQ0000000000000000CAS${at + 1}`;

const WHY = 'x';
const MENU: PersonalCommand[] = [
  ...[police, judicial, township, justice].flatMap(({ code: unit }): PersonalCommand[] => [
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
  { type: 'followUp', satisfied: false, reason: WHY },
  { type: 'extend', reason: WHY },
  { type: 'suspend', until: plusSeconds(MONDAY, 30 * 86_400), reason: WHY },
  { type: 'void', code: 'filedByMistake', reason: WHY },
  { type: 'approve' },
  { type: 'decline', code: 'inLitigation', reason: WHY },
  { type: 'appeal', reason: WHY },
  { type: 'reopen', reason: WHY },
];

const LIMITED = [
  'dispatch',
  'acknowledgement',
  'handling',
  'part',
  'verification',
  'followUp',
  'supervision',
  'whole',
] as const;

const POLICY = policyWith({
  limits: LIMITED.map((stage) => ({ stage, limit: { value: HOURS, unit: 'urgentHour' } })),
  ladders: [
    { rungs: [{ share: 1, actions: ['yellowCard', 'escalate'] }] },
    { stage: 'whole', rungs: [{ share: 1, actions: ['yellowCard', 'supervise'] }] },
  ],
  returnQuota: LIMITS.returnQuota,
  reopenQuota: LIMITS.reopenQuota,
  superviseEvery: { value: HOURS, unit: 'urgentHour' },
});

/** A rule as it once was, put back: what people may, what a command is decided on, or the policy. */
export interface OldRule {
  may?: (actor: Actor, command: PersonalCommand, current: Case) => boolean;
  /** The case as a command takes it to be, be it that on which it is given or that into which the other is merged. */
  takes?: (current: Case, command: PersonalCommand, actor: Actor) => Case;
  /** What becomes known of a case that is merged to the one that goes on. */
  joins?: (from: Case) => Case;
  /** What is lost of a case after each step. */
  forgets?: (current: Case) => Case;
  policy?: Partial<Policy>;
  /** Where other people try, or there are other cases. */
  world?: World;
  /** What is tried, if not everything: a longer way is gone through then. */
  only?: (command: PersonalCommand, actor: Actor) => boolean;
  /** Whether time passes there, too. */
  waits?: boolean;
}

interface Node {
  cases: readonly Case[];
  /** Of each case. */
  seen: readonly Seen[];
  now: Instant;
  /** How many paths have led here. */
  paths: number;
  step: string;
  from?: Node;
}

export interface Found {
  paths: number;
  /** From which something was tried. */
  states: number;
  /** The broken sentence and the steps that led to it. */
  broken?: { sentence: string; steps: string[] };
}

/** All paths of so many steps, until one breaks a sentence. */
export const search = (steps: number, world: World, rule: OldRule = {}): Found => {
  const play: Play = { world: rule.world ?? world, rule, policy: { ...POLICY, ...rule.policy } };
  let layer = [begun(play)];
  let [paths, states] = [0, 0];
  for (let step = 1; step <= steps; step++) {
    const next = new Map<string, Node>();
    states += layer.length;
    for (const node of layer)
      for (const reached of fromHere(node, play)) {
        if ('sentence' in reached) return { paths, states, broken: reached };
        paths += reached.paths;
        // Nothing goes on from the last step.
        if (step === steps) continue;
        const key = nameOf(reached);
        const known = next.get(key);
        if (known) known.paths += reached.paths;
        else next.set(key, reached);
      }
    layer = [...next.values()];
  }
  return { paths, states };
};

interface Play {
  world: World;
  rule: OldRule;
  policy: Policy;
}

const begun = ({ world: { reporters }, policy }: Play): Node =>
  reporters
    .map((actor, at) => {
      const now = plusSeconds(MONDAY, at * PAUSE_SECONDS);
      const { next, events } = fileCase(
        {
          type: 'report',
          matter: matter({ id: idOf(at), reporter: actor.subject, reportedAt: now }),
          description: WHY,
          desk: committee,
        },
        filingContext({ actor, policy, now }),
      );
      return { now, current: next, seen: seenFirst(events[0] as CaseEvent) };
    })
    .reduce<Node>(
      ({ cases, seen, ...node }, one) => ({
        ...node,
        cases: [...cases, one.current],
        seen: [...seen, one.seen],
        now: one.now,
      }),
      { cases: [], seen: [], now: MONDAY, paths: 1, step: 'reported' },
    );

type Reached = Node | NonNullable<Found['broken']>;

/** Everything that the team can do next, and a pause. */
const fromHere = function* (node: Node, play: Play): Generator<Reached> {
  for (const [at, current] of node.cases.entries())
    for (const command of commandsOn(node, at))
      for (const actor of play.world.team) {
        const { rule } = play;
        if (rule.only && !rule.only(command, actor)) continue;
        if (!mayCommand(actor, command, current) && !rule.may?.(actor, command, current)) continue;
        const reached = given(node, at, command, actor, play);
        if (reached) yield reached;
      }
  const { only, waits = !only } = play.rule;
  if (node.cases.some(isOpen) && waits) yield paused(node, play);
};

/** What can be tried on a case: that it be merged into another one, too, and that the other be at hand where that is approved. */
const commandsOn = ({ cases }: Node, at: number): PersonalCommand[] => {
  const others = cases.filter((_, other) => other !== at);
  const wish = requestOf(cases[at] as Case);
  const into = others.find(({ id }) => wish?.kind === 'merge' && wish.into === id);
  return [
    ...MENU.map((command) => (command.type === 'approve' && into ? { ...command, into } : command)),
    ...others.map((other): PersonalCommand => ({ type: 'merge', into: other, reason: WHY })),
  ];
};

const VERIFIERS = [{ subject: gridWorker.subject, area: GRID, unit: committee.code }];

/** What comes of a command, if it is accepted: where a case is merged, the other one takes it in at once, or neither happens. */
const given = (
  node: Node,
  at: number,
  command: PersonalCommand,
  actor: Actor,
  { rule, policy }: Play,
): Reached | undefined => {
  const { now } = node;
  const current = node.cases[at] as Case;
  const taken = (one: Case) => rule.takes?.(one, command, actor) ?? one;
  const asked = 'into' in command && command.into ? { ...command, into: taken(command.into) } : command;
  const context = contextWith({ now, actor, policy, verifiers: VERIFIERS });
  const decided = decide(taken(current), asked, context);
  if ('rejection' in decided || decided.events.length === 0) return undefined;
  const from = rule.takes ? decided.events.reduce<Case>(evolve, current) : decided.next;
  const inUnit = 'unit' in actor ? ` (${actor.unit.name})` : '';
  const step = `${actor.subject}${inUnit}: ${command.type}${'unit' in command ? ` ${command.unit}` : ''}${node.cases.length > 1 ? ` of case ${at + 1}` : ''}`;
  const reached = changed({ ...node, from: node, step }, at, forgetting(from, rule), decided.events);
  const merged = decided.events.findLast((event) => event.type === 'merged');
  if (!merged || 'sentence' in reached) return reached;
  const into = node.cases.findIndex(({ id }) => id === merged.into);
  const ended = reached.cases[at] as Case;
  const absorbed = decide(
    node.cases[into] as Case,
    { type: 'absorb', from: rule.joins?.(ended) ?? ended, reason: WHY },
    contextWith({ now, policy }),
  );
  return 'rejection' in absorbed
    ? undefined
    : changed(reached, into, forgetting(absorbed.next, rule), absorbed.events);
};

const forgetting = (current: Case, { forgets }: OldRule): Case => (forgets ? forgets(current) : current);

const paused = (node: Node, { policy }: Play): Reached => {
  const now = plusSeconds(node.now, PAUSE_SECONDS);
  let reached: Reached = { ...node, from: node, now, step: 'nobody does anything for six hours' };
  for (const at of node.cases.keys()) {
    const fired: CaseEvent[] = [];
    let current = node.cases[at] as Case;
    for (;;) {
      const decided = decide(current, { type: 'advanceClock' }, contextWith({ now, policy }));
      if ('rejection' in decided || decided.events.length === 0) break;
      fired.push(...decided.events);
      current = decided.next;
    }
    reached = changed(reached, at, current, fired);
    if ('sentence' in reached) return reached;
    const seen = seeingAt(reached.seen[at] as Seen, Date.parse(now), LIMITS);
    if (typeof seen === 'string') return broken(seen, reached);
    reached = { ...reached, seen: reached.seen.with(at, seen) };
  }
  return reached;
};

/** One of the cases has changed, and is seen. */
const changed = (node: Node, at: number, current: Case, events: readonly CaseEvent[]): Reached => {
  let seen = node.seen[at] as Seen;
  for (const event of events) {
    const next = seeing(seen, event, LIMITS, node.seen);
    if (typeof next === 'string') return broken(next, node);
    seen = next;
  }
  return { ...node, cases: node.cases.with(at, current), seen: node.seen.with(at, seen) };
};

const broken = (sentence: string, node: Node): NonNullable<Found['broken']> => {
  const steps: string[] = [];
  for (let at: Node | undefined = node; at; at = at.from) steps.unshift(at.step);
  return { sentence, steps };
};

/** The same name for the same future: numbers and hashes of events, and cards, decide nothing. Millions of names are kept. */
const nameOf = ({ cases, seen, now }: Node): string => {
  const deciding = JSON.stringify([
    cases.map(
      ({
        version,
        lastHash,
        turn,
        driver,
        ownTurn,
        settledRound,
        cards,
        coResponsible,
        takenOff,
        ...deciding
      }) => [deciding, takenOff && Object.keys(takenOff)],
    ),
    seen,
    now,
  ]);
  return hash('sha1', deciding, 'base64');
};
