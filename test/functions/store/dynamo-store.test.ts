import { afterEach } from 'vitest';
import { INDEXES } from '#shared/store/dynamodb/cases-table.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { openDatabase } from '../../bench/dynamo/database.ts';
import { type DynamoServer, startDynamo } from '../../bench/dynamo/server.ts';
import { storeContract } from './contract.ts';
import { openUnderTest } from './dynamo-under-test.ts';

/** The adapter's requests as they go over the wire, answered by the bench's DynamoDB; the emulator's tests ask the same. */

const [casesTable, gridsTable] = ['Cases', 'Grids'];
let server: DynamoServer | undefined;
afterEach(() => server?.stop());

storeContract(async (clock) => {
  server = await startDynamo(
    openDatabase([
      { name: casesTable, indexes: Object.values(INDEXES) },
      { name: gridsTable, indexes: [] },
    ]),
  );
  const client = openClient({
    endpoint: server.endpoint,
    region: 'cn-north-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return openUnderTest({ client, casesTable, gridsTable }, clock);
});
