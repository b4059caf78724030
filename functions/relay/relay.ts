import { isPaused, supervisionAhead } from '#domain/process/clock.ts';
import type { Definition, Process } from '#domain/process/process.ts';
import { logger } from '#shared/observability/logger.ts';
import type { Deciding } from '#shared/services.ts';
import type { StreamRecord } from '#shared/store/store.ts';
import { executionOf, keepDriven, startDriver } from '#shared/use-cases/keep-driven.ts';
import type { Workflow } from '#shared/workflow/workflow.ts';
import type { Bus, ToldEvent } from './bus.ts';

export interface RelayServices extends Deciding {
  workflow: Workflow;
  bus: Bus;
}

/** A process before and after a change. */
type Changed = Extract<StreamRecord, { kind: 'changed' }>;

/**
 * Passes on what has been decided: first what changed, record by record, to the workflows, then the events to the bus. It
 * stops at the first record that fails and throws, because the records of one process must not overtake each other. Every
 * record may come twice and any step may fail half-way: each step either leaves no trace or is recognised when the
 * records come again.
 */
export const relay = async (records: readonly StreamRecord[], services: RelayServices): Promise<void> => {
  const events: ToldEvent[] = [];
  for (const record of records) {
    if (record.kind === 'event') events.push(record);
    else await pass(record, services).catch((error: Error) => stopAt(record, error));
  }
  await services.bus.publish(events);
};

const stopAt = ({ definition: { kind }, after: { id } }: Changed, error: Error): never => {
  logger.error('a record could not be relayed', { kind, id, error });
  throw error;
};

const pass = async (changed: Changed, services: RelayServices): Promise<void> => {
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
 * A process gets the execution that its record names: the first one when it begins, unless it ended as it began, and
 * another one when it is taken up again or restarted. Whoever drove it before makes room.
 */
const handOver = async (
  { definition, before, after }: Changed,
  { workflow }: RelayServices,
): Promise<void> => {
  if (before) {
    const cause = `${definition.kind} ${after.id} was handed on at event ${after.driver}`;
    await workflow.stop(executionOf(definition, before, workflow), cause);
  }
  if (definition.isOpen(after)) await startDriver(definition, after, workflow);
};

/** Answers the state that waited. When it is gone, its execution may have ended with it: see `keepDriven`. */
const endWait = async (
  wait: string,
  definition: Definition,
  after: Process,
  services: RelayServices,
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
