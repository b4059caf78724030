import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { marshall } from '@aws-sdk/util-dynamodb';
import { caseProcess } from '#domain/case/definition.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { CityStore } from '#shared/store/city-store.ts';
import { type CityImport, openCityImport } from '#shared/store/dynamodb/city-import.ts';
import { openDynamoStore } from '#shared/store/dynamodb/dynamo-store.ts';
import { openProcessRestore, type ProcessRestore } from '#shared/store/dynamodb/process-restore.ts';
import { openDynamoStatistics } from '#shared/store/dynamodb/statistics.ts';
import type { Current } from '#shared/store/edition.ts';
import { newJob } from '#shared/store/jobs.ts';
import type { Order } from '#shared/store/orders.ts';
import type { Statistics } from '#shared/store/statistics.ts';
import type { Committed, Store } from '#shared/store/store.ts';
import type { Met } from '#shared/store/troubles.ts';
import type { Webhook } from '#shared/store/webhooks.ts';
import { openStepFunctions } from '#shared/workflow/step-functions.ts';
import type { Workflow } from '#shared/workflow/workflow.ts';
import { forEachSection } from '../../tools/city/items.ts';
import { calendar, GRID, judicial, lifeAt, policy } from '../domain/builders.ts';

/** What the adapters of store, import, restore and workflow ask of AWS: each of their calls is made once, of clients that write down what they are sent. */

type StoreCalls = { [Call in Exclude<keyof Store, 'city'>]: (store: Store) => Promise<unknown> };
type CityCalls = { [Call in keyof CityStore]: (city: CityStore) => Promise<unknown> };
type ImportCalls = { [Call in keyof CityImport]: (grids: CityImport) => Promise<unknown> };
type RestoreCalls = { [Call in keyof ProcessRestore]: (restore: ProcessRestore) => Promise<unknown> };
type StatisticsCalls = { [Call in keyof Statistics]: (statistics: Statistics) => Promise<unknown> };
type WorkflowCalls = { [Call in keyof Workflow]: (workflow: Workflow) => Promise<unknown> | string };

const now: Instant = '2025-03-03T01:00:00.000Z';
const process = { kind: caseProcess.kind, id: '01JNDQ00000000000000000001' };
const request = { subject: 'somebody', key: 'a-key', fingerprint: 'a' };
const asked = { request, now };
const remembered = { request, answer: {} };
const waiting = { taskToken: 'token' };
const job = newJob('recalculate', now, undefined);
const met: Met = { trouble: 'unrelayed', part: 'event-1', since: now, cause: 'throttled', listed: true };
const webhook: Webhook = {
  id: '01JNDQ0000000000000000HOOK',
  url: 'https://desk.example.cn/',
  milestones: ['closed'],
  area: '3206',
  createdAt: now,
  createdBy: 'somebody',
  secrets: 1,
  revision: 1,
};
const proposal = {
  id: process.id,
  kind: 'policy',
  by: 'operator',
  at: now,
  reason: 'Shorter limits.',
  to: policy.version,
  warnings: [],
} as const;
const ending = { id: process.id, outcome: 'inForce', by: 'another', at: now } as const;
const current = {
  generation: 'g-1',
  policyVersion: policy.version,
  calendarVersion: calendar.version,
} as Current;

/** Everything that a commit can hold: a record, events, a line that comes and lines that go. */
const changes = (): Committed[] => {
  const joint = lifeAt('joint');
  const before = joint.current;
  joint.rule({ type: 'park', reason: 'no answer' });
  const after = { ...joint.current, state: lifeAt('handling').current.state };
  return [{ definition: caseProcess, before, events: joint.history.slice(-1), next: after }];
};

const ORDERS: readonly Order[] = [
  { by: 'deadline', township: '320613001' },
  { by: 'pressing', city: '3206' },
  { by: 'charge', unit: judicial.code },
  { by: 'filing', township: '320613001' },
  { by: 'filing', city: '3206' },
  { by: 'filing', subject: 'somebody' },
  { by: 'change', city: '3206' },
];

