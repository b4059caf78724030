import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { openServices } from '#shared/http/services.ts';
import { logger } from '#shared/observability/logger.ts';
import { metrics } from '#shared/observability/metrics.ts';
import { runJobs } from './run-jobs.ts';
import { sweep } from './sweep.ts';

const services = openServices();

/** Time kept back to finish the page at hand before the function ends. */
const RESERVE_MS = 10_000;

/** Runs every minute. Failures make it fail after everything else is done, so that its alarm rings. */
export const handler = middy().handler(async (_event: unknown, context: Context) => {
  const timeIsUp = () => context.getRemainingTimeInMillis() < RESERVE_MS;
  const swept = await sweep(services, timeIsUp);
  metrics.addMetric('RungsDue', 'Count', swept.due);
  metrics.publishStoredMetrics();
  // What is due comes first; a job takes what time is left.
  const jobs = await runJobs(services, timeIsUp);
  if (swept.failed > 0) throw new Error(`${swept.failed} of ${swept.due} due cases could not be advanced`);
  if (jobs.failed > 0) throw new Error(`a job failed on ${jobs.failed} cases`);
  if (swept.due > 0) logger.info('swept', { ...swept });
  return swept;
});
