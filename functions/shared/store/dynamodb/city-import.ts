import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Policy } from '#domain/policy/policy.ts';
import type { CalendarYear, WorkCalendar } from '#domain/time/calendar.ts';
import { PATIENT_AWS_CLIENT } from '../../aws-client.ts';
import type { Amendment, Ending, Proposal } from '../amendments.ts';
import { hashOf } from '../content-hash.ts';
import type { Current, ImportSection } from '../edition.ts';
import { endingWrite, proposalWrite, readAmendments } from './amendments.ts';
import { readKnownAreas, SAME_CONTENT } from './city.ts';
import { batchWrite, contentOf, getItem, transactWrite } from './database.ts';
import { type Item, openClient, openDocuments, scan, type Write } from './documents.ts';
import {
  type CalendarItem,
  calendarKey,
  currentKey,
  generationOf,
  type ImportItem,
  importKey,
  type Key,
  type PolicyItem,
  policyKey,
} from './grids-table.ts';

/** What an import asks of the Grids table and does to it. */
export interface CityImport {
  /** What the city points at, and the import that is under way or was interrupted; each absent when there is none. */
  state(): Promise<{ current?: Current; underWay?: ImportItem }>;
  /** The hash of a policy's content; undefined when no policy has this version. */
  policyHash(version: string): Promise<string | undefined>;
  /** What governs the city now; what was damaged is absent. */
  governing(current: Current): Promise<{ policy?: Policy; calendar?: WorkCalendar }>;
  /** Which of these areas a generation has. */
  knownAreas(generation: string, codes: readonly string[]): Promise<ReadonlySet<string>>;
  /** Editions that wait for a second person, the latest first. */
  waiting(): Promise<Amendment[]>;
  /** Takes the place of an import that was interrupted, or is under way. */
  begin(underWay: ImportItem): Promise<void>;
  write(items: readonly Item[]): Promise<void>;
  /** @throws Error when another import has begun: the later one wins, and this one stops */
  noteProgress(generation: string, section: ImportSection, done: number): Promise<void>;
  /** The one write that makes an import visible, with the versions that it brings and its record; the import is over then. */
  makeCurrent(generation: string, current: Current, brought: Brought, recorded: Recorded): Promise<void>;
  /** The one write that ends an import of which nothing is visible yet: it waits for a second person. */
  keepWaiting(generation: string, brought: Brought, recorded: Recorded): Promise<void>;
  /**
   * The keys of generations other than the current, the one to come, the one before, which readers may still hold the name
   * of, and those that wait.
   */
  keysOfOthers(current: Current, waiting: readonly Amendment[]): Promise<Key[]>;
  remove(keys: readonly Key[]): Promise<void>;
}

/** Versions that come with an import. They never change, so one that is there already has the same content. */
interface Brought {
  policy: Policy;
  calendar: WorkCalendar;
  calendarYears: CalendarYear[];
}

/** What an import writes into the record of amendments: its own proposal, and the ends of proposals. */
export interface Recorded {
  proposals: readonly Proposal[];
  endings: readonly Ending[];
}

interface CityImportOptions {
  gridsTable: string;
  /** @default - a patient client as the environment configures it */
  client?: DynamoDBClient;
}

/** With the pauses between, some 50 s: long enough for a new on-demand table to grow. See `batchWrite`. */
const ATTEMPTS = 12;

