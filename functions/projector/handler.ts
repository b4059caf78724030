import type { DynamoDBStreamEvent } from 'aws-lambda';
import { DEFINITIONS } from '#shared/definitions.ts';
import { counted } from '#shared/observability/counted.ts';
import { metrics } from '#shared/observability/metrics.ts';
import { recordsOf } from '#shared/store/dynamodb/records.ts';
import { project } from './project.ts';
import { openCountingServices } from './services.ts';

const services = openCountingServices();

/** Counts what happened to cases, as the stream of committed changes tells of it. */
export const handler = counted<DynamoDBStreamEvent, void>().handler(async (event) => {
  const { failed } = await project(recordsOf(event, DEFINITIONS), services);
  if (failed > 0) metrics.addMetric('HistoriesNotCounted', 'Count', failed);
});
