import { type Actor, unitOf } from '../actor.ts';
import type { Rejection } from '../rejection.ts';
import type { Text } from '../text.ts';
import { chain, GENESIS, saltOf } from './chain.ts';
import type { AtHand, BeginningContext, Context } from './context.ts';
import type { Cause, EventBody, ProcessEvent } from './event.ts';
import { evolve } from './evolve.ts';
import type { ClockName, Command, Decided, Definition, Process } from './process.ts';

/** The events that a command adds, and the process after them. */
export interface Change<P extends Process, Body extends EventBody> {
  events: ProcessEvent<Body>[];
  next: P;
}

type Kind<P extends Process, Body extends EventBody, C extends Command> = Definition<P, Body, C, ClockName>;

/** Begins a process with what happened first. Whether the actor may is asked before. */
export const begin = <P extends Process, Body extends EventBody>(
  definition: Kind<P, Body, Command>,
  id: string,
  [first, ...rest]: [Decided<Body>, ...Decided<Body>[]],
  context: BeginningContext,
  rule: string,
): Change<P, Body> => {
  const begun = placed(definition, undefined, id, first, context, rule);
  return rest.reduce<Change<P, Body>>((change, event) => added(definition, change, event, context, rule), {
    events: [begun.event],
    next: begun.next,
  });
};

/**
 * Decides a command on a process: what it adds, or the reason why it changes nothing. Pure: the same process,
 * command and context always give the same answer. Whether the actor may is asked before: see `may`.
 */
export const decide = <P extends Process, Body extends EventBody, C extends Command>(
  definition: Kind<P, Body, C>,
  current: P,
  command: C,
  context: Context,
): Change<P, Body> | { rejection: Rejection } => {
  const asked = commandOf(definition, command);
  const elsewhere = 'may' in asked ? definition.goesOnElsewhere?.(current) : undefined;
  if (elsewhere) return { rejection: elsewhere };
  if (!asked.stages.includes(current.state.stage))
    return asked.otherwise === 'nothing'
      ? { events: [], next: current }
      : { rejection: wrongStage(definition, current, command.type, asked.stages) };
  if ('may' in asked) {
    if (!context.actor) throw new Error(`"${command.type}" is given by people only`);
    const refused = asked.refuses?.(current as never, command, context as AtHand);
    if (refused) return { rejection: refused };
  }
  const decision = asked.decide(current as never, command, context as never);
  return 'rejection' in decision
    ? decision
    : decision.events.reduce<Change<P, Body>>(
        (change, event) => added(definition, change, event, context, command.type),
        { events: [], next: current },
      );
};

/** Whether a person may give a command on a process. What no rule allows is refused. */
export const may = <P extends Process, Body extends EventBody, C extends Command>(
  definition: Kind<P, Body, C>,
  actor: Actor,
  current: P,
  command: C,
): boolean => {
  const asked = commandOf(definition, command);
  return 'may' in asked && asked.may(actor, current, command);
};

/**
 * Why a person may not give a command now, whatever they say with it; undefined where they may. What is decided then may
 * still be refused for what they say.
 */
export const whyNot = <P extends Process, Body extends EventBody, C extends Command>(
  definition: Kind<P, Body, C>,
  actor: Actor,
  current: P,
  command: C,
  atHand: AtHand,
): Rejection | undefined => {
  const asked = commandOf(definition, command);
  const elsewhere = definition.goesOnElsewhere?.(current);
  if (elsewhere) return elsewhere;
  if (!asked.stages.includes(current.state.stage))
    return wrongStage(definition, current, command.type, asked.stages);
  if (!may(definition, actor, current, command)) return notAllowed(definition, command);
  return 'refuses' in asked ? asked.refuses?.(current as never, command, atHand) : undefined;
};

/** The refusal of a command to whoever may not give it, telling who may. */
export const notAllowed = <P extends Process, Body extends EventBody, C extends Command>(
  definition: Kind<P, Body, C>,
  command: C,
): Rejection => {
  const asked = commandOf(definition, command);
  const name = nameOf(definition.commandNames, command.type);
  const who = 'who' in asked ? asked.who : NOBODY;
  return {
    kind: 'forbidden',
    code: 'forbidden',
    message: {
      'zh-CN': `您不能执行“${name['zh-CN']}”；可执行的人员：${who['zh-CN']}。`,
      en: `You may not give "${name.en}"; it is for ${who.en}.`,
    },
  };
};

