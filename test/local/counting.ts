import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { ulid } from 'ulid';
import { caseNumberOf } from '#domain/case/number.ts';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { openMemoryFileStore } from '#shared/files/memory-file-store.ts';
import { logger } from '#shared/observability/logger.ts';
import type { Services } from '#shared/services.ts';
import type { CityStore } from '#shared/store/city-store.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { openDynamoStore } from '#shared/store/dynamodb/dynamo-store.ts';
import type { Repeatable } from '#shared/store/remembered.ts';
import type { FilingServices } from '#shared/use-cases/file-case.ts';
import { awsClientConfig } from '../../tools/local/workplace.ts';
import { type Count, counted } from '../bench/counting.ts';
import { dynamo, local } from './city.ts';

// Functions that run in a test die on purpose, and say so.
logger.setLogLevel('SILENT');

/** The keys of the indexes that the deployed Cases table has, whichever they are. */
const indexes: string[][] = await (async () => {
  const client = dynamo();
  const { Table } = await client.send(new DescribeTableCommand({ TableName: local.casesTable }));
  client.destroy();
  return (Table?.GlobalSecondaryIndexes ?? []).map(({ KeySchema = [] }) =>
    KeySchema.map(({ AttributeName }) => AttributeName ?? ''),
  );
})();

/** The services of a function, run here against the emulator's tables, with every request counted. */
export const countingServices = (now: () => Instant = () => instantAt(Date.now())) => {
  const count: Count = { requests: [], writeUnits: 0 };
  const client = counted(openClient(awsClientConfig(local.endpoint)), count, indexes);
  const services: FilingServices = {
    store: storeOn(client),
    definitions: DEFINITIONS,
    now,
    newId: ulid,
    newNumber: () => caseNumberOf(Math.random()),
    draw: () => 1,
    newSeed: randomUUID,
    pause: setTimeout,
    files: openMemoryFileStore({ clock: () => Date.parse(now()) }),
  };
  return {
    services,
    client,
    count,
    reset: () => Object.assign(count, { requests: [], writeUnits: 0 }),
  };
};

/** The store of the deployed city over a client of the test's own. */
export const storeOn = (
  client: ReturnType<typeof openClient>,
  clock: () => number = Date.now,
): Services['store'] =>
  openDynamoStore({
    casesTable: local.casesTable,
    gridsTable: local.gridsTable,
    definitions: DEFINITIONS,
    client,
    clock,
  });

/** Reads the pointer, policy and calendar once, as any function has after its first request. */
export const warm = async (city: CityStore): Promise<void> => {
  const { policyVersion, calendarVersion } = await city.current();
  await Promise.all([city.policy(policyVersion), city.calendar(calendarVersion)]);
};

/** A request of somebody's that nobody has sent before. */
export const asks = (subject: string): Repeatable => ({ subject, key: randomUUID(), fingerprint: 'once' });
