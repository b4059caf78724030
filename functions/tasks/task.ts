import * as z from 'zod/mini';
import type { Deciding } from '#shared/services.ts';
import type { Workflow } from '#shared/workflow/workflow.ts';

/** What a state of the workflows asks for. Ids only: no personal data passes through an execution. */
const name = z.string().check(z.minLength(1));
const process = { kind: name, id: name };

export const task = z.discriminatedUnion('task', [
  z.object({ task: z.literal('takeUp'), ...process }),
  z.object({ task: z.literal('openWait'), ...process, wait: name, taskToken: name }),
  z.object({ task: z.literal('checkClock'), ...process, wait: name }),
  z.object({ task: z.literal('readBranches'), ...process }),
  z.object({ task: z.literal('park'), ...process, reason: z.string(), execution: name }),
]);
export type Task = z.infer<typeof task>;
export type TaskOf<T extends Task['task']> = Extract<Task, { task: T }>;

export interface TaskServices extends Deciding {
  workflow: Pick<Workflow, 'answer'>;
}
