import type { IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch';

/** What can go wrong with a capability, as the people on call are told. The operations stack makes it ring. */
export interface AlarmSpec {
  /** Heading of its article in docs/runbook.md; in kebab-case its anchor and the end of the alarm's name. */
  title: string;
  /** What the city loses while this goes on: the first sentence that the person called reads. */
  impact: string;
  metric: IMetric;
  threshold: number;
  /** Rings below the threshold instead of at or above it. @default false */
  below?: boolean;
  /** Periods of the metric that must be bad. @default 1 */
  periods?: number;
  /** Of how many periods in a row so many must be bad. @default - as many: all of them */
  within?: number;
  /** What silence means. @default 'good' */
  silence?: 'good' | 'bad';
}

/** A capability that says how it is watched. */
export interface Watched {
  readonly alarms: readonly AlarmSpec[];
  /** Rows of the dashboard. @default - none */
  readonly widgets?: readonly IWidget[];
}

/** What the names of a city's alarms begin with; the anchor of the article follows. */
export const alarmPrefix = (folder: string): string => `gridward-${folder}-`;

export const anchorOf = ({ title }: Pick<AlarmSpec, 'title'>): string =>
  title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
