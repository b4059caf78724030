import { type AlarmState, inTurn, type RingingAlarm } from '../alarms.ts';
import { alarmsKey } from './cases-table.ts';
import { type CasesDatabase, contentOf } from './database.ts';
import type { Item } from './documents.ts';
import { isConditionFailed } from './errors.ts';

/**
 * The alarms of a city, all in one item: an attribute for each, by its name. Some sixty of them fill 5 kB, which one key of
 * a batch reads.
 */

export const noteAlarm = async (
  { documents, casesTable }: CasesDatabase,
  { name, rings, since }: AlarmState,
): Promise<void> => {
  try {
    await documents.update({
      TableName: casesTable,
      Key: alarmsKey,
      UpdateExpression: 'SET #name = :state',
      // News comes twice, and out of order.
      ConditionExpression: 'attribute_not_exists(#name) OR #name.since < :since',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':state': { rings, since }, ':since': since },
    });
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
};

export const ringingIn = (item: Item | undefined): RingingAlarm[] => {
  const states = Object.entries(contentOf<Record<string, Omit<AlarmState, 'name'>>>(item ?? {}));
  return inTurn(states.flatMap(([name, { rings, since }]) => (rings ? [{ name, since }] : [])));
};
