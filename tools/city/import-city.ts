import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateScan,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import type { Instant } from '#domain/time/instant.ts';
import { hashOf } from '#shared/persistence/content-hash.ts';
import { openDocuments } from '#shared/persistence/database.ts';
import {
  type CalendarItem,
  type CurrentItem,
  calendarKey,
  currentKey,
  type Edition,
  generationOf,
  IMPORT_SECTIONS,
  type ImportItem,
  importKey,
  inForce,
  type Key,
  type PolicyItem,
  policyKey,
} from '#shared/persistence/grids-table.ts';
import { CITIES_DIRECTORY, loadCity } from '../../infra/city.ts';
import { type Fault, faultLine } from '../../infra/fault.ts';
import { batchWrite } from './batch-write.ts';
import { type CityFolder, readCityFolder } from './city-folder.ts';
import { POLICY_FILE } from './duties.ts';
import { countsOf, forEachSection, ITEM_LAYOUT, itemsOf } from './items.ts';
import type { Progress } from './progress.ts';
import { readSources } from './sources.ts';
import type { StaffRow } from './staff.ts';

export interface ImportOptions {
  /** Name of the city's folder. */
  city: string;
  /** Name of the Grids table. */
  table: string;
  client: DynamoDBClient;
  onProgress?: Progress;
  /** Staff beyond staff.csv, e.g. for tests. */
  extraStaff?: readonly StaffRow[];
  /** From when on the import is in force; until then nothing of it is seen. @default - at once */
  effective?: Instant;
  /** @default infra/cities */
  directory?: string;
}

export interface ImportResult {
  /** `unchanged`: the city in use, or the planned one, already says the same; `planned`: in force later. */
  outcome: 'imported' | 'planned' | 'unchanged';
  current: CurrentItem;
  notes: string[];
}

/** A city's folder with faults: nothing was written. */
export class ImportError extends Error {
  readonly faults: Fault[];
  constructor(faults: Fault[]) {
    super(faults.map(faultLine).join('\n'));
    this.name = 'ImportError';
    this.faults = faults;
  }
}

/** How many items are written between two notes of how far the import is. */
const STRIDE = 1000;

/**
 * Imports a city's folder: checks all of it, writes it as a new generation beside the one in use, and makes that
 * one current, or the one to come, in a single transaction. An import that was interrupted goes on where it stopped if
 * the folder is still the same. The latest import is what holds: it takes the place of a planned one.
 * @throws CityError or ImportError when the folder has faults
 */
export const importCity = async (options: ImportOptions): Promise<ImportResult> => {
  const { table, client, onProgress = () => {}, extraStaff = [], directory = CITIES_DIRECTORY } = options;
  const city = loadCity(options.city, directory);
  const read = readSources(options.city, directory);
  if ('faults' in read) throw new ImportError(read.faults);

  const grids = openGrids(client, table);
  const contentHash = hashOf([ITEM_LAYOUT, city.name, city.code, read.sources, extraStaff]);
  const now = new Date().toISOString();
  const stored = await grids.get<CurrentItem>(currentKey);
  const before = stored && inForce(stored, now);
  const from = options.effective !== undefined && options.effective > now ? options.effective : undefined;
  if (from !== undefined && !before) throw new ImportError([FIRST_IS_AT_ONCE]);
  const planned = before?.next;
  const same = from === undefined ? !planned && before : planned?.from === from && planned;
  if (before && same && same.contentHash === contentHash)
    return { outcome: 'unchanged', current: before, notes: [] };

  const checked = readCityFolder(city, read.sources, { extraStaff, progress: onProgress });
  if ('faults' in checked) throw new ImportError(checked.faults);
  const { folder } = checked;
  await refuseChangedPolicy(grids, folder, before);

  const interrupted = await grids.get<ImportItem>(importKey);
  const underWay =
    interrupted?.contentHash === contentHash
      ? interrupted
      : {
          generation: `g-${ulid()}`,
          contentHash,
          done: forEachSection(() => 0),
          startedAt: new Date().toISOString(),
        };
  if (underWay !== interrupted) await grids.put(importKey, underWay);

  const counts = await writeItems(grids, folder, underWay, onProgress);
  const edition: Edition = {
    generation: underWay.generation,
    policyVersion: folder.policy.version,
    calendarVersion:
      folder.calendar.version === before?.importedCalendar ? before.calendarVersion : folder.calendar.version,
    importedCalendar: folder.calendar.version,
    name: city.name,
    importedAt: new Date().toISOString(),
    counts: { ...counts, borders: folder.borders.size },
    contentHash,
  };
  const current: CurrentItem =
    before && from !== undefined
      ? { ...before, next: { ...edition, from } }
      : { ...edition, ...(before && { previous: before.generation }) };
  await makeCurrent(grids, folder, edition.generation, current);
  if (before?.previous || planned || (interrupted && interrupted !== underWay))
    await removeOthers(grids, current, onProgress);
  return {
    outcome: from === undefined ? 'imported' : 'planned',
    current,
    notes: [
      ...folder.notes,
      ...(planned ? [`what was planned for ${planned.from} is taken back`] : []),
      ...(edition.calendarVersion === folder.calendar.version
        ? []
        : [
            `calendar ${edition.calendarVersion} stays in use: it was corrected since, and the folder's has not changed`,
          ]),
    ],
  };
};

