import type { Context } from 'aws-lambda';
import { counted } from '#shared/observability/counted.ts';
import { logger } from '#shared/observability/logger.ts';
import { metrics } from '#shared/observability/metrics.ts';
import type { SweepServices } from './drive-again.ts';
import { isQuarterHour, runRound } from './run-round.ts';
import type { Swept } from './sweep.ts';

/** Time kept back to finish the page at hand before the function ends. */
const RESERVE_MS = 10_000;

/**
 * What runs every minute. If a rung could not be fired, the run fails at the end, so that its alarm rings; what else could
 * not be done is counted and has alarms of its own.
 */
export const sweeping = (services: SweepServices) =>
  counted<unknown, Swept>().handler(async (_event, context: Context) => {
    const { swept, measured } = await runRound(services, {
      timeIsUp: () => context.getRemainingTimeInMillis() < RESERVE_MS,
      quarterHour: isQuarterHour(services.now()),
    });
    for (const [name, value] of Object.entries(measured.count)) metrics.addMetric(name, 'Count', value);
    for (const [name, value] of Object.entries(measured.seconds)) metrics.addMetric(name, 'Seconds', value);
    if (swept.failed > 0)
      throw new Error(`${swept.failed} of ${swept.due} due processes could not be advanced`);
    if (swept.due > 0) logger.info('swept', { ...swept });
    return swept;
  });
