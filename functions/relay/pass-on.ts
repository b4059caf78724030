import { isPaused, supervisionAhead } from '#domain/process/clock.ts';
import type { Definition, Process } from '#domain/process/process.ts';
import type { Deciding } from '#shared/services.ts';
import type { StreamRecord } from '#shared/store/store.ts';
import { executionOf, keepDriven, startDriver } from '#shared/use-cases/keep-driven.ts';
import type { Workflow } from '#shared/workflow/workflow.ts';

export interface PassingServices extends Deciding {
  workflow: Workflow;
}

/** A process before and after a change. */
export type Changed = Extract<StreamRecord, { kind: 'changed' }>;

/**
 * Passes a change on to the workflow. It may come twice, late, or fail half-way: each step either leaves no trace or is
 * recognised when it comes again.
 */
export const passOn = async (changed: Changed, services: PassingServices): Promise<void> => {
  const { definition, before, after } = changed;
  if (!before || after.driver !== before.driver) return handOver(changed, services);
  // The workflow itself has moved on: nobody waited.
  if (after.ownTurn && after.turn !== before.turn) return;
  const waiting = new Set(definition.waits(after));
  for (const wait of definition.waits(before))
    if (!waiting.has(wait)) await endWait(wait, definition, after, services);
  if (supervisionsAhead(definition, before) !== supervisionsAhead(definition, after))
    await keepDriven(services, definition, after.id);
};

/**
 * Passes on a change out of its order. Where the process has been handed on since, or has ended, nothing is started: only
 * whoever drove it before the change still makes room.
 */
export const passOnLate = async (changed: Changed, services: PassingServices): Promise<void> => {
  const { definition, before, after } = changed;
  if (before && after.driver === before.driver) return passOn(changed, services);
  const current = await services.store.read(definition, after.id);
  if (current.driver === after.driver && definition.isOpen(current)) return handOver(changed, services);
  await makeRoom(changed, services);
};

/**
 * A process gets the execution that its record names: the first one when it begins, unless it ended as it began, and
 * another one when it is taken up again or restarted. Whoever drove it before makes room.
 */
const handOver = async (changed: Changed, services: PassingServices): Promise<void> => {
  await makeRoom(changed, services);
  const { definition, after } = changed;
  if (definition.isOpen(after)) await startDriver(definition, after, services.workflow);
};

const makeRoom = async (
  { definition, before, after }: Changed,
  { workflow }: PassingServices,
): Promise<void> => {
  if (!before) return;
  const cause = `${definition.kind} ${after.id} was handed on at event ${after.driver}`;
  await workflow.stop(executionOf(definition, before, workflow), cause);
};

/** Answers the state that waited. When it is gone, its execution may have ended with it: see `keepDriven`. */
const endWait = async (
  wait: string,
  definition: Definition,
  after: Process,
  services: PassingServices,
): Promise<void> => {
  const { store, workflow, now } = services;
  const process = { kind: definition.kind, id: after.id };
  const held = await store.findWait(process, wait);
  if (held === 'answered') return;
  if (!held) {
    await keepDriven(services, definition, after.id);
    return;
  }
  const answered = await workflow.answer(held.taskToken, definition.told(after, wait, now()));
  if (!answered) await keepDriven(services, definition, after.id);
  await store.markAnswered(process, wait, held, now());
};

/** Whenever supervision comes round, a look is taken whether the process is driven: at the top nothing else would. */
const supervisionsAhead = (definition: Definition, current: Process): string =>
  definition
    .clocks(current)
    .filter(({ clock }) => !isPaused(clock))
    .map(({ clock }) => supervisionAhead(clock)?.at ?? '')
    .join();
