import type { Definition } from '#domain/process/process.ts';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import { loggedError } from '#shared/observability/logged-error.ts';
import { logger } from '#shared/observability/logger.ts';
import { DUE_SHARDS } from '#shared/store/due-index.ts';
import { causeOf } from '#shared/store/troubles.ts';
import { type DrivingServices, keepDriven } from '#shared/use-cases/keep-driven.ts';
import { drivenBy, driverName } from '#shared/workflow/driver-name.ts';
import type { Execution, ExecutionStatus, Workflow } from '#shared/workflow/workflow.ts';
import { everyTrouble } from './every-trouble.ts';

/**
 * Open processes that nothing drives are found here, wherever they stand, and driven again (docs/adr/0032). Operators see
 * each of them from when it is found until it is driven.
 */

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

/** A process that nothing drives: since when, why, and whether it is time to drive it again. */
interface Undriven {
  id: string;
  since: Instant;
  cause: string;
  ripe: boolean;
}

/**
 * Drives again what has lost its execution. It asks for executions that ended before their time, never for those that
 * run: what it costs follows the trouble, not the number of cases. What stands on the operators' list is looked at too:
 * one that could not be driven is tried again, and one that was driven in another way is taken off.
 */
export const driveWhatEnded = (
  services: SweepServices,
  timeIsUp: () => boolean = () => false,
): Promise<DrivenAgain> =>
  ofEveryKind(services, timeIsUp, async function* (definition) {
    const found = new Set<string>();
    for await (const ended of endedBeforeItsTime(services, definition)) {
      for (const { id } of ended) found.add(id);
      yield ended;
    }
    const listed = await listedOf(services, definition);
    yield listed.filter(({ id }) => !found.has(id));
  });

async function* endedBeforeItsTime(
  services: SweepServices,
  definition: Definition,
): AsyncGenerator<Undriven[]> {
  const present = Date.parse(services.now());
  const ended = new Map<string, Execution>();
  for (const status of BEFORE_ITS_TIME)
    for await (const execution of executionsOf(services, definition, status))
      if (stoppedAt(execution) >= present - LOOK_BACK_MS) ended.set(execution.name, execution);
  for (const ids of inParts([...new Set([...ended.keys()].map(drivenBy))], PROCESSES_A_READ)) {
    const undriven: Undriven[] = [];
    for (const process of (await services.store.readAll(definition, ids)).values()) {
      const execution = ended.get(driverName(process));
      if (!execution || !definition.isOpen(process) || process.parked) continue;
      undriven.push({
        id: process.id,
        since: instantAt(stoppedAt(execution)),
        cause: `its execution ended as ${execution.status}`,
        ripe: execution.startedAt.getTime() <= present - PATIENCE_MS,
      });
    }
    yield undriven;
  }
}

const stoppedAt = ({ startedAt, stoppedAt: at = startedAt }: Execution): number => at.getTime();

const listedOf = async ({ store }: SweepServices, { kind }: Definition): Promise<Undriven[]> => {
  const listed: Undriven[] = [];
  for await (const troubles of everyTrouble(store, 'undriven'))
    for (const { kind: its, id, since, cause } of troubles)
      if (its === kind) listed.push({ id, since, cause, ripe: true });
  return listed;
};

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
      const waiting = found.filter((one) => definition.isOpen(one) && !one.parked);
      const undriven = await Promise.all(
        waiting.map(async ({ id, version }): Promise<Undriven[]> => {
          const page = { after: version - 1, limit: 1 };
          const [last] = (await services.store.history(definition, id, page)).events;
          // The relay has its time for what is new, and says itself what it cannot pass on.
          return last && Date.parse(last.at) <= ripe
            ? [{ id, since: last.at, cause: 'no execution of it runs', ripe: true }]
            : [];
        }),
      );
      yield undriven.flat();
    }
  });

/** What one sweep does not come to, the next one finds again. */
const ofEveryKind = async (
  services: SweepServices,
  timeIsUp: () => boolean,
  undrivenOf: (definition: Definition) => AsyncGenerator<Undriven[]>,
): Promise<DrivenAgain> => {
  const again: DrivenAgain = { driven: 0, failed: 0 };
  for (const definition of services.definitions) {
    try {
      // Driven page by page: after the loss of all executions there are too many to be looked at in one run.
      for await (const undriven of undrivenOf(definition)) {
        for (const some of inParts(undriven, AT_ONCE)) {
          if (timeIsUp()) return again;
          const done = await Promise.allSettled(some.map((one) => see(services, definition, one)));
          again.driven += done.filter((one) => one.status === 'fulfilled' && one.value).length;
          again.failed += done.filter(({ status }) => status === 'rejected').length;
        }
      }
    } catch (error) {
      // A look that fails, as where Step Functions throttles, holds up no job that the sweep still has to do.
      logger.error('what is not driven could not be looked for', {
        kind: definition.kind,
        error: loggedError(error),
      });
      again.failed += 1;
    }
  }
  return again;
};

const UNDRIVEN = { trouble: 'undriven', part: '' } as const;

/** Drives a process again, or lets operators see it until that is possible. One that fails holds up no other. */
const see = async (
  services: SweepServices,
  definition: Definition,
  { id, since, cause, ripe }: Undriven,
): Promise<boolean> => {
  const { store, now } = services;
  const process = { kind: definition.kind, id };
  const list = (why: string) =>
    store.noteTrouble(process, { ...UNDRIVEN, since, cause: why, listed: true }, now());
  if (!ripe) {
    if (isNews(since, now())) await list(cause);
    return false;
  }
  try {
    const driven = await keepDriven(services, definition, id);
    await store.endTrouble(process, UNDRIVEN);
    return driven;
  } catch (error) {
    logger.error('what is not driven could not be driven again', { ...process, error: loggedError(error) });
    await list(causeOf(error)).catch((unlisted: Error) =>
      logger.error('what is not driven could not be listed', { ...process, error: loggedError(unlisted) }),
    );
    throw error;
  }
};

/** An earlier sweep has listed what ended longer ago. */
const NEWS_MS = 3 * 60 * 1000;
const isNews = (since: Instant, now: Instant): boolean => Date.parse(since) >= Date.parse(now) - NEWS_MS;

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

const inParts = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