const STORE_CALLS: StoreCalls = {
  actor: (store) => store.actor('somebody'),
  actorWithAlarms: (store) => store.actorWithAlarms('somebody'),
  load: (store) => store.load(caseProcess, { ...asked, ids: [process.id] }),
  loadAll: (store) => store.loadAll(caseProcess, 'somebody', [process.id]),
  loadWithStart: (store) => store.loadWithStart(caseProcess, 'somebody', process.id),
  arrive: (store) => store.arrive({ ...asked, place: { grid: GRID } }),
  read: (store) => store.read(caseProcess, process.id),
  numbered: (store) => store.numbered('20000000001'),
  readAll: (store) => store.readAll(caseProcess, [process.id]),
  commit: (store) => store.commit(changes(), now, remembered),
  history: (store) => store.history(caseProcess, process.id, { limit: 10 }),
  files: (store) => store.files(process),
  list: (store) => store.list(judicial.code, { limit: 10, within: '3206' }),
  find: async (store) => {
    for (const order of ORDERS) await store.find(order, { limit: 10 }).catch(() => undefined);
  },
  told: (store) => store.told(judicial.code, { limit: 10, since: now }),
  reader: (store) => store.reader('somebody'),
  saveRead: (store) =>
    store.saveRead('somebody', { revision: 0, until: { [judicial.code]: now } }, now, remembered),
  due: (store) => store.due(0, now),
  open: (store) => store.open(0),
  filed: (store) => store.filed('320613001', { from: now, to: now }, 10),
  near: (store) => store.near(['wtw3sj'], now),
  keepWait: (store) => store.keepWait(process, 'turn-1', waiting, now),
  findWait: (store) => store.findWait(process, 'turn-1'),
  markAnswered: (store) => store.markAnswered(process, 'turn-1', waiting, now),
  noteTrouble: (store) => store.noteTrouble(process, met, now),
  endTrouble: (store) => store.endTrouble(process, met),
  findTrouble: (store) => store.findTrouble(process, met),
  troubles: (store) => store.troubles('unrelayed', { limit: 10 }),
  troubled: (store) => store.troubled('unrelayed', 10),
  askRedelivery: (store) =>
    store.askRedelivery({ process, part: met.part, by: 'somebody', reason: 'mended' }, now, remembered),
  jobs: (store) => store.jobs(),
  saveJob: (store) => store.saveJob(job),
  startJob: (store) => store.startJob(job, now, remembered),
  webhooks: (store) => store.webhooks(),
  saveWebhook: (store) => store.saveWebhook(webhook, now, remembered),
  removeWebhook: (store) => store.removeWebhook(webhook.id, now, remembered),
  noteAlarm: (store) => store.noteAlarm({ name: 'relay-behind', rings: true, since: now }),
};

const CITY_CALLS: CityCalls = {
  current: (city) => city.current(),
  stored: (city) => city.stored(),
  policy: (city) => city.policy(policy.version),
  findPolicy: (city) => city.findPolicy(policy.version),
  calendar: (city) => city.calendar(calendar.version),
  findCalendar: (city) => city.findCalendar(calendar.version),
  calendarYears: (city) => city.calendarYears(calendar.version),
  area: (city) => city.area(GRID),
  children: (city) => city.children('3206', { limit: 10 }),
  gridsAt: (city) => city.gridsAt({ lon: 120.9, lat: 32 }),
  successor: (city) => city.successor(GRID),
  answer: (city) =>
    city.answer({ grid: GRID, duty: { category: 'dispute', policyVersion: 'an-old-one' } }, policy.version),
  staffOf: (city) => city.staffOf(judicial.code, { limit: 10 }),
  units: (city) => city.units('g-1'),
  knownAreas: (city) => city.knownAreas('g-1', [GRID]),
  keepPolicy: (city) => city.keepPolicy(policy),
  isLaidOut: (city) => city.isLaidOut('g-1', policy.version),
  layOut: (city) =>
    city.layOut('g-1', policy.version, [{ area: '3206', category: 'dispute', unit: judicial, rule: 'all' }]),
  // A job that begins with it is put as `startJob` puts one: who publishes calendars may do that as well.
  publish: (city) =>
    city.publish(current, current, {
      laidOut: { generations: ['g-1'], policyVersion: policy.version },
      calendar: { calendar, years: [] },
      ending,
    }),
  propose: (city) => city.propose(proposal, now, remembered),
  endProposal: (city) => city.endProposal(ending),
  amendment: (city) => city.amendment(proposal.id),
  amendments: (city) => city.amendments({ limit: 10 }),
};

