import { readFileSync } from 'node:fs';
import type { Run } from './counted-city.ts';
import type { Deployment } from './deployment.ts';
import type { CountedLife, CountedLives } from './operations-counted.ts';

const inDocs = (file: string) => new URL(`../../../docs/${file}`, import.meta.url);
const jsonOf = (file: string) => JSON.parse(readFileSync(inDocs(file), 'utf8'));

export const PRICED = [
  'writeUnits',
  'readUnits',
  'tableGigabytes',
  'recoveryGigabytes',
  'transitions',
  'lambdaRequests',
  'lambdaGigabyteSeconds',
  'apiRequests',
  'busEvents',
  'logGigabytes',
  'keptLogGigabytes',
  'alarmMetrics',
  'customMetrics',
  'dashboards',
  'keys',
  'keyRequests',
  'fileGigabytes',
  'filePuts',
  'fileGets',
  'sentGigabytes',
] as const;
export type Priced = (typeof PRICED)[number];

export interface Price {
  says: string;
  price: number;
  /** So many cost the price. */
  for: number;
  /** Where it was read; nowhere when empty. */
  source: string;
  /** Whether that is a page of AWS's own. */
  onAwsPage: boolean;
}
export interface PriceList {
  region: string;
  currency: string;
  /** The day on which the sources were read. */
  read: string;
  prices: Record<Priced, Price>;
}
export const priceList = (): PriceList => jsonOf('capacity-prices.json');

export interface Assumptions {
  casesAYear: number;
  /** Shares of cases by their lives; together one. */
  mix: Record<keyof CountedLives, number>;
  daysOpen: number;
  /** Reads by their operations. */
  readsForACommand: Record<string, number>;
  /** How long a run takes: its own time, and that of each request to AWS, one after the other. */
  milliseconds: { aRun: number; aRequest: number };
  attachments: { shareOfCases: number; filesOfACase: number; megabytesOfAFile: number; timesFetched: number };
  /** When each function asks for the keys of its tables every five minutes, 23 pairs of them. */
  keyRequestsAnHour: number;
  cpuMillisecondsOfADueCase: number;
}
export const assumptions = (): Assumptions => jsonOf('capacity-assumptions.json');

/** So much of what is priced. */
export type Amounts = Partial<Record<Priced, number>>;

/** What a bill groups, in its order. */
export const SERVICES = {
  'DynamoDB, writing': ['writeUnits'],
  'DynamoDB, reading': ['readUnits'],
  'Step Functions': ['transitions'],
  Lambda: ['lambdaRequests', 'lambdaGigabyteSeconds'],
  'API Gateway': ['apiRequests'],
  EventBridge: ['busEvents'],
  'S3, requests': ['fileGets', 'filePuts'],
  'CloudWatch Logs, taken in': ['logGigabytes'],
  'Sent to callers': ['sentGigabytes'],
} as const satisfies Record<string, readonly Priced[]>;

const GIGABYTE = 1e9;

export const add = (...all: readonly Amounts[]): Amounts =>
  all.reduce<Amounts>((sum, amounts) => {
    for (const [name, amount] of Object.entries(amounts) as [Priced, number][])
      sum[name] = (sum[name] ?? 0) + amount;
    return sum;
  }, {});

export const times = (amounts: Amounts, factor: number): Amounts =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, amount * factor]));

export const costOf = ({ prices }: PriceList, amounts: Amounts, only: readonly Priced[] = PRICED): number =>
  only.reduce((sum, name) => sum + ((amounts[name] ?? 0) * prices[name].price) / prices[name].for, 0);

/** What a run of a function uses. */
export const amountsOfRun = (run: Run, { memory }: Deployment, { milliseconds }: Assumptions): Amounts => {
  const requests =
    run.requests.length + run.workflowRequests.length + run.busRequests + run.fileGets + run.filePuts;
  const seconds = (milliseconds.aRun + milliseconds.aRequest * requests) / 1000;
  return {
    writeUnits: run.writeUnits,
    readUnits: run.readUnits,
    lambdaRequests: 1,
    lambdaGigabyteSeconds: (seconds * memory[run.function]) / 1024,
    apiRequests: run.accessLogBytes > 0 ? 1 : 0,
    busEvents: run.busEvents,
    fileGets: run.fileGets,
    filePuts: run.filePuts,
    logGigabytes: (run.logBytes + run.accessLogBytes) / GIGABYTE,
    sentGigabytes: run.sentBytes / GIGABYTE,
  };
};

export const amountsOfLife = (
  { runs, executions }: CountedLife,
  deployment: Deployment,
  assumed: Assumptions,
): Amounts =>
  add(
    ...runs.map((run) => amountsOfRun(run, deployment, assumed)),
    ...executions.map(({ transitions, logBytes }) => ({ transitions, logGigabytes: logBytes / GIGABYTE })),
  );
