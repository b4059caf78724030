import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Execution, ExecutionStatus, Workflow } from './workflow.ts';

/**
 * The workflows in memory, for tests: the very files that a deployment submits, run by an interpreter of the Amazon
 * States Language. Waiting states wait until they are answered, or until `elapse` says that their time is up; pauses
 * between retries take no time. A token is good for one answer, and for none once its execution has ended, as in AWS.
 */
export interface MemoryWorkflow extends Workflow {
  /** Whether a token can be answered: its execution runs and waits. */
  isWaiting(taskToken: string): boolean;
  /** Ends the waits whose time is up at an instant, in milliseconds since 1970. */
  elapse(now: number): void;
  /** Executions, the oldest first, with the states that each has entered. */
  executions(): (Execution & { workflow: string; entered: readonly string[] })[];
  /** How many executions have a task under way, or run and wait for nobody: none, once everything has come to rest. */
  busy(): number;
}

/** The fields of a state that matter here; the interpreter knows the others. */
interface State {
  Type: string;
  Resource?: string;
  Retry?: unknown;
  Parameters?: Record<string, unknown>;
  TimeoutSeconds?: number;
  TimeoutSecondsPath?: string;
  ItemProcessor?: Machine;
}
export interface Machine {
  StartAt: string;
  States: Record<string, State>;
}

export interface MemoryWorkflowOptions {
  /** The files of `workflows/`, by name, as JSON. */
  files: Readonly<Record<string, Machine>>;
  /** Does what a state asks of the tasks function. */
  runTask: (payload: Record<string, unknown>) => Promise<unknown>;
  /** Milliseconds since 1970. */
  clock: () => number;
}

interface Run extends Execution {
  workflow: string;
  entered: string[];
  abort: () => void;
  /** Executions that it has started and waits for. */
  children: Run[];
  /** How many of its tasks are under way. */
  calls: number;
}

interface Wait {
  run: Run;
  state: string;
  until: number;
  answer: (output: object) => void;
  timeOut: () => void;
}

/**
 * The interpreter's own error for a state whose time is up. `States.TaskFailed` covers every error but this one, which
 * it knows by a class that it does not export: so it is made to throw one.
 */
const TIMED_OUT: unknown = await new StateMachine(
  {
    StartAt: 'Never answered',
    States: { 'Never answered': { Type: 'Task', Resource: 'none', TimeoutSeconds: 0.001, End: true } },
  } as unknown as StateMachineDefinition,
  { validationOptions: { noValidate: true } },
)
  .run(null, {
    overrides: { taskResourceLocalHandlers: { 'Never answered': () => new Promise<never>(() => {}) } },
  })
  .result.catch((error: Error) => error.cause);

