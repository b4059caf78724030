import type { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import type { Services } from '#shared/http/operation.ts';

/** What a state of the workflows asks for. Ids only: no personal data passes through an execution. */
const caseId = z.string().check(z.minLength(1));
const wait = { caseId, turn: z.int(), taskToken: z.string(), execution: z.string() };

export const task = z.discriminatedUnion('task', [
  z.object({ task: z.literal('readCase'), caseId }),
  z.object({ task: z.literal('assignByDutyList'), caseId }),
  z.object({ task: z.literal('openWait'), ...wait }),
  z.object({ task: z.literal('checkClock'), caseId }),
  z.object({ task: z.literal('readParts'), caseId }),
  z.object({ task: z.literal('openPartWait'), ...wait, unit: z.string() }),
  z.object({ task: z.literal('checkPartClock'), caseId, unit: z.string() }),
  z.object({ task: z.literal('parkCase'), caseId, reason: z.string(), execution: z.string() }),
]);
export type Task = z.infer<typeof task>;
export type TaskOf<T extends Task['task']> = Extract<Task, { task: T }>;

export interface TaskServices extends Omit<Services, 'newId' | 'draw'> {
  workflow: SFNClient;
}