const STATISTICS_CALLS: StatisticsCalls = {
  counted: (statistics) => statistics.counted([process]),
  count: (statistics) =>
    statistics.count(
      1,
      [
        { process, from: 0, to: 1 },
        { process: { ...process, id: 'another' }, from: 1, to: 2 },
      ],
      [
        { area: GRID, day: '2025-03-03', counters: { filed: 1 } },
        { unit: judicial.code, month: '2025-03', counters: { received: 1, returned: 1 } },
      ],
    ),
  areasBelow: (statistics) => statistics.areasBelow('3206', { from: '2025-03-01', to: '2025-03-31' }),
  unitsAt: (statistics) => statistics.unitsAt('320613001', { from: '2025-03', to: '2025-04' }),
  tallies: (statistics) => statistics.tallies(),
  saveTallies: (statistics) => statistics.saveTallies({ inUse: 1, revision: 1 }),
  discardBefore: (statistics) => statistics.discardBefore(2),
};

const WORKFLOW_CALLS: WorkflowCalls = {
  start: (workflow) => workflow.start('case-lifecycle', process.id, { id: process.id }),
  answer: (workflow) => workflow.answer('token', {}),
  isRunning: (workflow) => workflow.isRunning('execution'),
  stop: (workflow) => workflow.stop('execution', 'restarted'),
  executionOf: (workflow) => workflow.executionOf('case-lifecycle', process.id),
  list: (workflow) => workflow.list('case-lifecycle', { limit: 10 }),
};

const brought = { policy, calendar, calendarYears: [] };
const record = { proposals: [proposal], endings: [ending] };
const IMPORT_CALLS: ImportCalls = {
  state: (grids) => grids.state(),
  policyHash: (grids) => grids.policyHash(policy.version),
  begin: (grids) =>
    grids.begin({ generation: 'g-1', contentHash: 'a', done: forEachSection(() => 0), startedAt: now }),
  write: (grids) => grids.write([{ pk: 'g-1#UNITS', sk: '0000' }]),
  noteProgress: (grids) => grids.noteProgress('g-1', 'cells', 1),
  governing: (grids) => grids.governing(current),
  knownAreas: (grids) => grids.knownAreas('g-1', [GRID]),
  waiting: (grids) => grids.waiting(),
  makeCurrent: (grids) => grids.makeCurrent('g-1', current, brought, record),
  keepWaiting: (grids) => grids.keepWaiting('g-1', brought, record),
  keysOfOthers: (grids) => grids.keysOfOthers(current, []),
  remove: (grids) => grids.remove([{ pk: 'g-0#UNITS', sk: '0000' }]),
};

const item = { pk: 'CASE#1', version: 2 };
/** One of each: to be put, to be put back to an older version, and to be deleted. */
const RESTORE_CALLS: RestoreCalls = {
  compare: (restore) => restore.compare(process),
  restore: (restore) =>
    restore.restore({
      process,
      restored: {
        record: { ...item, sk: 'RECORD' },
        events: [{ ...item, sk: 'EVENT#1' }],
        files: [],
        notices: [],
        entries: [],
      },
      inUse: {
        record: { ...item, sk: 'RECORD' },
        events: [{ ...item, sk: 'EVENT#2' }],
        files: [],
        notices: [],
        entries: [{ ...item, sk: 'ENTRY#1' }],
      },
      isSame: false,
      lost: ['EVENT#2'],
    }),
};

/** What each call asks for, as "Action table" or "Action", by its name as use cases write it: "store.commit". */
export const actionsOfCalls = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
  const requests = [
    ...(await requestsOfStore()),
    ...(await requestsOfStatistics()),
    ...(await requestsOfWorkflow()),
  ];
  return new Map(requests.map(([name, sent]) => [name, [...new Set(sent.flatMap(actionsOf))].sort()]));
};

/** Every part of a request to DynamoDB that has expressions of its own, of the store, the import and the restore. */
export const expressionsOfCalls = async (): Promise<readonly Expressions[]> => {
  const requests = [
    ...(await requestsOfStore()),
    ...(await requestsOfStatistics()),
    ...(await requestsOfImport()),
    ...(await requestsOfRestore()),
  ];
  return requests.flatMap(([, sent]) =>
    sent.flatMap(
      ({ input }): Expressions[] => input.TransactItems?.flatMap((part) => Object.values(part)) ?? [input],
    ),
  );
};

