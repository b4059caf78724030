import type { Context } from 'aws-lambda';
import type { Instant } from '#domain/time/instant.ts';
import { environment, namesInJson } from '#shared/environment.ts';
import { counted } from '#shared/observability/counted.ts';
import { logger } from '#shared/observability/logger.ts';
import { metrics } from '#shared/observability/metrics.ts';
import { openServices } from '#shared/services.ts';
import { openStepFunctions } from '#shared/workflow/step-functions.ts';
import { calendarDaysAhead } from './calendar-days-ahead.ts';
import { type DrivenAgain, driveWhatEnded, driveWhatNeverRan, type SweepServices } from './drive-again.ts';
import { oldestTrouble } from './oldest-trouble.ts';
import { runJobs } from './run-jobs.ts';
import { settleUnfired } from './settle-unfired.ts';
import { type Swept, sweep } from './sweep.ts';

const { WORKFLOW_ARNS } = environment({ WORKFLOW_ARNS: namesInJson });
const services: SweepServices = { ...openServices(), workflow: openStepFunctions(WORKFLOW_ARNS) };

/** Time kept back to finish the page at hand before the function ends. */
const RESERVE_MS = 10_000;

/** The look at all that is open; a city of 12,700 open cases takes some 30 requests for it. */
const isQuarterHour = (now: Instant): boolean => new Date(now).getUTCMinutes() % 15 === 0;
const NOTHING: DrivenAgain = { driven: 0, failed: 0 };

/**
 * Runs every minute. If a rung could not be fired, the run fails at the end, so that its alarm rings; what else could not
 * be done is counted and has alarms of its own.
 */
export const handler = counted<unknown, Swept>().handler(async (_event, context: Context) => {
  const timeIsUp = () => context.getRemainingTimeInMillis() < RESERVE_MS;
  const quarterHour = isQuarterHour(services.now());
  const swept = await sweep(services, timeIsUp);
  metrics.addMetric('RungsDue', 'Count', swept.due);
  metrics.addMetric('OldestRungLate', 'Seconds', swept.lateSeconds);
  const ended = await driveWhatEnded(services, timeIsUp);
  const neverRan = quarterHour ? await driveWhatNeverRan(services, timeIsUp) : NOTHING;
  metrics.addMetric('DrivenAgain', 'Count', ended.driven + neverRan.driven);
  metrics.addMetric('DriveFailures', 'Count', ended.failed + neverRan.failed);
  const days = quarterHour ? await calendarDaysAhead(services) : undefined;
  if (days !== undefined) metrics.addMetric('CalendarDaysAhead', 'Count', days);
  // What is due comes first; a job takes what time is left.
  const jobs = await runJobs(services, timeIsUp);
  metrics.addMetric('JobFailures', 'Count', jobs.failed);
  const { store, now } = services;
  metrics.addMetric('OldestUndriven', 'Seconds', await oldestTrouble(store, 'undriven', now()));
  metrics.addMetric('OldestUnrelayed', 'Seconds', await oldestTrouble(store, 'unrelayed', now()));
  await settleUnfired(services);
  if (swept.failed > 0)
    throw new Error(`${swept.failed} of ${swept.due} due processes could not be advanced`);
  if (swept.due > 0) logger.info('swept', { ...swept });
  return swept;
});
