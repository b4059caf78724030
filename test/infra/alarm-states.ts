import { metricMath } from './metric-math.ts';
import type { Resource } from './templates.ts';

/** What one metric says minute by minute, from long before minute 0 on; undefined where nothing is metered. */
export type Series = (minute: number) => number | undefined;

/** Metrics by the names that `nameOf` gives them. What is not listed meters nothing. */
export type History = Readonly<Record<string, Series>>;

/** The account's quota of concurrent runs of Lambda, which SERVICE_QUOTA tells. */
const CONCURRENCY = 1_000;

/** Periods that CloudWatch looks at beyond those that it evaluates: as many as in the tables of its documentation. */
const FURTHER_BACK = 2;

export type State = 'OK' | 'ALARM';

/**
 * The states of an alarm, minute by minute, of which each begins OK. What happened in the last minute is not metered yet.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export const alarmStates = (alarm: Resource['Properties'], history: History, minutes: number): State[] => {
  const judging = judgingOf(alarm);
  const range = judging.within + FURTHER_BACK;
  const period = periodOf(alarm) / 60;
  const whole = new Map<number, number | undefined>();
  /** The data point of the period that begins with a minute, as far as it is metered. */
  const point = (start: number, metered: number): number | undefined => {
    if (start + period > metered) return pointOf(alarm, history, start, metered - start);
    if (!whole.has(start)) whole.set(start, pointOf(alarm, history, start, period));
    return whole.get(start);
  };
  const states: State[] = [];
  for (let now = 1; now <= minutes; now++) {
    const end = Math.floor(now / period) * period;
    const points = Array.from({ length: range }, (_, i) => point(end - (range - i) * period, now - 1));
    states.push(judged(points, judging, states.at(-1) ?? 'OK'));
  }
  return states;
};

export interface Judging {
  /** Periods that are evaluated, and how many of them must be bad. */
  within: number;
  wanted: number;
  silence: 'breaching' | 'notBreaching' | 'ignore';
  isBad: (value: number) => boolean;
}

/**
 * The state that follows from data points, the newest last. Missing ones are taken only where there are too few others:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export const judged = (
  points: readonly (number | undefined)[],
  { within, wanted, silence, isBad }: Judging,
  before: State,
): State => {
  const metered = points.filter((point) => point !== undefined).slice(-within);
  const bad = metered.filter(isBad).length;
  const missing = within - metered.length;
  if (silence === 'ignore' && bad < wanted && bad + missing >= wanted) return before;
  return bad + (silence === 'breaching' ? missing : 0) >= wanted ? 'ALARM' : 'OK';
};

const judgingOf = (alarm: Resource['Properties']): Judging => {
  const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } = alarm;
  return {
    within: EvaluationPeriods,
    wanted: DatapointsToAlarm,
    silence: silenceOf(alarm),
    isBad: isBadFor(alarm),
  };
};

/** Alarms on a metric of DynamoDB ignore what is missing, whatever they say: API_PutMetricAlarm. */
const silenceOf = ({ Namespace, TreatMissingData }: Resource['Properties']): Judging['silence'] =>
  Namespace === 'AWS/DynamoDB' ? 'ignore' : TreatMissingData;

const isBadFor = ({ ComparisonOperator, Threshold }: Resource['Properties']): Judging['isBad'] => {
  if (ComparisonOperator === 'GreaterThanOrEqualToThreshold') return (value) => value >= Threshold;
  if (ComparisonOperator === 'LessThanThreshold') return (value) => value < Threshold;
  throw new Error(`the test does not know ${ComparisonOperator}`);
};

interface Metric {
  Namespace: string;
  MetricName: string;
  Dimensions?: { Name: string; Value: unknown }[];
}

interface Part {
  Id: string;
  ReturnData?: boolean;
  Expression?: string;
  MetricStat?: { Metric: Metric; Period: number; Stat: string };
}

/** The metrics that an alarm watches, by the names of its expression; an alarm on one metric calls it `it`. */
const partsOf = (alarm: Resource['Properties']): Required<Pick<Part, 'Id' | 'MetricStat'>>[] =>
  alarm.Metrics
    ? alarm.Metrics.filter(({ MetricStat }: Part) => MetricStat)
    : [{ Id: 'it', MetricStat: { Metric: metricOf(alarm), Period: alarm.Period, Stat: alarm.Statistic } }];

const metricOf = ({ Namespace, MetricName, Dimensions = [] }: Resource['Properties']): Metric => ({
  Namespace,
  MetricName,
  Dimensions,
});

const expressionOf = ({ Metrics }: Resource['Properties']): string =>
  Metrics?.find(({ ReturnData = true }: Part) => ReturnData).Expression ?? 'it';

const periodOf = (alarm: Resource['Properties']): number => {
  const periods = new Set(partsOf(alarm).map(({ MetricStat }) => MetricStat.Period));
  if (periods.size !== 1) throw new Error(`${alarm.AlarmName} has ${periods.size} periods`);
  return [...periods][0]!;
};

/** The names of all metrics that an alarm watches. */
export const namesOf = (alarm: Resource['Properties']): string[] =>
  partsOf(alarm).map(({ MetricStat }) => nameOf(MetricStat.Metric));

const pointOf = (
  alarm: Resource['Properties'],
  history: History,
  start: number,
  minutes: number,
): number | undefined => {
  const parts = partsOf(alarm);
  const metered = Object.fromEntries(
    parts.map(({ Id, MetricStat: { Metric, Stat } }) => {
      const series = history[nameOf(Metric)] ?? (() => undefined);
      const values = Array.from({ length: minutes }, (_, i) => series(start + i)).filter(
        (value) => value !== undefined,
      );
      return [Id, values.length > 0 ? STATISTICS[Stat]!(values) : undefined];
    }),
  );
  const quotas = Object.fromEntries(
    parts.map(({ Id, MetricStat }) => [
      Id,
      nameOf(MetricStat.Metric) === 'account ConcurrentExecutions' ? CONCURRENCY : undefined,
    ]),
  );
  return metricMath(expressionOf(alarm), metered, quotas);
};

const STATISTICS: Record<string, (values: number[]) => number> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Maximum: (values) => Math.max(...values),
};

/** A metric in words: whose it is, its name, and what it is narrowed to. */
const nameOf = ({ Namespace, MetricName, Dimensions = [] }: Metric): string => {
  if (Namespace === 'Gridward') return `own ${MetricName}`;
  if (Dimensions.length === 0) return `account ${MetricName}`;
  const values = Dimensions.map(({ Value }) => Value);
  const [whose] = values.flatMap(
    (value) =>
      /:ExportsOutput(?:Ref|FnGetAtt)([A-Z][A-Za-z]+?)[0-9A-F]{8}/.exec(JSON.stringify(value))?.[1] ?? [],
  );
  const narrowed = values.filter((value) => typeof value === 'string' && value !== '$default');
  return [whose?.replace(/(Function|Machine)$/, ''), MetricName, ...narrowed].join(' ');
};
