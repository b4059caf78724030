import { readFileSync } from 'node:fs';

/** The fields of the Amazon States Language that our workflows use. */
export interface State {
  Type: string;
  Comment?: string;
  Resource?: string;
  Parameters?: Record<string, unknown>;
  ResultSelector?: Record<string, unknown>;
  ResultPath?: string | null;
  TimeoutSeconds?: number;
  TimeoutSecondsPath?: string;
  Retry?: Retrier[];
  Catch?: Catcher[];
  Choices?: { Variable: string; Next: string; [comparison: string]: unknown }[];
  Default?: string;
  ItemSelector?: Record<string, unknown>;
  ItemProcessor?: Workflow;
  Next?: string;
}

export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds: number;
  BackoffRate: number;
  MaxAttempts: number;
  MaxDelaySeconds: number;
  JitterStrategy: string;
}

export interface Catcher {
  ErrorEquals: string[];
  ResultPath?: string;
  Next: string;
}

export interface Workflow {
  StartAt: string;
  States: Record<string, State>;
  TimeoutSeconds?: number;
}

export const workflowNames = ['case-lifecycle', 'joint-handling'] as const;
export type WorkflowName = (typeof workflowNames)[number];

const workflowsFolder = new URL('../../workflows/', import.meta.url);

export const readWorkflowText = (name: WorkflowName): string =>
  readFileSync(new URL(`${name}.asl.json`, workflowsFolder), 'utf8');

export const readWorkflowsReadme = (): string => readFileSync(new URL('README.md', workflowsFolder), 'utf8');

const substitutions: Record<string, string> = {
  Partition: 'aws-cn',
  TasksArn: 'arn:aws-cn:lambda:cn-north-1:123456789012:function:tasks',
  JointHandlingArn: 'arn:aws-cn:states:cn-north-1:123456789012:stateMachine:joint-handling',
};

/** The workflow as a deployment in China would submit it. An unknown `${Name}` is an error. */
export const readWorkflow = (name: WorkflowName): Workflow =>
  JSON.parse(
    readWorkflowText(name).replace(/\$\{(\w+)\}/g, (_, key: string) => {
      const value = substitutions[key];
      if (value === undefined) throw new Error(`${name} names an unknown substitution: ${key}`);
      return value;
    }),
  ) as Workflow;

/** Every state, those inside a Map included. */
export const statesOf = (workflow: Workflow): [name: string, state: State][] =>
  Object.entries(workflow.States).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...(state.ItemProcessor ? statesOf(state.ItemProcessor) : []),
  ]);

export const tasksOf = (workflow: Workflow): [name: string, state: State][] =>
  statesOf(workflow).filter(([, state]) => state.Type === 'Task');

export const isWait = (state: State): boolean => state.Resource?.endsWith('.waitForTaskToken') ?? false;

export const start = 'start';
export const goes = (from: string, to: string): string => `${from} → ${to}`;
export const catches = (from: string, catcher: Pick<Catcher, 'ErrorEquals' | 'Next'>): string =>
  `${from} — caught ${catcher.ErrorEquals.join(', ')} → ${catcher.Next}`;
export const retries = (from: string, retrier: Pick<Retrier, 'ErrorEquals'>): string =>
  `${from} — retried after ${retrier.ErrorEquals.join(', ')}`;

/**
 * Every way from state to state that the file allows. A Choice's rules are told apart by where they lead; that no two
 * rules of one Choice lead to the same state has its own test.
 */
export const transitionsOf = (workflow: Workflow, entry = start): Set<string> =>
  new Set([
    goes(entry, workflow.StartAt),
    ...Object.entries(workflow.States).flatMap(([name, state]) => [
      ...(state.Next ? [goes(name, state.Next)] : []),
      ...(state.Choices ?? []).map((rule) => goes(name, rule.Next)),
      ...(state.Default ? [goes(name, state.Default)] : []),
      ...(state.Catch ?? []).map((catcher) => catches(name, catcher)),
      ...(state.Retry ?? []).map((retrier) => retries(name, retrier)),
      ...(state.ItemProcessor ? transitionsOf(state.ItemProcessor, name) : []),
    ]),
  ]);
