import type { DynamoDBStreamEvent } from 'aws-lambda';
import { DEFINITIONS } from '#shared/definitions.ts';
import { environment, namesInJson, text } from '#shared/environment.ts';
import { observed } from '#shared/observability/observed.ts';
import { openServices } from '#shared/services.ts';
import { recordsOf } from '#shared/store/dynamodb/records.ts';
import { openStepFunctions } from '#shared/workflow/step-functions.ts';
import { openBus } from './bus.ts';
import { type RelayServices, relay } from './relay.ts';

const { WORKFLOW_ARNS, EVENT_BUS_NAME } = environment({ WORKFLOW_ARNS: namesInJson, EVENT_BUS_NAME: text });

const services: RelayServices = {
  ...openServices(),
  workflow: openStepFunctions(WORKFLOW_ARNS),
  bus: openBus(EVENT_BUS_NAME),
};

/** Passes on what the stream of committed changes tells. */
export const handler = observed<DynamoDBStreamEvent, void>().handler((event) =>
  relay(recordsOf(event, DEFINITIONS), services),
);
