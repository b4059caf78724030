import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import middy from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { environment } from '#shared/environment.ts';
import { openDocuments } from '#shared/persistence/database.ts';
import { relayBatch } from './batch.ts';
import type { RelayServices } from './relay.ts';

const { CASES_TABLE, LIFECYCLE_ARN, EVENT_BUS_NAME } = environment(
  'CASES_TABLE',
  'LIFECYCLE_ARN',
  'EVENT_BUS_NAME',
);

const services: RelayServices = {
  db: { documents: openDocuments(), casesTable: CASES_TABLE },
  workflow: new SFNClient(),
  bus: new EventBridgeClient(),
  lifecycleArn: LIFECYCLE_ARN,
  eventBusName: EVENT_BUS_NAME,
  now: () => new Date().toISOString(),
};

/** Passes on what the stream of the Cases table tells. */
export const handler = middy<DynamoDBStreamEvent, void>().handler((event) => relayBatch(event, services));
