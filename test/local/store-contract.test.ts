import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach } from 'vitest';
import { INDEXES } from '#shared/store/dynamodb/cases-table.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { openDynamoStatistics } from '#shared/store/dynamodb/statistics.ts';
import { awsClientConfig } from '../../tools/local/workplace.ts';
import { storeContract } from '../functions/store/contract.ts';
import { openUnderTest } from '../functions/store/dynamo-under-test.ts';
import { KEEP_TALLY_SECONDS, statisticsContract } from '../functions/store/statistics-contract.ts';
import { dynamo, local } from './city.ts';

const client = dynamo();
const tables: string[] = [];

/** A table of the test's own, with the indexes that the adapter names. */
const create = async (indexes: readonly (typeof INDEXES)[keyof typeof INDEXES][]): Promise<string> => {
  const TableName = `contract-${randomUUID()}`;
  const keys = [['pk', 'sk'], ...indexes.map(({ partitionKey, sortKey }) => [partitionKey, sortKey])];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: schemaOf('pk', 'sk'),
      AttributeDefinitions: [...new Set(keys.flat())].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map(({ name, partitionKey, sortKey, projected }) => ({
          IndexName: name,
          KeySchema: schemaOf(partitionKey, sortKey),
          Projection:
            projected.length > 0
              ? { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projected] }
              : { ProjectionType: 'KEYS_ONLY' },
        })),
      }),
    }),
  );
  tables.push(TableName);
  return TableName;
};

const schemaOf = (partitionKey: string, sortKey: string) => [
  { AttributeName: partitionKey, KeyType: 'HASH' as const },
  { AttributeName: sortKey, KeyType: 'RANGE' as const },
];

afterEach(async () => {
  for (const TableName of tables.splice(0)) await client.send(new DeleteTableCommand({ TableName }));
});
afterAll(() => client.destroy());

storeContract(async (clock) => {
  const [casesTable, gridsTable] = [await create(Object.values(INDEXES)), await create([])];
  return openUnderTest(
    { client: openClient(awsClientConfig(local.endpoint)), casesTable, gridsTable },
    clock,
  );
});

statisticsContract(async (clock) =>
  openDynamoStatistics({
    statisticsTable: await create([]),
    client: openClient(awsClientConfig(local.endpoint)),
    keepSeconds: KEEP_TALLY_SECONDS,
    clock,
  }),
);
