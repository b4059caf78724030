import { published } from '#shared/observability/metrics.ts';
import { observed } from '#shared/observability/observed.ts';
import { openServices } from '#shared/services.ts';
import { openStepFunctions } from '#shared/workflow/step-functions.ts';
import { runTask } from './run-task.ts';
import type { TaskServices } from './task.ts';

const services: TaskServices = { ...openServices(), workflow: openStepFunctions({}) };

/** Does the work of the workflows' states. */
export const handler = observed<unknown, unknown>()
  .use(published)
  .handler((event) => runTask(event, services));
