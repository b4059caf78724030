import { applyRule } from '#shared/cases/apply-rule.ts';
import { logger } from '#shared/observability/logger.ts';
import { metrics } from '#shared/observability/metrics.ts';
import type { TaskOf, TaskServices } from './task.ts';

/** "Park the case": the execution gives up, the operators see the case and the reason, and an alarm rings. */
export const parkCase = async (
  { caseId, reason, execution }: TaskOf<'parkCase'>,
  { db, reference, now }: TaskServices,
): Promise<Record<string, never>> => {
  await applyRule({ db, reference, now: now() }, caseId, { type: 'park', reason });
  logger.error('case parked', { caseId, reason, execution });
  metrics.addMetric('CaseParked', 'Count', 1);
  metrics.publishStoredMetrics();
  return {};
};
