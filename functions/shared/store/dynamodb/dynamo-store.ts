import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBody, ProcessEvent } from '#domain/process/event.ts';
import type { Definition, Process } from '#domain/process/process.ts';
import type { CityStore } from '../city-store.ts';
import type { Kind, Store } from '../store.ts';
import { noteAlarm, ringingIn } from './alarms.ts';
import {
  alarmsKey,
  eventKey,
  eventOf,
  outcomeKey,
  outcomeOf,
  processOf,
  recordKey,
  requestKey,
} from './cases-table.ts';
import { gridsBy, openCity, placeKey } from './city.ts';
import { type Database, nameOf, readGrids, readTogether } from './database.ts';
import { openClient, openDocuments } from './documents.ts';
import { answerGiven } from './idempotency.ts';
import { readJobs, saveJob, startJob } from './jobs.ts';
import { readDue, readFiled, readList, readNear, readOpen, readOrder } from './lists.ts';
import { readReader, readTold, saveRead } from './notices.ts';
import { commit, processesAmong, readAll, readFiles, readHistory, readNumbered } from './processes.ts';
import { actorBy, actorKey } from './staff.ts';
import {
  askRedelivery,
  endTrouble,
  findTrouble,
  noteTrouble,
  readTroubled,
  readTroubles,
} from './troubles.ts';
import { findWait, keepWait, markAnswered } from './waits.ts';
import { readWebhooks, removeWebhook, saveWebhook } from './webhooks.ts';

export interface DynamoStoreOptions {
  casesTable: string;
  gridsTable: string;
  /** Every kind of process that may lie in the table. */
  definitions: readonly Definition[];
  /** How long the pointer to the city's reference data is kept. @default 60 */
  referenceSeconds?: number;
  /** @default - a client as the environment configures it */
  client?: DynamoDBClient;
  /** Milliseconds since 1970. @default Date.now */
  clock?: () => number;
}

/** The store in DynamoDB's two tables. */
export const openDynamoStore = ({
  casesTable,
  gridsTable,
  definitions,
  referenceSeconds: keepSeconds = 60,
  client = openClient(),
  clock = Date.now,
}: DynamoStoreOptions): Store => {
  const db: Database = { documents: openDocuments(client), casesTable, gridsTable };
  const kinds = definitions.map(({ kind }) => kind);
  const city = openCity(db, { clock, keepSeconds });
  return {
    city,
    actor: (subject) => readActor(db, city, subject),
    actorWithAlarms: async (subject) => {
      const { generation } = await city.current();
      const staff = actorKey(generation, subject);
      const { cases, grids } = await readTogether(db, { cases: [alarmsKey], grids: [staff] });
      return {
        actor: actorBy(subject, grids.get(nameOf(staff))),
        ringing: ringingIn(cases.get(nameOf(alarmsKey))),
      };
    },

    load: async <P extends Process, Body extends EventBody>(
      definition: Kind<P, Body>,
      { request, now, ids }: Parameters<Store['load']>[1],
    ) => {
      const { kind } = definition;
      const { generation } = await city.current();
      const staff = actorKey(generation, request.subject);
      const { cases, grids } = await readTogether(db, {
        cases: [...ids.map((id) => recordKey({ kind, id })), requestKey(request)],
        grids: [staff],
      });
      return {
        actor: actorBy(request.subject, grids.get(nameOf(staff))),
        answered: answerGiven(cases, request, now),
        found: processesAmong(cases, definition, ids),
      };
    },
    loadAll: async <P extends Process, Body extends EventBody>(
      definition: Kind<P, Body>,
      subject: string,
      ids: readonly string[],
    ) => {
      const { kind } = definition;
      const { generation } = await city.current();
      const staff = actorKey(generation, subject);
      const { cases, grids } = await readTogether(db, {
        cases: ids.map((id) => recordKey({ kind, id })),
        grids: [staff],
      });
      return {
        actor: actorBy(subject, grids.get(nameOf(staff))),
        found: processesAmong(cases, definition, ids),
      };
    },
    loadWithStart: async <P extends Process, Body extends EventBody>(
      definition: Kind<P, Body>,
      subject: string,
      id: string,
    ) => {
      const { kind } = definition;
      const { generation } = await city.current();
      const process = { kind, id };
      const keys = [recordKey(process), eventKey(process, 1), outcomeKey(process)] as const;
      const staff = actorKey(generation, subject);
      const { cases, grids } = await readTogether(db, { cases: keys, grids: [staff] });
      const [current, start, outcome] = keys.map((key) => cases.get(nameOf(key)));
      return {
        actor: actorBy(subject, grids.get(nameOf(staff))),
        ...(current &&
          start && {
            found: {
              current: processOf(definition, current),
              start: eventOf<ProcessEvent<Body>>(start),
              ...(outcome && { outcome: outcomeOf(outcome) }),
            },
          }),
      };
    },
    arrive: async ({ request, now, place }) => {
      const { generation } = await city.current();
      const staff = actorKey(generation, request.subject);
      const where = placeKey(generation, place);
      const { cases, grids } = await readTogether(db, {
        cases: [requestKey(request)],
        grids: [staff, ...(where ? [where] : [])],
      });
      return {
        actor: actorBy(request.subject, grids.get(nameOf(staff))),
        answered: answerGiven(cases, request, now),
        at: gridsBy(generation, place, where && grids.get(nameOf(where))),
      };
    },
    numbered: (number) => readNumbered(db, number),
    read: async <P extends Process, Body extends EventBody>(definition: Kind<P, Body>, id: string) => {
      const found = (await readAll(db, definition, [id])).get(id);
      if (!found) throw new Error(`${definition.kind} ${id} is not in the table`);
      return found;
    },
    readAll: (definition, ids) => readAll(db, definition, ids),

    commit: (changes, now, remembered) => commit(db, changes, now, remembered),
    history: (definition, id, page) => readHistory(db, definition, id, page),
    files: (process) => readFiles(db, process),

    list: (list, page) => readList(db, kinds, list, page),
    find: (order, wanted) => readOrder(db, kinds, order, wanted),
    told: (box, page) => readTold(db, kinds, box, page),
    reader: (subject) => readReader(db, city, subject),
    saveRead: (subject, read, now, remembered) => saveRead(db, subject, read, now, remembered),
    due: (shard, until, after) => readDue(db, kinds, { shard, until, after }),
    open: (shard, after, limit) => readOpen(db, kinds, { shard, after, limit }),
    filed: (township, window, limit) => readFiled(db, kinds, { township, ...window, limit }),
    near: (cells, since) => readNear(db, kinds, cells, since),

    keepWait: (process, wait, waiting, now) => keepWait(db, process, wait, waiting, now),
    findWait: (process, wait) => findWait(db, process, wait),
    markAnswered: (process, wait, waiting, now) => markAnswered(db, process, wait, waiting, now),

    noteTrouble: (process, met, now) => noteTrouble(db, process, met, now),
    endTrouble: (process, name) => endTrouble(db, process, name),
    findTrouble: (process, name) => findTrouble(db, process, name),
    troubles: (kind, page) => readTroubles(db, kinds, kind, page),
    troubled: (kind, limit) => readTroubled(db, kinds, kind, limit),
    askRedelivery: (asked, now, remembered) => askRedelivery(db, asked, now, remembered),

    jobs: () => readJobs(db),
    saveJob: (job) => saveJob(db, job),
    startJob: (job, now, remembered) => startJob(db, job, now, remembered),

    webhooks: () => readWebhooks(db),
    saveWebhook: (webhook, now, remembered) => saveWebhook(db, webhook, now, remembered),
    removeWebhook: (id, now, remembered) => removeWebhook(db, id, now, remembered),

    noteAlarm: (state) => noteAlarm(db, state),
  };
};

