import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import type { Services } from '#shared/http/operation.ts';
import { openReference, type Reference } from '#shared/persistence/reference.ts';
import { dynamo, local } from './city.ts';

/** What DynamoDB was asked for. Units are those that AWS bills, worked out from the items: see `writeUnits`. */
interface Count {
  requests: string[];
  writeUnits: number;
}

/** The services of a function, run here against the emulator's tables, with every request counted. */
export const countingServices = (now: () => string = () => new Date().toISOString()) => {
  const client = dynamo();
  const count: Count = { requests: [], writeUnits: 0 };
  countRequests(client, count);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const db = { documents, casesTable: local.casesTable, gridsTable: local.gridsTable };
  const services: Services = { db, reference: openReference(db), now, newId: ulid, draw: () => 1 };
  return { services, count, reset: () => Object.assign(count, { requests: [], writeUnits: 0 }) };
};

/** Reads the pointer, policy and calendar once, as any function has after its first request. */
export const warm = async (reference: Reference): Promise<void> => {
  const { policyVersion, calendarVersion } = await reference.current();
  await Promise.all([reference.policy(policyVersion), reference.calendar(calendarVersion)]);
};

const countRequests = (client: DynamoDBClient, count: Count): void => {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      count.requests.push(String(context.commandName));
      count.writeUnits += writeUnits(args.input as Input);
      return next(args);
    },
    // After the document client has turned values into attribute values.
    { step: 'build', name: 'count' },
  );
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

const unitsOf = (item: Item, factor: number): number => {
  const kilobytes = Math.ceil(sizeOf(item) / 1024);
  return (
    factor * kilobytes +
    ('dueShard' in item ? 1 : 0) +
    ('filedIn' in item ? 1 : 0) +
    ('nearCell' in item ? 1 : 0) +
    ('worklistUnit' in item ? 1 : 0)
  );
};

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
