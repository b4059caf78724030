import { Duration } from 'aws-cdk-lib';
import { GraphWidget, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { SUSTAINED } from './total-of.ts';
import type { Watched } from './watched.ts';

/**
 * How much of the account's Lambda concurrency is taken, in percent: by runs, and by what somebody reserved.
 *
 * SERVICE_QUOTA finds the account's own quota by the metric of its usage, which for Lambda is `ConcurrentExecutions`
 * without dimensions. AWS documents both metrics for the China Regions too
 * (https://docs.amazonaws.cn/lambda/latest/dg/monitoring-concurrency.html), and usage metrics with quotas in general
 * (https://docs.amazonaws.cn/en_us/AmazonCloudWatch/latest/monitoring/CloudWatch-Service-Quota-Integration.html), but
 * not that the quota of Lambda is among them there: docs/go-live.md says how to see it. Where it is not, this alarm is
 * silent, and the alarms on refused runs tell when everything is taken.
 */
export const accountConcurrency = (): Watched => {
  const period = Duration.minutes(1);
  const ofAccount = (metricName: string) =>
    new Metric({ namespace: 'AWS/Lambda', metricName, statistic: Stats.MAXIMUM, period });
  const taken = new MathExpression({
    label: 'Concurrency taken, %',
    expression: '100 * claimed / SERVICE_QUOTA(runs)',
    usingMetrics: {
      claimed: ofAccount('ClaimedAccountConcurrency'),
      runs: ofAccount('ConcurrentExecutions'),
    },
    period,
  });
  return {
    alarms: [
      {
        title: 'Concurrency nearly used up',
        impact:
          "Four fifths of the account's Lambda concurrency are taken; beyond it the API refuses requests, and workflows wait.",
        metric: taken,
        threshold: 80,
        ...SUSTAINED,
      },
    ],
    widgets: [new GraphWidget({ title: "The account's Lambda concurrency", left: [taken] })],
  };
};
