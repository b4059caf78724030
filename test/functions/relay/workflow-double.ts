import type { Workflow } from '#shared/workflow/workflow.ts';

/** The workflows as the relay sees them, with executions that do nothing but run until a test ends them. */
export class WorkflowDouble implements Workflow {
  readonly started: string[] = [];
  readonly stopped: string[] = [];
  readonly answered: [taskToken: string, standing: object][] = [];
  /** Names of executions that run. */
  readonly running = new Set<string>();
  /** Tokens that are good for one answer. */
  readonly tokens = new Set<string>();

  async start(workflow: string, name: string): Promise<boolean> {
    const execution = this.executionOf(workflow, name);
    if (this.started.includes(execution)) return false;
    this.started.push(execution);
    this.running.add(execution);
    return true;
  }
  async answer(taskToken: string, standing: object): Promise<boolean> {
    if (!this.tokens.delete(taskToken)) return false;
    this.answered.push([taskToken, standing]);
    return true;
  }
  async isRunning(execution: string): Promise<boolean> {
    return this.running.has(execution);
  }
  async stop(execution: string): Promise<void> {
    if (this.running.delete(execution)) this.stopped.push(execution);
  }
  executionOf(workflow: string, name: string): string {
    return `${workflow}:${name}`;
  }
  async list(): ReturnType<Workflow['list']> {
    return { executions: [] };
  }
}