export const openCityImport = ({
  gridsTable,
  client = openClient(PATIENT_AWS_CLIENT),
}: CityImportOptions): CityImport => {
  const documents = openDocuments(client);
  return {
    state: async () => {
      const [current, underWay] = await Promise.all(
        [currentKey, importKey].map((key) => getItem(documents, gridsTable, key, { consistent: true })),
      );
      return {
        ...(current && { current: contentOf<Current>(current) }),
        ...(underWay && { underWay: contentOf<ImportItem>(underWay) }),
      };
    },
    policyHash: async (version) => {
      const item = await getItem(documents, gridsTable, policyKey(version), { consistent: true });
      return item && contentOf<PolicyItem>(item).contentHash;
    },
    governing: async ({ policyVersion, calendarVersion }) => {
      const [policy, calendar] = await Promise.all(
        [policyKey(policyVersion), calendarKey(calendarVersion)].map((key) =>
          getItem(documents, gridsTable, key, { consistent: true }),
        ),
      );
      return {
        ...(policy && { policy: contentOf<PolicyItem>(policy).policy }),
        ...(calendar && { calendar: contentOf<CalendarItem>(calendar).calendar }),
      };
    },
    knownAreas: (generation, codes) => readKnownAreas({ documents, gridsTable }, generation, codes),
    waiting: async () => {
      const waiting: Amendment[] = [];
      let after: string | undefined;
      do {
        const page = await readAmendments(
          { documents, gridsTable },
          { limit: RECORD_PAGE, ...(after !== undefined && { after }) },
        );
        waiting.push(...page.amendments.filter(({ kind, ending }) => kind === 'edition' && !ending));
        after = page.next;
      } while (after !== undefined);
      return waiting;
    },
    begin: async (underWay) => {
      await documents.put({ TableName: gridsTable, Item: { ...importKey, ...underWay } });
    },
    write: (items) =>
      batchWrite(
        documents,
        gridsTable,
        items.map((item) => ({ PutRequest: { Item: item } })),
        ATTEMPTS,
      ),
    noteProgress: async (generation, section, done) => {
      await documents.update({
        TableName: gridsTable,
        Key: importKey,
        UpdateExpression: 'SET done.#section = :done',
        ConditionExpression: 'generation = :generation',
        ExpressionAttributeNames: { '#section': section },
        ExpressionAttributeValues: { ':done': done, ':generation': generation },
      });
    },
    makeCurrent: (generation, current, brought, recorded) =>
      transactWrite(documents, [
        ...endOfImport(gridsTable, generation, brought, recorded),
        { Put: { TableName: gridsTable, Item: { ...currentKey, ...current } } },
      ]),
    keepWaiting: (generation, brought, recorded) =>
      transactWrite(documents, endOfImport(gridsTable, generation, brought, recorded)),
    keysOfOthers: (current, waiting) => keysOfOthers(client, gridsTable, current, waiting),
    remove: (keys) =>
      batchWrite(
        documents,
        gridsTable,
        keys.map((key) => ({ DeleteRequest: { Key: key } })),
        ATTEMPTS,
      ),
  };
};

/** As many of the record as one read takes. */
const RECORD_PAGE = 100;

const endOfImport = (
  TableName: string,
  generation: string,
  { policy, calendar, calendarYears: years }: Brought,
  { proposals, endings }: Recorded,
): Write[] => [
  immutable(TableName, policyKey(policy.version), { policy, contentHash: hashOf(policy) }),
  immutable(TableName, calendarKey(calendar.version), { calendar, years, contentHash: hashOf(calendar) }),
  {
    Delete: {
      TableName,
      Key: importKey,
      ConditionExpression: 'generation = :generation',
      ExpressionAttributeValues: { ':generation': generation },
    },
  },
  ...proposals.map((proposal) => proposalWrite(TableName, proposal)),
  ...endings.map((ending) => endingWrite(TableName, ending)),
];

const immutable = (TableName: string, key: Key, content: PolicyItem | CalendarItem): Write => ({
  Put: {
    TableName,
    Item: { ...key, ...content },
    ConditionExpression: SAME_CONTENT,
    ExpressionAttributeValues: { ':hash': content.contentHash },
  },
});

const keysOfOthers = async (
  client: DynamoDBClient,
  TableName: string,
  { generation, previous, next }: Current,
  waiting: readonly Amendment[],
): Promise<Key[]> => {
  const kept = [generation, previous, next?.generation, ...waiting.map(({ to }) => to)];
  const keys: Key[] = [];
  for await (const items of scan(client, { TableName, ProjectionExpression: 'pk, sk' })) {
    const others = (items as unknown as Key[]).filter(({ pk }) => {
      const its = generationOf(pk);
      return its !== undefined && !kept.includes(its);
    });
    keys.push(...others);
  }
  return keys;
};
