import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { caseProcess } from '#domain/case/definition.ts';
import { instantAt } from '#domain/time/instant.ts';
import { openCityImport } from '#shared/store/dynamodb/city-import.ts';
import { openDynamoStore } from '#shared/store/dynamodb/dynamo-store.ts';
import type { Current, Edition } from '#shared/store/edition.ts';
import { countsOf, forEachSection, itemsOf } from '../../../tools/city/items.ts';
import { KEEP_SECONDS, type Opened } from './contract.ts';
import type { Imports } from './contract-city.ts';

interface Tables {
  client: DynamoDBClient;
  casesTable: string;
  gridsTable: string;
}

/** The DynamoDB store over tables that are empty, with the import's own way into them. */
export const openUnderTest = ({ client, ...tables }: Tables, clock: () => number): Opened => {
  const store = openDynamoStore({
    ...tables,
    client,
    definitions: [caseProcess],
    referenceSeconds: KEEP_SECONDS,
    clock,
  });
  const grids = openCityImport({ gridsTable: tables.gridsTable, client });
  const begin = async (generation: string, contentHash: string): Promise<void> =>
    grids.begin({ generation, contentHash, done: forEachSection(() => 0), startedAt: instantAt(clock()) });
  const bringIn: Imports['bringIn'] = async (folder, generation, from) => {
    const items = itemsOf(folder, generation);
    await begin(generation, generation);
    await grids.write(Object.values(items).flat());
    const edition: Edition = {
      generation,
      policyVersion: folder.policy.version,
      calendarVersion: folder.calendar.version,
      importedCalendar: folder.calendar.version,
      name: { 'zh-CN': '测试市', en: 'Test city' },
      importedAt: instantAt(clock()),
      counts: { ...countsOf(items), borders: folder.borders.size },
      contentHash: generation,
    };
    const { current } = await grids.state();
    const after: Current =
      current && from !== undefined ? { ...current, next: { ...edition, from } } : edition;
    await grids.makeCurrent(generation, after, folder, { proposals: [], endings: [] });
  };
  return { store, imports: { bringIn, begin: () => begin(`g-${randomUUID()}`, 'never ends') } };
};
