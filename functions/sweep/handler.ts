import type { Context } from 'aws-lambda';
import { counted } from '#shared/observability/counted.ts';
import { logger } from '#shared/observability/logger.ts';
import { metrics } from '#shared/observability/metrics.ts';
import { openServices } from '#shared/services.ts';
import { runJobs } from './run-jobs.ts';
import { type Swept, sweep } from './sweep.ts';

const services = openServices();

/** Time kept back to finish the page at hand before the function ends. */
const RESERVE_MS = 10_000;

/** Runs every minute. If anything could not be done, the run fails at the end, so that its alarm rings. */
export const handler = counted<unknown, Swept>().handler(async (_event, context: Context) => {
  const timeIsUp = () => context.getRemainingTimeInMillis() < RESERVE_MS;
  const swept = await sweep(services, timeIsUp);
  metrics.addMetric('RungsDue', 'Count', swept.due);
  // What is due comes first; a job takes what time is left.
  const jobs = await runJobs(services, timeIsUp);
  if (swept.failed > 0)
    throw new Error(`${swept.failed} of ${swept.due} due processes could not be advanced`);
  if (jobs.failed > 0) throw new Error(`a job failed on ${jobs.failed} processes`);
  if (swept.due > 0) logger.info('swept', { ...swept });
  return swept;
});
