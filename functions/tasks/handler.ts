import { counted } from '#shared/observability/counted.ts';
import { openServices } from '#shared/services.ts';
import { openStepFunctions } from '#shared/workflow/step-functions.ts';
import { runTask } from './run-task.ts';
import type { TaskServices } from './task.ts';

const services: TaskServices = { ...openServices(), workflow: openStepFunctions({}) };

/** Does the work of the workflows' states. */
export const handler = counted<unknown, unknown>().handler((event) => runTask(event, services));
