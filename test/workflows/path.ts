import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { vi } from 'vitest';
import { catches, goes, isWait, retries, start, statesOf, tasksOf, type Workflow } from './workflow.ts';

/** The task fails with this error name. */
export interface Fault {
  fault: string;
}
/** Nobody answers the task token. */
export const silence = 'silence';
export type Answer = Fault | typeof silence | object;

export const fault = (name: string): Fault => ({ fault: name });

export const patience = { task: 8, parking: 24 };

/** The first attempt and every retry fail alike. */
export const faultThatStays = (name: string, patienceOf: keyof typeof patience = 'task'): Fault[] =>
  Array.from({ length: 1 + patience[patienceOf] }, () => fault(name));

export interface Path {
  /** What happens, in the words that the README's table uses. */
  name: string;
  /** What each task answers, call by call. Tasks about the part of a unit are keyed `<state>/<unit>`. */
  answers: Record<string, Answer[]>;
  visits: string[];
  /** The states of each branch of the Map, in the order of its items. */
  branches?: string[][];
  /** Absent: the execution succeeds. */
  error?: 'CaseParked' | 'CaseNotParked';
  /** The reasons handed to `park`, call by call. */
  reasons?: string[];
  /** As AWS counts them for the bill: states entered, and every retry once more. */
  transitions: number;
}

interface Call {
  state: string;
  payload: Record<string, unknown>;
}

export interface Walk {
  visits: string[];
  branches: string[][];
  output?: unknown;
  error?: string;
  calls: Call[];
  /** In the notation of `transitionsOf`. */
  walked: Set<string>;
  transitions: number;
  /** On the fake clock. */
  seconds: number;
  unusedAnswers: string[];
}

export const id = '01JD3Z7Q8Y';
export const executionId = 'arn:aws-cn:states:cn-north-1:123456789012:execution:case-lifecycle:01JD3Z7Q8Y';
export const taskToken = 'token-of-the-open-wait';

/**
 * The interpreter resolves TimeoutSecondsPath after Parameters, AWS before (the state's own input). Only for the
 * interpreter, the guard therefore rides along in the payload.
 */
const forTheInterpreter = (workflow: Workflow): StateMachineDefinition => {
  const copy = structuredClone(workflow);
  for (const [, state] of statesOf(copy)) {
    if (state.TimeoutSecondsPath === undefined) continue;
    const payload = state.Parameters?.Payload as Record<string, unknown>;
    payload['interpreterGuard.$'] = state.TimeoutSecondsPath;
    state.TimeoutSecondsPath = '$.Payload.interpreterGuard';
  }
  return copy as unknown as StateMachineDefinition;
};

type Event =
  ReturnType<StateMachine['run']>['eventLogs'] extends AsyncGenerator<infer Logged> ? Logged : never;

const isFault = (answer: Answer): answer is Fault => typeof answer === 'object' && 'fault' in answer;

/** The unit that a wait for a part names. */
const unitOf = (wait: unknown): string | undefined => /^part#(.+)#\d+$/.exec(String(wait))?.[1];

/** Answers every task of the workflow from the path's list; an answer too few is an error of the test itself. */
const answering = (workflow: Workflow, answers: Record<string, Answer[]>, calls: Call[], missing: string[]) =>
  Object.fromEntries(
    tasksOf(workflow).map(([state, definition]) => [
      state,
      async (input: unknown) => {
        const { Payload, Input } = input as { Payload?: object; Input?: object };
        const { interpreterGuard: _, ...payload } = { ...(Payload ?? Input) } as Record<string, unknown>;
        calls.push({ state, payload });
        const unit = unitOf(payload.wait);
        const key = unit === undefined ? state : `${state}/${unit}`;
        const answer = answers[key]?.shift();
        if (answer === undefined) missing.push(key);
        if (answer === undefined || answer === silence) return new Promise<never>(() => {});
        if (isFault(answer)) throw Object.assign(new Error('told by the test'), { name: answer.fault });
        return definition.Resource?.endsWith('lambda:invoke') && !isWait(definition)
          ? { StatusCode: 200, Payload: answer }
          : answer;
      },
    ]),
  );

/** What the events say about states visited and transitions walked. */
const follow = (events: Event[]): Pick<Walk, 'visits' | 'branches' | 'walked' | 'transitions'> => {
  const visits: string[] = [];
  const branches: string[][] = [];
  const walked = new Set<string>();
  const caught = new Map<string[], string>();
  let transitions = 0;
  for (const event of events) {
    if (event.type !== 'StateEntered' && event.type !== 'StateRetried' && event.type !== 'StateCaught')
      continue;
    const { name } = event.state;
    if (event.index !== undefined) branches[event.index] ??= [];
    const route = event.index === undefined ? visits : (branches[event.index] as string[]);
    if (event.type === 'StateEntered') {
      const before = route.at(-1) ?? (route === visits ? start : (visits.at(-1) as string));
      walked.add(caught.get(route) ?? goes(before, name));
      caught.delete(route);
      route.push(name);
      transitions++;
    } else if (event.type === 'StateRetried') {
      walked.add(retries(name, event.retry.retrier));
      transitions++;
    } else {
      caught.set(route, catches(name, event.catch.catcher));
    }
  }
  return { visits, branches, walked, transitions };
};

/** Walks the workflow in-process, on a fake clock: deadlines of days and retries of hours pass at once. */
export const walk = async (workflow: Workflow, given: Record<string, Answer[]>): Promise<Walk> => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  try {
    const answers = structuredClone(given);
    const calls: Call[] = [];
    const missing: string[] = [];
    const startedAt = Date.now();
    const run = new StateMachine(forTheInterpreter(workflow), {
      validationOptions: { noValidate: true },
    }).run(
      { id },
      {
        context: { Execution: { Id: executionId }, Task: { Token: taskToken } },
        overrides: {
          taskResourceLocalHandlers: answering(workflow, answers, calls, missing) as Record<
            string,
            () => never
          >,
        },
      },
    );
    const events: Event[] = [];
    const logged = (async () => {
      for await (const event of run.eventLogs) events.push(event);
    })();
    let ended: Pick<Walk, 'output' | 'error'> | undefined;
    void run.result.then(
      (output) => {
        ended = { output };
      },
      (error: Error) => {
        ended = { error: (error.cause as Error).name };
      },
    );
    // setImmediate is not faked: it lets every pending promise run before the clock moves on.
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    for (await settle(); ended === undefined && missing.length === 0; await settle()) {
      if (vi.getTimerCount() === 0) throw new Error('The execution waits for nothing that could ever happen');
      await vi.advanceTimersToNextTimerAsync();
    }
    const seconds = (Date.now() - startedAt) / 1000;
    if (missing.length > 0) {
      run.abort();
      await logged;
      throw new Error(
        `No answer left for: ${missing.join(', ')}; visited ${follow(events).visits.join(' → ')}`,
      );
    }
    await logged;
    const unusedAnswers = Object.entries(answers).flatMap(([key, left]) => left.map(() => key));
    return { ...follow(events), ...ended, calls, seconds, unusedAnswers };
  } finally {
    vi.useRealTimers();
  }
};
