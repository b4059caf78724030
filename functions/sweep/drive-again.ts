import type { Definition, Process } from '#domain/process/process.ts';
import { logger } from '#shared/observability/logger.ts';
import { DUE_SHARDS } from '#shared/store/due-index.ts';
import { type DrivingServices, keepDriven } from '#shared/use-cases/keep-driven.ts';
import { drivenBy, driverName } from '#shared/workflow/driver-name.ts';
import type { Execution, ExecutionStatus, Workflow } from '#shared/workflow/workflow.ts';

/** Open processes that nothing drives are found here, wherever they stand, and driven again (docs/adr/0032). */

export interface SweepServices extends DrivingServices {
  workflow: DrivingServices['workflow'] & Pick<Workflow, 'list'>;
}

export interface DrivenAgain {
  driven: number;
  failed: number;
}

/** How an execution ends before its process does. */
const BEFORE_ITS_TIME: readonly ExecutionStatus[] = ['FAILED', 'TIMED_OUT', 'ABORTED'];

/**
 * Nothing is driven again sooner after its execution's start, or after its last event: the relay gets that long for what
 * is new, and where every execution fails at once a history grows by six events an hour and not by sixty.
 */
const PATIENCE_MS = 10 * 60 * 1000;

/** What ended longer ago was seen by earlier sweeps. Longer than any outage of the sweep that its alarm lets pass. */
const LOOK_BACK_MS = 24 * 60 * 60 * 1000;

/** The most that one request lists: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
const EXECUTIONS_A_PAGE = 1000;
const OPEN_A_PAGE = 1000;
/** The most processes that one request reads. */
const PROCESSES_A_READ = 100;
/** Step Functions takes bursts of a hundred requests and more. */
const AT_ONCE = 25;

/**
 * Drives again what has lost its execution. It asks for executions that ended before their time, never for those that
 * run: what it costs follows the trouble, not the number of cases.
 */
export const driveWhatEnded = (
  services: SweepServices,
  timeIsUp: () => boolean = () => false,
): Promise<DrivenAgain> =>
  ofEveryKind(services, timeIsUp, async function* (definition) {
    const present = Date.parse(services.now());
    const isRipe = ({ startedAt, stoppedAt = startedAt }: Execution): boolean =>
      startedAt.getTime() <= present - PATIENCE_MS && stoppedAt.getTime() >= present - LOOK_BACK_MS;
    const names = new Set<string>();
    for (const status of BEFORE_ITS_TIME)
      for await (const execution of executionsOf(services, definition, status))
        if (isRipe(execution)) names.add(execution.name);
    for (const ids of inParts([...new Set([...names].map(drivenBy))], PROCESSES_A_READ)) {
      const found = [...(await services.store.readAll(definition, ids)).values()];
      yield found
        .filter((one) => names.has(driverName(one)) && definition.isOpen(one) && !one.parked)
        .map(({ id }) => id);
    }
  });

/**
 * Drives whatever else is open without an execution, because its first one was never started or belonged to a workflow
 * that is gone: compares all that is open with all that runs.
 */
export const driveWhatNeverRan = (
  services: SweepServices,
  timeIsUp: () => boolean = () => false,
): Promise<DrivenAgain> =>
  ofEveryKind(services, timeIsUp, async function* (definition) {
    const ripe = Date.parse(services.now()) - PATIENCE_MS;
    const running = new Set<string>();
    for await (const { name } of executionsOf(services, definition, 'RUNNING')) running.add(drivenBy(name));
    const missing: string[] = [];
    for await (const id of openOf(services, definition)) if (!running.has(id)) missing.push(id);
    for (const ids of inParts(missing, PROCESSES_A_READ)) {
      const found = [...(await services.store.readAll(definition, ids)).values()];
      const undriven = found.filter((one) => definition.isOpen(one) && !one.parked);
      const changed = await Promise.all(undriven.map((one) => lastChange(services, definition, one)));
      yield undriven
        .filter((_, place) => (changed[place] ?? Number.POSITIVE_INFINITY) <= ripe)
        .map(({ id }) => id);
    }
  });

/** The instant of the last event of a process, in milliseconds. */
const lastChange = async (
  { store }: SweepServices,
  definition: Definition,
  { id, version }: Process,
): Promise<number | undefined> => {
  const { events } = await store.history(definition, id, { after: version - 1, limit: 1 });
  return events[0] && Date.parse(events[0].at);
};

/** What one sweep does not come to, the next one finds again. */
const ofEveryKind = async (
  services: SweepServices,
  timeIsUp: () => boolean,
  undrivenOf: (definition: Definition) => AsyncGenerator<string[]>,
): Promise<DrivenAgain> => {
  const again: DrivenAgain = { driven: 0, failed: 0 };
  for (const definition of services.definitions) {
    try {
      // Driven page by page: after the loss of all executions there are too many to be looked at in one run.
      for await (const undriven of undrivenOf(definition)) {
        for (const ids of inParts(undriven, AT_ONCE)) {
          if (timeIsUp()) return again;
          const done = await Promise.allSettled(ids.map((id) => drive(services, definition, id)));
          again.driven += done.filter((one) => one.status === 'fulfilled' && one.value).length;
          again.failed += done.filter(({ status }) => status === 'rejected').length;
        }
      }
    } catch (error) {
      // A look that fails, as where Step Functions throttles, holds up no job that the sweep still has to do.
      logger.error('what is not driven could not be looked for', {
        kind: definition.kind,
        error: error as Error,
      });
      again.failed += 1;
    }
  }
  return again;
};

/** One that fails holds up no other, and comes up again with the next sweep. */
const drive = async (services: SweepServices, definition: Definition, id: string): Promise<boolean> => {
  try {
    return await keepDriven(services, definition, id);
  } catch (error) {
    const { kind } = definition;
    logger.error('what is not driven could not be driven again', { kind, id, error: error as Error });
    throw error;
  }
};

async function* executionsOf(
  { workflow }: SweepServices,
  definition: Definition,
  status: ExecutionStatus,
): AsyncGenerator<Execution> {
  let after: string | undefined;
  do {
    const page = await workflow.list(definition.workflow, {
      limit: EXECUTIONS_A_PAGE,
      status,
      ...(after !== undefined && { after }),
    });
    yield* page.executions;
    after = page.next;
  } while (after !== undefined);
}

async function* openOf({ store }: SweepServices, { kind }: Definition): AsyncGenerator<string> {
  for (let shard = 0; shard < DUE_SHARDS; shard++) {
    let after: string | undefined;
    do {
      const { open, next } = await store.open(shard, after, OPEN_A_PAGE);
      for (const process of open) if (process.kind === kind) yield process.id;
      after = next;
    } while (after !== undefined);
  }
}

const inParts = (ids: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(ids.length / size) }, (_, i) => ids.slice(i * size, (i + 1) * size));
