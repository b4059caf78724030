import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient();

/** The least that a function over DynamoDB can be: the yardstick of `bundles.ts`. */
export const handler = (key: string) =>
  client.send(new GetItemCommand({ TableName: process.env.CASES_TABLE, Key: { pk: { S: key } } }));
