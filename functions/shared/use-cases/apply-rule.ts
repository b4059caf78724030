import { decide } from '#domain/process/decide.ts';
import type { EventBody } from '#domain/process/event.ts';
import type { ClockName, Command, Definition, Process } from '#domain/process/process.ts';
import type { Deciding } from '../services.ts';
import { contextOf, needsOf } from './context.ts';
import { dueFirst } from './due-first.ts';
import { untilCommitted } from './until-committed.ts';

interface Applying<P extends Process, Body extends EventBody, C extends Command> {
  services: Deciding;
  definition: Definition<P, Body, C, ClockName>;
  id: string;
  rule: C;
  /** The process, where the caller has just read it. */
  current?: P;
}

/** The process after a rule, and whether the rule itself has changed it: rungs that were due are fired in any case. */
interface Applied<P extends Process> {
  after: P;
  changed: boolean;
}

/**
 * Applies a rule of the system to a process and answers the process after it. A rule that finds nothing to do, or comes
 * too late, adds nothing. One that loses a race against a person is decided anew on what the person made of the process.
 * @throws VersionConflict after too many lost races; an unknown process is an error, since rules name none
 */
export const applyRule = <P extends Process, Body extends EventBody, C extends Command>(
  applying: Applying<P, Body, C>,
): Promise<Applied<P>> => {
  const { services, definition, id, current } = applying;
  let known = current;
  return untilCommitted(services, async () => {
    const before = known ?? (await services.store.read(definition, id));
    known = undefined;
    return applying.rule.type === 'advanceClock' ? fireDue(applying, before) : decideOnce(applying, before);
  });
};

/** Fires every rung that is due, in as many commits as it takes. */
const fireDue = async <P extends Process, Body extends EventBody, C extends Command>(
  { services, definition }: Applying<P, Body, C>,
  found: P,
): Promise<Applied<P>> => {
  const { store, now } = services;
  const { before, due, context } = await dueFirst(store, definition, found, (current) =>
    contextOf(services, definition.needs(current), current.policyVersion, { now: now() }),
  );
  const changed = due.events.length > 0;
  if (changed) await store.commit([{ definition, before, ...due }], context.now);
  return { after: due.next, changed };
};

/** Decides a rule after everything that is due: a rule may replace or move the clock of a rung that no sweep has fired yet. */
const decideOnce = async <P extends Process, Body extends EventBody, C extends Command>(
  { services, definition, rule }: Applying<P, Body, C>,
  found: P,
): Promise<Applied<P>> => {
  const { before, due, context } = await dueFirst(services.store, definition, found, async (current) =>
    contextOf(services, await needsOf(services, definition, current, rule), current.policyVersion, {
      now: services.now(),
    }),
  );
  const change = decide(definition, due.next, rule, context);
  const decided = 'rejection' in change ? [] : change.events;
  const events = [...due.events, ...decided];
  if (events.length === 0) return { after: before, changed: false };
  const next = 'rejection' in change ? due.next : change.next;
  await services.store.commit([{ definition, before, events, next }], context.now);
  return { after: next, changed: decided.length > 0 };
};