const FIRST_IS_AT_ONCE: Fault = {
  file: 'city.json',
  message: 'the first import of a city is in force at once',
  remedy: 'import without --effective',
};

/** The Grids table, as the import sees it. */
interface Grids {
  table: string;
  documents: DynamoDBDocumentClient;
  get<Content>(key: Key): Promise<Content | undefined>;
  put(key: Key, content: object): Promise<void>;
}

const openGrids = (client: DynamoDBClient, table: string): Grids => {
  const documents = openDocuments(client);
  return {
    table,
    documents,
    get: async <Content>(key: Key) =>
      (await documents.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item as
        | Content
        | undefined,
    put: async (key, content) => {
      await documents.send(new PutCommand({ TableName: table, Item: { ...key, ...content } }));
    },
  };
};

/**
 * Cases keep the policy that they were filed under, so a version's content never changes; and a policy that was
 * published is not taken back by a folder that does not know of it.
 */
const refuseChangedPolicy = async (
  grids: Grids,
  { policy }: CityFolder,
  before: CurrentItem | undefined,
): Promise<void> => {
  const stored = await grids.get<PolicyItem>(policyKey(policy.version));
  if (stored && stored.contentHash !== hashOf(policy))
    throw new ImportError([
      {
        file: POLICY_FILE,
        field: 'version',
        message: `version "${policy.version}" exists with other content`,
        remedy: 'raise the version',
      },
    ]);
  const published = before?.publishedPolicy;
  if (stored && published !== undefined && published !== policy.version)
    throw new ImportError([
      {
        file: POLICY_FILE,
        field: 'version',
        message: `policy "${published}" was published since, and this import would put "${policy.version}" back`,
        remedy: 'take over the published one (GET /policy), or raise the version',
      },
    ]);
};

const writeItems = async (
  { documents, table }: Grids,
  folder: CityFolder,
  { generation, done }: ImportItem,
  progress: Progress,
): Promise<Record<keyof ImportItem['done'], number>> => {
  const items = itemsOf(folder, generation);
  for (const section of IMPORT_SECTIONS) {
    const all = items[section];
    for (let from = done[section]; from < all.length; from += STRIDE) {
      const stride = all.slice(from, from + STRIDE);
      await batchWrite(
        documents,
        table,
        stride.map((item) => ({ PutRequest: { Item: item } })),
      );
      await noteProgress({ documents, table }, generation, section, from + stride.length);
      progress(`Writing ${section}`, from + stride.length, all.length);
    }
  }
  return countsOf(items);
};

/** Fails when another import has begun: the later one wins, and this one stops. */
const noteProgress = async (
  { documents, table }: Pick<Grids, 'documents' | 'table'>,
  generation: string,
  section: string,
  done: number,
): Promise<void> => {
  await documents.send(
    new UpdateCommand({
      TableName: table,
      Key: importKey,
      UpdateExpression: 'SET done.#section = :done',
      ConditionExpression: 'generation = :generation',
      ExpressionAttributeNames: { '#section': section },
      ExpressionAttributeValues: { ':done': done, ':generation': generation },
    }),
  );
};

/** The one write that makes an import visible. */
const makeCurrent = async (
  { documents, table }: Grids,
  { policy, calendar, calendarYears: years }: CityFolder,
  generation: string,
  current: CurrentItem,
): Promise<void> => {
  const immutable = (key: Key, content: PolicyItem | CalendarItem) => ({
    Put: {
      TableName: table,
      Item: { ...key, ...content },
      ConditionExpression: 'attribute_not_exists(pk) OR contentHash = :hash',
      ExpressionAttributeValues: { ':hash': content.contentHash },
    },
  });
  await documents.send(
    new TransactWriteCommand({
      TransactItems: [
        immutable(policyKey(policy.version), { policy, contentHash: hashOf(policy) }),
        immutable(calendarKey(calendar.version), { calendar, years, contentHash: hashOf(calendar) }),
        {
          Delete: {
            TableName: table,
            Key: importKey,
            ConditionExpression: 'generation = :generation',
            ExpressionAttributeValues: { ':generation': generation },
          },
        },
        { Put: { TableName: table, Item: { ...currentKey, ...current } } },
      ],
    }),
  );
};

/** Removes generations other than the current, the one to come and the one before, which readers may still hold the name of. */
const removeOthers = async (
  { documents, table }: Grids,
  { generation, previous, next }: CurrentItem,
  progress: Progress,
): Promise<void> => {
  const kept = [generation, previous, next?.generation];
  const keys: Key[] = [];
  const pages = paginateScan({ client: documents }, { TableName: table, ProjectionExpression: 'pk, sk' });
  for await (const { Items = [] } of pages) {
    const others = (Items as Key[]).filter(({ pk }) => {
      const its = generationOf(pk);
      return its !== undefined && !kept.includes(its);
    });
    keys.push(...others);
  }
  for (let from = 0; from < keys.length; from += STRIDE) {
    const stride = keys.slice(from, from + STRIDE);
    await batchWrite(
      documents,
      table,
      stride.map((key) => ({ DeleteRequest: { Key: key } })),
    );
    progress('Removing old data', from + stride.length, keys.length);
  }
};
