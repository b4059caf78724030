import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { describe, expect, it } from 'vitest';
import { patience } from './path.ts';
import {
  isWait,
  type Retrier,
  readWorkflow,
  readWorkflowsReadme,
  readWorkflowText,
  statesOf,
  tasksOf,
  type Workflow,
  workflowNames,
} from './workflow.ts';

/** Ids, and names of waits, steps and errors. Nothing that names a person or says what was reported. */
const fieldsThatMayTravel = {
  payload: ['task', 'kind', 'id', 'wait', 'taskToken', 'execution', 'reason'],
  input: ['id', 'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID'],
  answer: ['step', 'wait', 'guardSeconds', 'done', 'parts'],
  item: ['id', 'part'],
};

const fieldsOf = (template: unknown): string[] =>
  Object.keys((template ?? {}) as object).map((field) => field.replace(/\.\$$/, ''));

describe.each(workflowNames)('%s', (name) => {
  const text = readWorkflowText(name);
  const workflow = readWorkflow(name);
  const states = statesOf(workflow);
  const tasks = tasksOf(workflow);
  const waits = tasks.filter(([, state]) => isWait(state));
  const calls = tasks.filter(([, state]) => state.Resource?.endsWith(':lambda:invoke'));

  it('is valid Amazon States Language', () => {
    expect(
      () => new StateMachine(structuredClone(workflow) as unknown as StateMachineDefinition),
    ).not.toThrow();
    const broken: Workflow = structuredClone(workflow);
    broken.StartAt = 'No such state';
    expect(() => new StateMachine(broken as unknown as StateMachineDefinition)).toThrow(/No such state/);
  });

  it('runs in every partition: each ARN takes it from the deployment', () => {
    expect(text.match(/arn:\$\{Partition\}:/g)).toHaveLength(tasks.length);
    expect(text).not.toMatch(/arn:(?!\$\{Partition\}:)/);
    expect(text).not.toContain('amazonaws');
  });

  it('takes its functions and machines from the deployment', () => {
    const named = new Set(text.match(/(?<=\$\{)\w+(?=\})/g));
    expect([...named].sort()).toEqual(
      name === 'case-lifecycle' ? ['JointHandlingArn', 'Partition', 'TasksArn'] : ['Partition', 'TasksArn'],
    );
  });

  it('names its states in sentences, each name once and short enough', () => {
    const names = states.map(([state]) => state);
    expect(new Set(names).size).toBe(names.length);
    for (const state of names) expect(state).toMatch(/^[A-Z][a-z]+( [a-z-]+)+$/);
    for (const state of names) expect(state.length).toBeLessThanOrEqual(80);
  });

  it('may run as long as the case lasts', () => {
    expect(workflow.TimeoutSeconds).toBeUndefined();
  });

  it('leads the rules of a choice to different states, and what no rule knows somewhere too', () => {
    const choices = states.filter(([, state]) => state.Type === 'Choice');
    expect(choices).toHaveLength(1);
    for (const [, { Choices = [], Default }] of choices) {
      const targets = [...Choices.map((rule) => rule.Next), Default];
      expect(targets).not.toContain(undefined);
      expect(new Set(targets).size).toBe(targets.length);
    }
  });

  it('knows three kinds of tasks: calls, waits and the nested execution', () => {
    const nested = tasks.filter(([, state]) => state.Resource?.endsWith(':states:startExecution.sync:2'));
    expect([calls.length, waits.length, nested.length]).toEqual(
      name === 'case-lifecycle' ? [3, 5, 1] : [4, 1, 0],
    );
    expect(calls.length + waits.length + nested.length).toBe(tasks.length);
  });

  it.each(tasks)('"%s" is retried with patience and in the end caught', (_, state) => {
    expect(state.Retry).toHaveLength(1);
    for (const retrier of state.Retry ?? []) {
      expect(retrier.JitterStrategy).toBe('FULL');
      expect(Object.values(patience)).toContain(retrier.MaxAttempts);
      expect(retrier.MaxDelaySeconds).toBeGreaterThan(0);
    }
    expect(state.Catch?.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
    for (const catcher of state.Catch ?? []) expect(catcher.ResultPath).toBe('$.error');
  });

  it.each(waits)('"%s" has a guard that leads to the clock and is never retried away', (_, state) => {
    expect(state.TimeoutSecondsPath).toMatch(/^\$\.(case|part)\.guardSeconds$/);
    expect(state.Catch?.[0]?.ErrorEquals).toEqual(['States.Timeout']);
    expect(state.Catch?.[0]?.Next).toMatch(/^Check the clock/);
    expect(state.Retry?.[0]?.ErrorEquals).toEqual(['States.TaskFailed']);
  });

  it.each(calls)('"%s" gives up a call that never comes back', (_, state) => {
    expect(state.TimeoutSeconds).toBe(60);
    expect(state.Retry?.[0]?.ErrorEquals).toEqual(['States.ALL']);
  });

  it.each(tasks)('"%s" carries ids only', (_, state) => {
    const { Payload, Input, ...rest } = state.Parameters ?? {};
    for (const field of fieldsOf(Payload)) expect(fieldsThatMayTravel.payload).toContain(field);
    if (Payload) expect(Payload).toMatchObject({ kind: 'case', 'id.$': '$.id' });
    for (const field of fieldsOf(Input)) expect(fieldsThatMayTravel.input).toContain(field);
    for (const field of fieldsOf(state.ResultSelector)) expect(fieldsThatMayTravel.answer).toContain(field);
    expect(fieldsOf(Payload ?? Input)).toContain('id');
    expect(Object.keys(rest)).toEqual([Payload === undefined ? 'StateMachineArn' : 'FunctionName']);
  });

  it('hands a branch ids only and keeps none of its results', () => {
    const maps = states.filter(([, state]) => state.Type === 'Map');
    expect(maps).toHaveLength(name === 'joint-handling' ? 1 : 0);
    for (const [, map] of maps) {
      expect(fieldsOf(map.ItemSelector)).toEqual(fieldsThatMayTravel.item);
      expect(map.ResultPath).toBeNull();
      expect(map.Catch?.at(-1)).toEqual({
        ErrorEquals: ['States.ALL'],
        ResultPath: '$.error',
        Next: 'Park the case',
      });
    }
  });
});

describe('the retry arithmetic', () => {
  /** Without luck in the jitter: FULL draws each pause between nothing and this. */
  const longestPauses = ({ IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds }: Retrier): number[] =>
    Array.from({ length: MaxAttempts }, (_, attempt) =>
      Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds),
    );
  const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
  const retriers = (isParking: boolean): Retrier[] =>
    workflowNames.flatMap((name) =>
      tasksOf(readWorkflow(name))
        .filter(([state]) => (state === 'Park the case') === isParking)
        .flatMap(([, { Retry = [] }]) => Retry),
    );

  it('gives every task the same patience: at most 242 s of pauses', () => {
    expect(retriers(false)).toHaveLength(12);
    for (const retrier of retriers(false)) {
      expect(longestPauses(retrier)).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
      expect(sum(longestPauses(retrier))).toBe(242);
    }
    expect(readWorkflowsReadme()).toContain('2 + 4 + 8 + 16 + 32 + 60 + 60 + 60 = 242 s');
  });

  it('gives parking the patience of a working morning: at most 16,570 s of pauses', () => {
    expect(retriers(true)).toHaveLength(2);
    for (const retrier of retriers(true)) {
      expect(longestPauses(retrier).slice(0, 8)).toEqual([10, 20, 40, 80, 160, 320, 640, 900]);
      expect(sum(longestPauses(retrier))).toBe(16_570);
    }
    expect(readWorkflowsReadme()).toContain('10 + 20 + 40 + 80 + 160 + 320 + 640 + 17 × 900 = 16,570 s');
  });
});
