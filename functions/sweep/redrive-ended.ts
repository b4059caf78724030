import type { Redrive } from '#domain/process/common.ts';
import type { Definition, Process } from '#domain/process/process.ts';
import { logger } from '#shared/observability/logger.ts';
import type { Deciding } from '#shared/services.ts';
import { applyRule } from '#shared/use-cases/apply-rule.ts';
import { drivenBy, driverName } from '#shared/workflow/driver-name.ts';
import type { Execution, ExecutionStatus, Workflow } from '#shared/workflow/workflow.ts';

export interface RedriveServices extends Deciding {
  workflow: Pick<Workflow, 'list'>;
}

/** How an execution ends before its process does. */
const BEFORE_ITS_TIME: readonly ExecutionStatus[] = ['FAILED', 'TIMED_OUT', 'ABORTED'];

/**
 * An execution is handed on so long after its start at the soonest: where every one fails at once, as without a right that
 * it needs, a history gets six more events an hour and not sixty.
 */
const SOONEST_MS = 10 * 60 * 1000;

/** What ended longer ago was seen by earlier sweeps. Longer than any outage of the sweep that its alarm lets pass. */
const LOOK_BACK_MS = 24 * 60 * 60 * 1000;

/** The most that one request lists: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
const EXECUTIONS_A_PAGE = 1000;
/** The most processes that one request reads. */
const PROCESSES_A_READ = 100;

/**
 * Finds open processes whose execution has ended before its time, wherever they stand, and hands them on; the relay then
 * starts the next execution. It asks for executions that ended so, never for those that run: what it costs follows the
 * trouble, not the number of cases.
 */
export const redriveEnded = async (
  services: RedriveServices,
): Promise<{ redriven: number; failed: number }> => {
  let redriven = 0;
  let failed = 0;
  for (const definition of services.definitions) {
    const ended = await endedBeforeTheirTime(services, definition);
    const done = await Promise.allSettled(
      (await stillDrivenBy(services, definition, ended)).map((process) =>
        redrive(services, definition, process),
      ),
    );
    redriven += done.filter(({ status }) => status === 'fulfilled').length;
    failed += done.filter(({ status }) => status === 'rejected').length;
  }
  return { redriven, failed };
};

/** The names of executions that ended so of late. */
const endedBeforeTheirTime = async (
  { workflow, now }: RedriveServices,
  definition: Definition,
): Promise<ReadonlySet<string>> => {
  const present = Date.parse(now());
  const isRipe = ({ startedAt, stoppedAt = startedAt }: Execution): boolean =>
    startedAt.getTime() <= present - SOONEST_MS && stoppedAt.getTime() >= present - LOOK_BACK_MS;
  const names = new Set<string>();
  for (const status of BEFORE_ITS_TIME) {
    let after: string | undefined;
    do {
      const page = await workflow.list(definition.workflow, {
        limit: EXECUTIONS_A_PAGE,
        status,
        ...(after !== undefined && { after }),
      });
      for (const { name } of page.executions.filter(isRipe)) names.add(name);
      after = page.next;
    } while (after !== undefined);
  }
  return names;
};

/** The open processes that nobody has handed on since. A parked one waits for an operator. */
const stillDrivenBy = async (
  { store }: RedriveServices,
  definition: Definition,
  names: ReadonlySet<string>,
): Promise<Process[]> => {
  const ids = [...new Set([...names].map(drivenBy))];
  const found: Process[] = [];
  for (let from = 0; from < ids.length; from += PROCESSES_A_READ) {
    const processes = await store.readAll(definition, ids.slice(from, from + PROCESSES_A_READ));
    for (const process of processes.values())
      if (definition.isOpen(process) && !process.parked && names.has(driverName(process)))
        found.push(process);
  }
  return found;
};

const redrive = async (
  services: RedriveServices,
  definition: Definition,
  process: Process,
): Promise<void> => {
  const { kind } = definition;
  const { id, driver } = process;
  try {
    const rule: Redrive = { type: 'redrive', driver };
    await applyRule({ services, definition, id, rule, current: process });
    logger.warn('an execution had ended before its time', { kind, id, driver });
  } catch (error) {
    logger.error('what is not driven could not be handed on', { kind, id, error: error as Error });
    throw error;
  }
};
