import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { ulid } from 'ulid';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { logger } from '#shared/observability/logger.ts';
import type { Services } from '#shared/services.ts';
import type { CityStore } from '#shared/store/city-store.ts';
import { openDocuments } from '#shared/store/dynamodb/database.ts';
import { openDynamoStore } from '#shared/store/dynamodb/dynamo-store.ts';
import type { Repeatable } from '#shared/store/store.ts';
import type { FilingServices } from '#shared/use-cases/file-case.ts';
import { awsClientConfig } from '../../tools/local/workplace.ts';
import { dynamo, local } from './city.ts';

// Functions that run in a test die on purpose, and say so.
logger.setLogLevel('SILENT');

/** What AWS was asked for. Units are those that AWS bills, worked out from the items: see `writeUnits`. */
export interface Count {
  requests: string[];
  writeUnits: number;
}

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
  const documents = counted(openDocuments(awsClientConfig(local.endpoint)), count);
  const services: FilingServices = {
    store: storeOn(documents),
    definitions: DEFINITIONS,
    now,
    newId: ulid,
    draw: () => 1,
    newSeed: randomUUID,
    pause: setTimeout,
  };
  return {
    services,
    documents,
    count,
    reset: () => Object.assign(count, { requests: [], writeUnits: 0 }),
  };
};

/** The store of the deployed city over a client of the test's own. */
export const storeOn = (
  documents: ReturnType<typeof openDocuments>,
  clock: () => number = Date.now,
): Services['store'] =>
  openDynamoStore({
    casesTable: local.casesTable,
    gridsTable: local.gridsTable,
    definitions: DEFINITIONS,
    documents,
    clock,
  });

/** Reads the pointer, policy and calendar once, as any function has after its first request. */
export const warm = async (city: CityStore): Promise<void> => {
  const { policyVersion, calendarVersion } = await city.current();
  await Promise.all([city.policy(policyVersion), city.calendar(calendarVersion)]);
};

/** A request of somebody's that nobody has sent before. */
export const asks = (subject: string): Repeatable => ({ subject, key: randomUUID(), fingerprint: 'once' });

/** A client of the AWS SDK; what its middlewares are handed differs from one to the next. */
export interface Client {
  middlewareStack: { add(middleware: never, options: never): void };
}
type Send = (args: { input: object }) => Promise<object>;

/** A client that notes every request in `count`. */
export const counted = <C extends Client>(client: C, count: Count): C => {
  addMiddleware(client, 'count', (send, command) => (args) => {
    count.requests.push(command);
    count.writeUnits += writeUnits(args.input as Input);
    return send(args);
  });
  return client;
};

/** Adds what happens around each request, after the document client has turned values into attribute values. */
export const addMiddleware = (
  { middlewareStack }: Client,
  name: string,
  around: (send: Send, command: string) => Send,
): void => {
  const middleware = (send: Send, context: { commandName?: string }) =>
    around(send, context.commandName ?? '');
  middlewareStack.add(middleware as never, { step: 'build', name } as never);
};

type AttributeValue = Record<string, unknown>;
type Item = Record<string, AttributeValue>;
interface Input {
  Item?: Item;
  TransactItems?: { Put?: { Item: Item }; Delete?: object; Update?: object }[];
}

/**
 * Write units by the rules of on-demand billing: one a started kilobyte, twice in a transaction, and one a started
 * kilobyte of every index that holds the item. The indexes project less than the item, so this errs upwards.
 */
const writeUnits = ({ Item: single, TransactItems = [] }: Input): number =>
  (single ? unitsOf(single, 1) : 0) +
  TransactItems.reduce(
    (sum, { Put, Delete, Update }) => sum + (Put ? unitsOf(Put.Item, 2) : 0) + (Delete || Update ? 2 : 0),
    0,
  );

const unitsOf = (item: Item, factor: number): number =>
  factor * Math.ceil(sizeOf(item) / 1024) +
  indexes.filter((keys) => keys.every((attribute) => attribute in item)).length;

/** Item size: names and values in UTF-8; https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
const sizeOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);

const valueSize = (value: AttributeValue): number => {
  const [type, inner] = Object.entries(value)[0] as [string, unknown];
  switch (type) {
    case 'S':
      return Buffer.byteLength(inner as string);
    case 'N':
      return Math.ceil(String(inner).replace(/\D/g, '').length / 2) + 1;
    case 'L':
      return 3 + (inner as AttributeValue[]).reduce((sum, each) => sum + 1 + valueSize(each), 0);
    case 'M':
      return (
        3 +
        Object.entries(inner as Item).reduce(
          (sum, [name, each]) => sum + 1 + Buffer.byteLength(name) + valueSize(each),
          0,
        )
      );
    default:
      return 1;
  }
};
