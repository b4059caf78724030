import { expect, it } from 'vitest';
import { metrics } from '#shared/observability/metrics.ts';

it('tells two deployments of one city apart: a metric bears the city that its function was told', () => {
  // What other tests of this worker have counted is not of this one.
  metrics.clearMetrics();
  metrics.addMetric('CaseParked', 'Count', 1);
  const { CITY } = process.env;
  expect(CITY).toBe('nantong');
  const line = metrics.serializeMetrics();
  metrics.clearMetrics();
  expect(line).toMatchObject({ city: CITY, CaseParked: 1 });
  expect(line._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([['service', 'city']]);
});
