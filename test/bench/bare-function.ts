import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient();

/** Reads one item. */
export const handler = (key: string) =>
  client.send(new GetItemCommand({ TableName: process.env.CASES_TABLE, Key: { pk: { S: key } } }));