/** Rules of the system are given by nobody. */
const NOBODY: Text = { 'zh-CN': '无', en: 'nobody' };

/** Events that one commit takes at most: 40, and what hangs on them, stay far below DynamoDB's 100 items. */
const MAX_EVENTS = 40;

/**
 * Fires every rung that is due, one behind the other, as many as one commit takes; `more` tells that others are due.
 * Also done before a person's command: a rung whose time has come must not be lost because the command replaces its clock.
 */
export const catchUp = <P extends Process, Body extends EventBody>(
  definition: Kind<P, Body, Command>,
  current: P,
  context: Context,
): Change<P, Body> & { more: boolean } => {
  let change: Change<P, Body> = { events: [], next: current };
  for (;;) {
    const fired = decide(definition, change.next, { type: 'advanceClock' }, context);
    if ('rejection' in fired || fired.events.length === 0) return { ...change, more: false };
    if (change.events.length + fired.events.length > MAX_EVENTS) return { ...change, more: true };
    change = { events: [...change.events, ...fired.events], next: fired.next };
  }
};

const commandOf = <P extends Process, Body extends EventBody, C extends Command>(
  definition: Kind<P, Body, C>,
  { type }: C,
) => {
  const asked = definition.commands[type];
  if (!asked) throw new Error(`a ${definition.kind} knows no command "${type}"`);
  return asked;
};

const added = <P extends Process, Body extends EventBody>(
  definition: Kind<P, Body, Command>,
  { events, next: current }: Change<P, Body>,
  decided: Decided<Body>,
  context: BeginningContext,
  rule: string,
): Change<P, Body> => {
  const { event, next } = placed(definition, current, current.id, decided, context, rule);
  return { events: [...events, event], next };
};

/** Sets what happened in its place: numbered, chained, by whom and when. */
const placed = <P extends Process, Body extends EventBody>(
  definition: Kind<P, Body, Command>,
  current: P | undefined,
  id: string,
  { by, ...body }: Decided<Body>,
  { now, actor, seed }: BeginningContext,
  rule: string,
): { event: ProcessEvent<Body>; next: P } => {
  const seq = (current?.version ?? 0) + 1;
  const event = chain<Body>(
    { ...(body as unknown as Body), at: now, by: by ?? causeOf(actor, rule) },
    seq,
    current?.lastHash ?? GENESIS,
    saltOf(seed, id, seq),
  );
  return { event, next: evolve(definition, current, event) };
};

const causeOf = (actor: Actor | undefined, rule: string): Cause => {
  if (!actor) return { kind: 'rule', rule };
  const unit = unitOf(actor);
  return { kind: 'person', subject: actor.subject, role: actor.role, ...(unit && { unit: unit.code }) };
};

/** What people call stages and commands. */
type Names = Readonly<Record<'stages' | 'commandNames', Readonly<Record<string, Text>>>>;

/** Rules of the system are given by nobody, and go by their code. */
const nameOf = (names: Names['commandNames'], command: string): Text =>
  names[command] ?? { 'zh-CN': command, en: command };

/** The refusal of a command at a stage where it has no place, telling where it has. */
export const wrongStage = <P extends Process>(
  { stages, commandNames }: Names,
  current: P,
  command: string,
  allowed: readonly string[],
): Rejection => {
  const list = (language: 'zh-CN' | 'en', joint: string) =>
    allowed.map((stage) => stages[stage]?.[language]).join(joint);
  const here = stages[current.state.stage] as Text;
  const name = nameOf(commandNames, command);
  return {
    kind: 'wrongStage',
    code: 'wrong-stage',
    message: {
      'zh-CN': `当前阶段为“${here['zh-CN']}”，不能执行“${name['zh-CN']}”；该操作仅适用于：${list('zh-CN', '、')}。`,
      en: `It is ${here.en}; "${name.en}" is possible only while it is ${list('en', ' or ')}.`,
    },
  };
};
