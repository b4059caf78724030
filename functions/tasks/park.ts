import { definitionOf } from '#shared/definitions.ts';
import { logger } from '#shared/observability/logger.ts';
import { metrics } from '#shared/observability/metrics.ts';
import { applyRule } from '#shared/use-cases/apply-rule.ts';
import type { TaskOf, TaskServices } from './task.ts';

/** "Park …": the execution gives up, the operators see the process and the reason, and an alarm rings. */
export const park = async (
  { kind, id, reason, execution }: TaskOf<'park'>,
  services: TaskServices,
): Promise<Record<string, never>> => {
  const rule = { type: 'park', reason };
  await applyRule({ services, definition: definitionOf(services, kind), id, rule });
  logger.error('parked', { kind, id, reason, execution });
  metrics.addMetric(parkedMetric(kind), 'Count', 1);
  return {};
};

/** Each kind has a metric of its own, as `CaseParked`, so that each can have its own alarm. */
const parkedMetric = (kind: string): string => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Parked`;
