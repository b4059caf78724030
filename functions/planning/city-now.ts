import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { parentOf } from '#domain/place/area.ts';
import type { Unit } from '#domain/place/unit.ts';
import type { Instant } from '#domain/time/instant.ts';
import { type GridsDatabase, nameOf, readGrids } from '#shared/persistence/database.ts';
import {
  areaKey,
  type CurrentItem,
  currentKey,
  inForce,
  type UnitPackItem,
  unitPacksPartition,
} from '#shared/persistence/grids-table.ts';

/** The city's pointer as it is stored at this moment: whoever publishes does not work from one that is a minute old. */
export const readStored = async ({ documents, gridsTable }: GridsDatabase): Promise<CurrentItem> => {
  const { Item } = await documents.send(
    new GetCommand({ TableName: gridsTable, Key: currentKey, ConsistentRead: true }),
  );
  if (!Item) throw new Error('CITY/CURRENT is not in the Grids table; run "npm run import -- <city>" first');
  const { pk, sk, ...pointer } = Item;
  return pointer as unknown as CurrentItem;
};

/** What is in force at an instant. */
export const readCurrent = async (db: GridsDatabase, now: Instant): Promise<CurrentItem> =>
  inForce(await readStored(db), now);

/** Every unit of the city. A megabyte a request, and Nantong's units are half of one. */
export const readUnits = async (
  { documents, gridsTable }: GridsDatabase,
  generation: string,
): Promise<ReadonlyMap<string, Unit>> => {
  const units = new Map<string, Unit>();
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: gridsTable,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': unitPacksPartition(generation) },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const pack of Items as UnitPackItem[]) for (const unit of pack.units) units.set(unit.code, unit);
    start = LastEvaluatedKey;
  } while (start);
  return units;
};

/** Which of these areas the city has. */
export const readKnownAreas = async (
  db: GridsDatabase,
  generation: string,
  codes: readonly string[],
): Promise<ReadonlySet<string>> => {
  const keys = codes.flatMap((code) => {
    const parent = parentOf(code);
    return parent === undefined ? [] : [{ code, key: areaKey(generation, { code, parent }) }];
  });
  const known = new Set<string>();
  for (let from = 0; from < keys.length; from += MOST_KEYS) {
    const asked = keys.slice(from, from + MOST_KEYS);
    const found = await readGrids(
      db,
      asked.map(({ key }) => key),
    );
    for (const { code, key } of asked) if (found.has(nameOf(key))) known.add(code);
  }
  return known;
};

/** As many as one request takes. */
const MOST_KEYS = 100;
