import type { Context } from 'aws-lambda';
import { environment, namesInJson } from '#shared/environment.ts';
import { counted } from '#shared/observability/counted.ts';
import { logger } from '#shared/observability/logger.ts';
import { metrics } from '#shared/observability/metrics.ts';
import { openServices } from '#shared/services.ts';
import { openExecutionList } from '#shared/workflow/execution-list.ts';
import { type RedriveServices, redriveEnded } from './redrive-ended.ts';
import { runJobs } from './run-jobs.ts';
import { type Swept, sweep } from './sweep.ts';

const { WORKFLOW_ARNS } = environment({ WORKFLOW_ARNS: namesInJson });
const services: RedriveServices = { ...openServices(), workflow: openExecutionList(WORKFLOW_ARNS) };

/** Time kept back to finish the page at hand before the function ends. */
const RESERVE_MS = 10_000;

/** Runs every minute. If anything could not be done, the run fails at the end, so that its alarm rings. */
export const handler = counted<unknown, Swept>().handler(async (_event, context: Context) => {
  const timeIsUp = () => context.getRemainingTimeInMillis() < RESERVE_MS;
  const swept = await sweep(services, timeIsUp);
  metrics.addMetric('RungsDue', 'Count', swept.due);
  const { redriven, failed } = await redriveEnded(services);
  metrics.addMetric('Redriven', 'Count', redriven);
  // What is due comes first; a job takes what time is left.
  const jobs = await runJobs(services, timeIsUp);
  if (swept.failed > 0)
    throw new Error(`${swept.failed} of ${swept.due} due processes could not be advanced`);
  if (failed > 0) throw new Error(`${failed} processes whose execution had ended could not be handed on`);
  if (jobs.failed > 0) throw new Error(`a job failed on ${jobs.failed} processes`);
  if (swept.due > 0) logger.info('swept', { ...swept });
  return swept;
});
