import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { instantAt } from '#domain/time/instant.ts';
import { environment, listInJson, text } from '#shared/environment.ts';
import { counted } from '#shared/observability/counted.ts';
import { metrics } from '#shared/observability/metrics.ts';
import { openDynamoDeliveries } from '#shared/store/dynamodb/dynamo-store.ts';
import { openSecretReader } from '#shared/webhooks/secrets.ts';
import { openPost } from './post.ts';
import { openQueue } from './queue.ts';
import { type Message, type SenderServices, send } from './send.ts';

const { CASES_TABLE, QUEUE_URL, WEBHOOK_SECRETS, WEBHOOK_HOSTS } = environment({
  CASES_TABLE: text,
  QUEUE_URL: text,
  WEBHOOK_SECRETS: text,
  WEBHOOK_HOSTS: listInJson,
});

const services: SenderServices = {
  store: openDynamoDeliveries({ casesTable: CASES_TABLE }),
  secrets: openSecretReader(WEBHOOK_SECRETS),
  queue: openQueue(QUEUE_URL),
  post: openPost({ listedHosts: WEBHOOK_HOSTS }),
  now: () => instantAt(Date.now()),
};

/** Tells the receivers of webhooks what the bus has put into the queue. */
export const handler = counted<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
  const { failed, givenUp } = await send(Records.map(messageOf), services);
  if (givenUp > 0) metrics.addMetric('DeliveriesGivenUp', 'Count', givenUp);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
});

const messageOf = ({ messageId, receiptHandle, body, attributes }: SQSRecord): Message => ({
  id: messageId,
  receipt: receiptHandle,
  body,
  times: Number(attributes.ApproximateReceiveCount),
  since: instantAt(Number(attributes.SentTimestamp)),
});