type Requests = [name: string, sent: readonly Sent[]][];

const requestsOfStore = async (): Promise<Requests> => {
  const requests: Requests = [];
  for (const [name, call] of Object.entries(STORE_CALLS))
    requests.push([`store.${name}`, await recorded((client) => call(storeOn(client)))]);
  for (const [name, call] of Object.entries(CITY_CALLS))
    requests.push([`city.${name}`, await recorded((client) => call(storeOn(client).city))]);
  return requests;
};

const requestsOfStatistics = async (): Promise<Requests> => {
  const requests: Requests = [];
  for (const [name, call] of Object.entries(STATISTICS_CALLS))
    requests.push([`statistics.${name}`, await recorded((client) => call(statisticsOn(client)))]);
  return requests;
};

const requestsOfWorkflow = async (): Promise<Requests> => {
  const requests: Requests = [];
  for (const [name, call] of Object.entries(WORKFLOW_CALLS))
    requests.push([`workflow.${name}`, await recorded(async (client) => call(workflowOn(client)))]);
  return requests;
};

const requestsOfImport = async (): Promise<Requests> => {
  const requests: Requests = [];
  for (const [name, call] of Object.entries(IMPORT_CALLS))
    requests.push([`import.${name}`, await recorded((client) => call(importOn(client)))]);
  return requests;
};

const requestsOfRestore = async (): Promise<Requests> => {
  const requests: Requests = [];
  for (const [name, call] of Object.entries(RESTORE_CALLS))
    requests.push([`restore.${name}`, await recorded((client) => call(restoreOn(client)))]);
  return requests;
};

const storeOn = (client: object): Store =>
  openDynamoStore({
    casesTable: 'Cases',
    gridsTable: 'Grids',
    definitions: [caseProcess],
    client: client as DynamoDBClient,
  });

const statisticsOn = (client: object): Statistics =>
  openDynamoStatistics({ statisticsTable: 'Statistics', client: client as DynamoDBClient });

const importOn = (client: object): CityImport =>
  openCityImport({ gridsTable: 'Grids', client: client as DynamoDBClient });

const restoreOn = (client: object): ProcessRestore =>
  openProcessRestore({
    casesTable: 'Cases',
    restoredTable: 'Restored',
    client: client as DynamoDBClient,
  });

const workflowOn = (client: object): Workflow =>
  openStepFunctions(
    { 'case-lifecycle': 'arn:aws-cn:states:::stateMachine:case-lifecycle' },
    client as SFNClient,
  );

/** What a call sends. Whether it can make something of the empty answers is of no concern here. */
const recorded = async (call: (client: object) => Promise<unknown>): Promise<Sent[]> => {
  const requests: Sent[] = [];
  const send = async (command: Sent): Promise<object> => {
    requests.push(command);
    return { status: 'RUNNING', Item: marshall({ ...current, policy, calendar, years: [] }) };
  };
  await call({ send }).catch(() => undefined);
  return requests;
};

/** Of a request, or of a part of a transaction. */
export interface Expressions {
  IndexName?: string;
  KeyConditionExpression?: string;
  FilterExpression?: string;
  UpdateExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
}

interface Sent {
  constructor: { name: string };
  input: Input;
}
interface Input extends Expressions {
  TableName?: string;
  RequestItems?: Record<string, unknown>;
  TransactItems?: Record<string, Expressions & { TableName: string }>[];
}

/** DynamoDB's actions by the names of the parts of a transaction; see the Service Authorization Reference. */
const ITEM_ACTIONS: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

const actionsOf = ({ constructor: { name }, input }: Sent): string[] => {
  const command = name.replace(/Command$/, '');
  const { TableName, IndexName, RequestItems, TransactItems } = input;
  if (TransactItems)
    return TransactItems.flatMap((part) =>
      Object.entries(part).map(([kind, { TableName: its }]) => `${ITEM_ACTIONS[kind]} ${its}`),
    );
  if (RequestItems) return Object.keys(RequestItems).map((table) => `${command} ${table}`);
  if (TableName === undefined) return [command];
  return [`${command} ${TableName}${IndexName === undefined ? '' : `/index/${IndexName}`}`];
};
