import { metrics } from '#shared/observability/metrics.ts';
import {
  type Amounts,
  type Assumptions,
  add,
  amountsOfLife,
  amountsOfRun,
  assumptions,
  costOf,
  type PriceList,
  priceList,
  times,
} from './bill.ts';
import { openCountedCity, type Run } from './counted-city.ts';
import { type Deployment, deployment } from './deployment.ts';
import { withFunctionLogs } from './function-log.ts';
import type { LifeName } from './lives.ts';
import { type CountedLife, type CountedLives, countLives, countOperations } from './operations-counted.ts';
import { type Projection, projectedAlone, projectedInARush } from './projection.ts';

const GIGABYTE = 1e9;
const HOURS_A_MONTH = 730;
const MINUTES_A_MONTH = HOURS_A_MONTH * 60;
const MONTHS_A_YEAR = 12;
/** The sweep looks at all that is open in the first minute of each quarter of an hour. */
const LOOKS_A_MONTH = HOURS_A_MONTH * 4;
/** What the sweep measures, minute after minute. */
export const CUSTOM_METRICS = 8;
const FREE_DASHBOARDS = 3;

/** All figures of docs/capacity.md. Money in the list's currency. */
export interface Capacity {
  list: PriceList;
  assumed: Assumptions;
  deployed: Deployment;
  lives: CountedLives;
  /** The statistics of a case that is counted alone in each minute of its life: no case costs more. */
  projections: Record<LifeName, Projection>;
  /** The same of the mix, by new cases a second. */
  rushes: ReadonlyMap<number, Projection>;
  operations: ReadonlyMap<string, Run>;
  /** What a rung costs that the sweep fires, beyond its empty run. */
  rung: Amounts & { requests: number };
  /** What a million cases use, by their lives, and by the mix. */
  amounts: Record<LifeName | 'mixed', Amounts>;
  /** Commands of a case, on average of the mix. */
  commands: number;
  /** What is read for one command. */
  reading: Amounts;
  idle: Record<string, number>;
  city: CityBill;
}

/** What a city costs; by month where nothing else is said. */
interface CityBill {
  cases: number;
  driving: number;
  reading: number;
  attaching: number;
  idle: number;
  /** What has gathered after a year, and what each month of keeping it costs then. */
  kept: { table: Gathered; files: Gathered; logs: Gathered };
  firstYear: number;
  openCases: number;
}
interface Gathered {
  gigabytes: number;
  aMonth: number;
}

/** Runs every life and operation in memory, and works out what they cost. */
export const workOutCapacity = async (): Promise<Capacity> => {
  const deployed = deployment();
  const [list, assumed] = [priceList(), assumptions()];
  const { lives, operations, projections, rushes } = await withFunctionLogs(async () => {
    const city = await openCountedCity(deployed);
    await city.warmUp();
    const lives = await countLives(city);
    return {
      lives,
      operations: await countOperations(city),
      projections: await projectionsOf(lives, deployed),
      rushes: await rushesOf(lives, assumed, deployed),
    };
  });
  metrics.clearMetrics();

  const amountsOf = (run: Run): Amounts => amountsOfRun(run, deployed, assumed);
  const emptySweep = amountsOf(operations.get('sweep')!);
  // The sweep runs every minute, for whomever: a case pays for what it adds.
  const ofLife = (life: CountedLife): Amounts =>
    add(
      amountsOfLife(life, deployed, assumed),
      times(emptySweep, -life.runs.filter((run) => run.function === 'sweep').length),
    );
  const counting = ({ runs }: Projection): Amounts => add(...runs.map(amountsOf));
  const names = Object.keys(lives) as LifeName[];
  const each = Object.fromEntries(
    names.map((name) => [name, add(ofLife(lives[name]), counting(projections[name]))]),
  ) as Record<LifeName, Amounts>;
  const mixed = add(...names.map((name) => times(each[name], assumed.mix[name])));
  const commands = mixed.apiRequests ?? 0;
  const reading = add(
    ...Object.entries(assumed.readsForACommand).map(([name, reads]) =>
      times(amountsOf(operations.get(name)!), reads),
    ),
  );
  const firing = lives.climbing.runs.find((run) => run.function === 'sweep')!;
  const idle = idleOf(list, assumed, deployed, operations, amountsOf);
  const million = (amounts: Amounts) => times(amounts, 1e6);
  return {
    list,
    assumed,
    deployed,
    lives,
    projections,
    rushes,
    operations,
    rung: {
      ...add(amountsOf(firing), times(emptySweep, -1)),
      requests: firing.requests.length - operations.get('sweep')!.requests.length,
    },
    amounts: {
      ...(Object.fromEntries(names.map((name) => [name, million(each[name])])) as Record<LifeName, Amounts>),
      mixed: million(mixed),
    },
    commands,
    reading,
    idle,
    city: cityOf(list, assumed, { deployed, lives, operations, mixed, commands, reading, idle, amountsOf }),
  };
};