export const openMemoryWorkflow = ({ files, runTask, clock }: MemoryWorkflowOptions): MemoryWorkflow => {
  const runs = new Map<string, Run>();
  const waits = new Map<string, Wait>();
  let tokens = 0;

  const executionOf = (workflow: string, name: string): string => `execution:${workflow}:${name}`;

  const call = async (run: Run, payload: Record<string, unknown>): Promise<unknown> => {
    run.calls += 1;
    try {
      return await runTask(payload);
    } finally {
      run.calls -= 1;
    }
  };

  /** A waiting state: it hands out a token, and goes on when somebody answers it or its time is up. */
  const wait = (
    run: Run,
    state: string,
    { guardSeconds, ...payload }: Record<string, unknown>,
  ): Promise<object> => {
    const taskToken = `token-${++tokens}`;
    const answered = new Promise<object>((resolve, reject) => {
      waits.set(taskToken, {
        run,
        state,
        until: clock() + Number(guardSeconds) * 1000,
        answer: resolve,
        timeOut: () => reject(TIMED_OUT),
      });
    });
    // A task that fails ends the wait that it should have opened.
    const opened = call(run, { ...payload, taskToken }).then(() => answered);
    answered.catch(() => {});
    return opened.finally(() => waits.delete(taskToken));
  };

  /** Forgets waits whose execution has ended, or the branch of it in which they stand: their tokens are refused. */
  const forgetWaits = (ended: (wait: Wait) => boolean): void => {
    for (const [token, wait] of waits) if (ended(wait)) waits.delete(token);
  };
  const waitsForSomebody = (run: Run): boolean =>
    run.children.some(({ status }) => status === 'RUNNING') ||
    [...waits.values()].some((wait) => wait.run === run);

  const nested = async (arn: unknown, input: unknown, parent: Run): Promise<unknown> => {
    const workflow = String(arn);
    const name = `${parent.name}-nested-${runs.size}`;
    const { run, result } = begin(workflow, name, input as { id: string });
    parent.children.push(run);
    try {
      return { Output: await result };
    } catch {
      throw named('States.TaskFailed', `${run.execution} failed`);
    }
  };

  const handlersOf = (machine: Machine, run: Run): Record<string, (input: unknown) => Promise<never>> =>
    Object.fromEntries(
      statesOf(machine).flatMap(([name, { Type, Resource = '' }]) => {
        if (Type !== 'Task') return [];
        const handle = async (input: unknown): Promise<unknown> => {
          // The interpreter tries a state again also when its execution was stopped meanwhile.
          if (run.status !== 'RUNNING') return new Promise<never>(() => {});
          const { Payload = {}, StateMachineArn, Input } = input as Record<string, Record<string, unknown>>;
          if (Resource.includes('states:startExecution')) return nested(StateMachineArn, Input, run);
          return Resource.endsWith('.waitForTaskToken')
            ? wait(run, name, Payload)
            : { StatusCode: 200, Payload: await call(run, Payload) };
        };
        return [[name, handle as (input: unknown) => Promise<never>]];
      }),
    );

  const begin = (workflow: string, name: string, input: { id: string }) => {
    const file = files[workflow];
    if (!file) throw new Error(`there is no workflow "${workflow}"`);
    const machine = forTheInterpreter(file);
    const execution = executionOf(workflow, name);
    const run: Run = {
      workflow,
      name,
      execution,
      status: 'RUNNING',
      startedAt: new Date(clock()),
      entered: [],
      abort: () => {},
      children: [],
      calls: 0,
    };
    runs.set(execution, run);
    const running = new StateMachine(machine as unknown as StateMachineDefinition, {
      validationOptions: { noValidate: true },
    }).run(structuredClone(input) as never, {
      context: { Execution: { Id: execution }, Task: { Token: 'none' } } as never,
      overrides: {
        taskResourceLocalHandlers: handlersOf(machine, run) as never,
        retryIntervalOverrides: Object.fromEntries(statesOf(machine).map(([state]) => [state, 0])),
      },
    });
    run.abort = () => running.abort();
    void logged(running.eventLogs, run, (state) => {
      const branches = machine.States[state]?.ItemProcessor;
      const names = new Set(branches && statesOf(branches).map(([name]) => name));
      forgetWaits((wait) => wait.run === run && names.has(wait.state));
    });
    const end = (status: ExecutionStatus) => {
      if (run.status !== 'RUNNING') return;
      run.status = status;
      run.stoppedAt = new Date(clock());
      forgetWaits((wait) => wait.run === run);
    };
    const result = running.result.then(
      (output: unknown) => {
        end('SUCCEEDED');
        return output;
      },
      (error: unknown) => {
        end('FAILED');
        throw error;
      },
    );
    result.catch(() => {});
    return { run, result };
  };

  /** An execution that is stopped takes those with it that it has started and waits for. */
  const stopAll = (run: Run): void => {
    if (run.status !== 'RUNNING') return;
    run.status = 'ABORTED';
    run.stoppedAt = new Date(clock());
    forgetWaits((wait) => wait.run === run);
    run.abort();
    for (const child of run.children) stopAll(child);
  };

  return {
    executionOf,
    start: async (workflow, name, input) => {
      if (runs.has(executionOf(workflow, name))) return false;
      begin(workflow, name, input);
      return true;
    },
    answer: async (taskToken, standing) => {
      const open = waits.get(taskToken);
      if (!open) return false;
      waits.delete(taskToken);
      open.answer(JSON.parse(JSON.stringify(standing)) as object);
      return true;
    },
    isRunning: async (execution) => runs.get(execution)?.status === 'RUNNING',
    stop: async (execution) => {
      const run = runs.get(execution);
      if (run) stopAll(run);
    },
    list: async (workflow, { limit, status, after }) => {
      const found = [...runs.values()]
        .filter((run) => run.workflow === workflow && (status === undefined || run.status === status))
        .reverse();
      const from = after === undefined ? 0 : Number(after);
      return {
        executions: found.slice(from, from + limit).map(toldOf),
        ...(found.length > from + limit && { next: String(from + limit) }),
      };
    },
    isWaiting: (taskToken) => waits.has(taskToken),
    elapse: (now) => {
      for (const [token, { until, timeOut }] of [...waits])
        if (until <= now) {
          waits.delete(token);
          timeOut();
        }
    },
    executions: () =>
      [...runs.values()].map((run) => ({
        ...toldOf(run),
        workflow: run.workflow,
        entered: [...run.entered],
      })),
    busy: () =>
      [...runs.values()].filter(
        (run) => run.status === 'RUNNING' && (run.calls > 0 || !waitsForSomebody(run)),
      ).length,
  };
};

const toldOf = ({ execution, name, status, startedAt, stoppedAt }: Run): Execution => ({
  execution,
  name,
  status,
  startedAt,
  ...(stoppedAt && { stoppedAt }),
});

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

/** Every state, those inside a Map included. */
const statesOf = (machine: Machine): [name: string, state: State][] =>
  Object.entries(machine.States).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...(state.ItemProcessor ? statesOf(state.ItemProcessor) : []),
  ]);

/** The file as the interpreter takes it: the time that a state waits rides along in its payload and is kept here. */
const forTheInterpreter = (file: Machine): Machine => {
  const copy = structuredClone(file);
  for (const [, state] of statesOf(copy)) {
    const payload = state.Parameters?.Payload as Record<string, unknown> | undefined;
    if (payload && state.TimeoutSecondsPath) payload['guardSeconds.$'] = state.TimeoutSecondsPath;
    delete state.TimeoutSecondsPath;
    delete state.TimeoutSeconds;
  }
  return copy;
};

/** Notes the states that are entered, and tells of each that has failed: a branch that fails ends those beside it. */
const logged = async (
  events: AsyncIterable<unknown>,
  run: Run,
  failed: (state: string) => void,
): Promise<void> => {
  for await (const event of events) {
    const { type, state } = event as { type: string; state?: { name: string } };
    if (type === 'StateEntered' && state) run.entered.push(state.name);
    if (type === 'StateFailed' && state) failed(state.name);
  }
};
