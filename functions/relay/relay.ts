import { isPaused, supervisionAhead } from '#domain/process/clock.ts';
import type { Definition, Process } from '#domain/process/process.ts';
import { logger } from '#shared/observability/logger.ts';
import type { Services } from '#shared/services.ts';
import type { Named, Store, StreamRecord } from '#shared/store/store.ts';
import type { Workflow } from '#shared/workflow/workflow.ts';
import type { Bus, ToldEvent } from './bus.ts';

export interface RelayServices extends Pick<Services, 'now'> {
  store: Pick<Store, 'read' | 'findWait' | 'markAnswered'>;
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
  if (!before) return filed(changed, services);
  if (after.restarts > before.restarts) return takeOver(definition, before, after, services);
  if (!definition.isOpen(before)) return reopened(changed, services);
  // The workflow itself has moved on: nobody waited.
  if (after.ownTurn && after.turn !== before.turn) return;
  const waiting = new Set(definition.waits(after));
  for (const wait of definition.waits(before))
    if (!waiting.has(wait)) await endWait(wait, definition, after, services);
  if (supervisionsAhead(definition, before) !== supervisionsAhead(definition, after))
    await checkWaits(definition, before, after, services);
};

/** A new process gets its execution, named by its id; one that ended as it began needs none. */
const filed = async ({ definition, after }: Changed, { workflow }: RelayServices): Promise<void> => {
  if (definition.isOpen(after)) await workflow.start(definition.workflow, after.id, { id: after.id });
};

/** A process that has ended is taken up again by an execution of its own. */
const reopened = async ({ definition, after }: Changed, { workflow }: RelayServices): Promise<void> => {
  if (definition.isOpen(after)) await workflow.start(definition.workflow, laterName(after), { id: after.id });
};

/** The first execution of a process bears its id; each later one also the version at which it took over. */
const laterName = ({ id, version }: Process): string => `${id}-${version}`;

/** An operator's restart: an execution that still waits for the process makes room for a new one. */
const takeOver = async (
  definition: Definition,
  before: Process,
  after: Process,
  { store, workflow, now }: RelayServices,
): Promise<void> => {
  const process = nameOf(definition, after);
  const first = workflow.executionOf(definition.workflow, after.id);
  for (const wait of definition.waits(before)) {
    const held = await store.findWait(process, wait);
    if (!held || held.answered) continue;
    // A nested execution is left alone: stopped, it would fail the one that started it, which would park the process.
    if (held.execution !== first && !held.execution.startsWith(`${first}-`)) continue;
    await workflow.stop(held.execution, `${definition.kind} ${after.id} was restarted`);
    await store.markAnswered(process, wait, held, now());
  }
  await workflow.start(definition.workflow, laterName(after), { id: after.id });
};

/** Answers the state that waited. When it is gone, its execution may have ended with it: see `keepDriven`. */
const endWait = async (
  wait: string,
  definition: Definition,
  after: Process,
  services: RelayServices,
): Promise<void> => {
  const { store, workflow, now } = services;
  const process = nameOf(definition, after);
  const held = await store.findWait(process, wait);
  if (held?.answered) return;
  if (!held) return keepDriven(definition, after, firstExecution(definition, after, workflow), services);
  const answered = await workflow.answer(held.taskToken, definition.told(after, wait, now()));
  if (!answered) await keepDriven(definition, after, held.execution, services);
  await store.markAnswered(process, wait, held, now());
};

/**
 * Whenever supervision has come round and the wait goes on, a look whether an execution still drives the process. Every
 * other rung but a reminder ends its wait, and the look is taken then; reminders come by the thousand. At the top of the
 * ladder supervision is all that is left, so that nothing else would find an execution that has died.
 */
const checkWaits = async (
  definition: Definition,
  before: Process,
  after: Process,
  services: RelayServices,
): Promise<void> => {
  const stood = new Set(definition.waits(before));
  const [wait] = definition.waits(after).filter((name) => stood.has(name));
  if (wait === undefined) return;
  const held = await services.store.findWait(nameOf(definition, after), wait);
  // Nobody has come to the wait yet, or somebody has been answered and has yet to come to it again.
  const execution = held?.execution ?? firstExecution(definition, after, services.workflow);
  await keepDriven(definition, after, execution, services);
};

const supervisionsAhead = (definition: Definition, current: Process): string =>
  definition
    .clocks(current)
    .filter(({ clock }) => !isPaused(clock))
    .map(({ clock }) => supervisionAhead(clock)?.at ?? '')
    .join();

/**
 * Sees to it that an open process has an execution. One that runs has not come to its wait yet, or is past it, and
 * reads the process itself. One that was never started, because its record was lost, is started now; and when it
 * has ended before its time, another takes over from where the process stands.
 */
const keepDriven = async (
  definition: Definition,
  after: Process,
  execution: string,
  services: RelayServices,
): Promise<void> => {
  const { store, workflow } = services;
  if (isAtRest(definition, after) || (await workflow.isRunning(execution))) return;
  // The record may be an old one: what holds now is what counts.
  const present = await store.read(definition, after.id);
  if (isAtRest(definition, present) || (await waitsElsewhere(definition, present, execution, services)))
    return;
  const input = { id: after.id };
  if (await workflow.start(definition.workflow, after.id, input)) return;
  await workflow.start(definition.workflow, laterName(present), input);
};

/** One that has ended needs no execution, and one that is parked waits for an operator. */
const isAtRest = (definition: Definition, current: Process): boolean =>
  !definition.isOpen(current) || current.parked !== undefined;

/** Whether another execution than the one that was asked for waits for the process by now. */
const waitsElsewhere = async (
  definition: Definition,
  present: Process,
  execution: string,
  { store }: RelayServices,
): Promise<boolean> => {
  for (const wait of definition.waits(present)) {
    const held = await store.findWait(nameOf(definition, present), wait);
    if (held && !held.answered && held.execution !== execution) return true;
  }
  return false;
};

const nameOf = ({ kind }: Definition, { id }: Process): Named => ({ kind, id });

const firstExecution = (definition: Definition, { id }: Process, workflow: Workflow): string =>
  workflow.executionOf(definition.workflow, id);