const projectionsOf = async (
  lives: CountedLives,
  deployed: Deployment,
): Promise<Record<LifeName, Projection>> => {
  const projections = {} as Record<LifeName, Projection>;
  for (const name of Object.keys(lives) as LifeName[])
    projections[name] = await projectedAlone(lives[name].history, deployed);
  return projections;
};

/** A city in its office hours, and the stress that it is built for. */
const NEW_CASES_A_SECOND = [0.2, 15];

const rushesOf = async (
  lives: CountedLives,
  { mix }: Assumptions,
  deployed: Deployment,
): Promise<ReadonlyMap<number, Projection>> => {
  const shares = (Object.keys(lives) as LifeName[]).map((name) => ({
    history: lives[name].history,
    share: mix[name],
  }));
  const rushes = new Map<number, Projection>();
  for (const perSecond of NEW_CASES_A_SECOND)
    rushes.set(perSecond, await projectedInARush(shares, perSecond * 60, deployed));
  return rushes;
};

/** What a deployment costs each month with nobody using it. */
const idleOf = (
  list: PriceList,
  { keyRequestsAnHour }: Assumptions,
  { keys, alarmMetrics, dashboards }: Deployment,
  operations: ReadonlyMap<string, Run>,
  amountsOf: (run: Run) => Amounts,
): Record<string, number> => {
  const looks = amountsOf(operations.get('sweep, all that is open')!);
  const minutes = amountsOf(operations.get('sweep')!);
  return {
    'keys of KMS': costOf(list, { keys }),
    'requests for the keys, at most': costOf(list, { keyRequests: keyRequestsAnHour * HOURS_A_MONTH }),
    alarms: costOf(list, { alarmMetrics }),
    'metrics that the sweep writes': costOf(list, { customMetrics: CUSTOM_METRICS }),
    'dashboard, one of three that are free': costOf(list, {
      dashboards: Math.max(0, dashboards - FREE_DASHBOARDS),
    }),
    'sweep, one run a minute, and its look each quarter of an hour': costOf(
      list,
      add(times(minutes, MINUTES_A_MONTH - LOOKS_A_MONTH), times(looks, LOOKS_A_MONTH)),
    ),
  };
};

interface Counted {
  deployed: Deployment;
  lives: CountedLives;
  operations: ReadonlyMap<string, Run>;
  mixed: Amounts;
  commands: number;
  reading: Amounts;
  idle: Record<string, number>;
  amountsOf(run: Run): Amounts;
}

const cityOf = (list: PriceList, assumed: Assumptions, counted: Counted): CityBill => {
  const { casesAYear, mix, attachments, daysOpen } = assumed;
  const { deployed, lives, operations, mixed, commands, reading, amountsOf } = counted;
  const cases = casesAYear / MONTHS_A_YEAR;
  const names = Object.keys(lives) as LifeName[];
  const files = cases * attachments.shareOfCases * attachments.filesOfACase;
  const fetches = files * attachments.timesFetched;
  const fileGigabytes = (files * attachments.megabytesOfAFile) / 1000;
  const attaching = add(
    times(amountsOf(operations.get('prepareUpload')!), files),
    times(amountsOf(operations.get('attach')!), files),
    times(amountsOf(operations.get('listAttachments')!), fetches),
    { filePuts: files, fileGets: fetches, sentGigabytes: fileGigabytes * attachments.timesFetched },
  );
  const driving = times(mixed, cases);
  const allReading = times(reading, cases * commands);
  const keptOf = (part: 'table' | 'indexes') =>
    (casesAYear * names.reduce((sum, name) => sum + mix[name] * lives[name].kept[part], 0)) / GIGABYTE;
  const [table, indexes] = [keptOf('table'), keptOf('indexes')];
  const logs = [driving, allReading, attaching].reduce((sum, { logGigabytes = 0 }) => sum + logGigabytes, 0);
  const gathered = (gigabytes: number, amounts: Amounts): Gathered => ({
    gigabytes,
    aMonth: costOf(list, amounts),
  });
  const keptLogs = (logs * deployed.logRetentionDays * MONTHS_A_YEAR) / 365;
  const kept = {
    table: gathered(table + indexes, { tableGigabytes: table + indexes, recoveryGigabytes: table }),
    files: gathered(fileGigabytes * MONTHS_A_YEAR, { fileGigabytes: fileGigabytes * MONTHS_A_YEAR }),
    logs: gathered(keptLogs, { keptLogGigabytes: keptLogs }),
  };
  const months = {
    driving: costOf(list, driving),
    reading: costOf(list, allReading),
    attaching: costOf(list, attaching),
    idle: Object.values(counted.idle).reduce((sum, cost) => sum + cost, 0),
  };
  // What gathers evenly over a year is kept half of it; logs are full at the end of their time.
  const keeping = MONTHS_A_YEAR * ((kept.table.aMonth + kept.files.aMonth) / 2 + kept.logs.aMonth);
  return {
    cases: casesAYear,
    ...months,
    kept,
    firstYear: MONTHS_A_YEAR * Object.values(months).reduce((sum, cost) => sum + cost, 0) + keeping,
    openCases: ((casesAYear * (1 - mix.onTheSpot)) / 365) * daysOpen,
  };
};
