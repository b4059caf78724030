import type { Context } from 'aws-lambda';
import type { Instant } from '#domain/time/instant.ts';
import { environment, namesInJson } from '#shared/environment.ts';
import { counted } from '#shared/observability/counted.ts';
import { logger } from '#shared/observability/logger.ts';
import { metrics } from '#shared/observability/metrics.ts';
import { openServices } from '#shared/services.ts';
import type { TroubleKind } from '#shared/store/troubles.ts';
import { openStepFunctions } from '#shared/workflow/step-functions.ts';
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

/** The metric of how long the oldest of what operators must see has lasted. */
const OLDEST = {
  undriven: 'OldestUndriven',
  unfired: 'OldestUnfired',
  unrelayed: 'OldestUnrelayed',
} satisfies Partial<Record<TroubleKind, string>>;
const NOTHING: DrivenAgain = { driven: 0, failed: 0 };

/** Runs every minute. If anything could not be done, the run fails at the end, so that its alarm rings. */
export const handler = counted<unknown, Swept>().handler(async (_event, context: Context) => {
  const timeIsUp = () => context.getRemainingTimeInMillis() < RESERVE_MS;
  const swept = await sweep(services, timeIsUp);
  metrics.addMetric('RungsDue', 'Count', swept.due);
  const ended = await driveWhatEnded(services, timeIsUp);
  const neverRan = isQuarterHour(services.now()) ? await driveWhatNeverRan(services, timeIsUp) : NOTHING;
  metrics.addMetric('DrivenAgain', 'Count', ended.driven + neverRan.driven);
  // What is due comes first; a job takes what time is left.
  const jobs = await runJobs(services, timeIsUp);
  await settleUnfired(services);
  const { store, now } = services;
  for (const [kind, metric] of Object.entries(OLDEST))
    metrics.addMetric(metric, 'Seconds', await oldestTrouble(store, kind as TroubleKind, now()));
  if (swept.failed > 0)
    throw new Error(`${swept.failed} of ${swept.due} due processes could not be advanced`);
  const undriven = ended.failed + neverRan.failed;
  if (undriven > 0)
    throw new Error(`what nothing drives could not all be driven again: ${undriven} failures`);
  if (jobs.failed > 0) throw new Error(`a job failed on ${jobs.failed} processes`);
  if (swept.due > 0) logger.info('swept', { ...swept });
  return swept;
});