/** The registry knows the city and the people in it; it has no way to a case. */
export type Registry = Pick<Store, 'city' | 'actor'>;

export const openDynamoRegistry = ({
  gridsTable,
  referenceSeconds: keepSeconds = 60,
}: Pick<DynamoStoreOptions, 'gridsTable' | 'referenceSeconds'>): Registry => {
  const db = { documents: openDocuments(openClient()), gridsTable };
  const city = openCity(db, { clock: Date.now, keepSeconds });
  return { city, actor: (subject) => readActor(db, city, subject) };
};

/** The histories of processes alone. */
export const openDynamoHistories = ({
  casesTable,
  client = openClient(),
}: Pick<DynamoStoreOptions, 'casesTable' | 'client'>): Pick<Store, 'history'> => {
  const db = { documents: openDocuments(client), casesTable };
  return { history: (definition, id, page) => readHistory(db, definition, id, page) };
};

/** What it takes to tell receivers: webhooks, where cases lie, and what was not delivered. No reference data. */
export type Deliveries = Pick<Store, 'readAll' | 'webhooks' | 'saveWebhook' | 'noteTrouble' | 'endTrouble'>;

export const openDynamoDeliveries = ({ casesTable }: Pick<DynamoStoreOptions, 'casesTable'>): Deliveries => {
  const db = { documents: openDocuments(openClient()), casesTable };
  return {
    readAll: (definition, ids) => readAll(db, definition, ids),
    webhooks: () => readWebhooks(db),
    saveWebhook: (webhook, now, remembered) => saveWebhook(db, webhook, now, remembered),
    noteTrouble: (process, met, now) => noteTrouble(db, process, met, now),
    endTrouble: (process, name) => endTrouble(db, process, name),
  };
};

/** What becomes of alarms, and nothing else. */
export const openDynamoAlarms = ({
  casesTable,
}: Pick<DynamoStoreOptions, 'casesTable'>): Pick<Store, 'noteAlarm'> => {
  const db = { documents: openDocuments(openClient()), casesTable };
  return { noteAlarm: (state) => noteAlarm(db, state) };
};

const readActor = async (
  db: Pick<Database, 'documents' | 'gridsTable'>,
  city: CityStore,
  subject: string,
) => {
  const key = actorKey((await city.current()).generation, subject);
  return actorBy(subject, (await readGrids(db, [key])).get(nameOf(key)));
};
