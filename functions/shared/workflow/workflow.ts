/** The workflows as use cases see them. Two adapters: Step Functions, and memory, which runs the same files. */
export interface Workflow {
  /**
   * Starts an execution of the workflow that drives a kind of process, under a name of its own. False when the name was
   * used already: a repeated record starts nothing twice.
   */
  start(workflow: string, name: string, input: { id: string }): Promise<boolean>;
  /** Answers a waiting state; false when it is gone: answered before, timed out, or its execution ended. */
  answer(taskToken: string, standing: object): Promise<boolean>;
  /** Whether an execution still runs; false also for one that never was. */
  isRunning(execution: string): Promise<boolean>;
  /** Stops an execution that another one takes over from; one that has ended is left as it is. */
  stop(execution: string, cause: string): Promise<void>;
  /** The name by which everybody but `start` knows an execution. */
  executionOf(workflow: string, name: string): string;
  /** Executions of a workflow, the newest first. */
  list(workflow: string, page: ExecutionPage): Promise<{ executions: Execution[]; next?: string }>;
}

export const EXECUTION_STATUS = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUS)[number];

export interface ExecutionPage {
  limit: number;
  status?: ExecutionStatus;
  /** As the page before gave it. */
  after?: string;
}

export interface Execution {
  execution: string;
  /** The name under which it was started. */
  name: string;
  status: ExecutionStatus;
  startedAt: Date;
  stoppedAt?: Date;
}

/** The place in a list of executions is none, or not any more: Step Functions forgets a page after a day. */
export class PageForgotten extends Error {
  override readonly name = 'PageForgotten';
}
