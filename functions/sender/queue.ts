import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AWS_CLIENT } from '#shared/aws-client.ts';
import type { Delivery } from './message.ts';

/** Where deliveries wait for their turn. */
export interface Queue {
  add(delivery: Delivery): Promise<void>;
  /** Lets a message come again after so many seconds, 12 hours at most, once this run has said that it failed. */
  postpone(receipt: string, seconds: number): Promise<void>;
}

export const openQueue = (QueueUrl: string, client = new SQSClient(AWS_CLIENT)): Queue => ({
  add: async (delivery) => {
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(delivery) }));
  },
  postpone: async (ReceiptHandle, VisibilityTimeout) => {
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
  },
});
