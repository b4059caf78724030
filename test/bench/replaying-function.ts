import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { ReplayedRequest } from './replay.ts';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient(), {
  marshallOptions: { removeUndefinedValues: true },
});

const COMMANDS = {
  GetItem: GetCommand,
  BatchGetItem: BatchGetCommand,
  Query: QueryCommand,
  PutItem: PutCommand,
  UpdateItem: UpdateCommand,
  DeleteItem: DeleteCommand,
  TransactWriteItems: TransactWriteCommand,
};

/** Sends requests one after the other. */
export const handler = async (requests: readonly ReplayedRequest[]): Promise<void> => {
  for (const { operation, input } of requests) {
    // Which input belongs to which command is known where they were recorded.
    const Command = COMMANDS[operation as 'GetItem'];
    await documents.send(new Command(input as unknown as ConstructorParameters<typeof GetCommand>[0]));
  }
};
