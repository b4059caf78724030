import { ArnFormat, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Dashboard, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { City } from '../city.ts';
import { removalPolicy } from '../constructs/removal-policy.ts';
import { type AlarmSpec, alarmPrefix, anchorOf, type Watched } from '../constructs/watched.ts';

export interface OperationsStackProps extends StackProps {
  city: City;
  /** City folder: the first part of the alarms' names. */
  folder: string;
  watched: readonly Watched[];
  /** Whether an emulator takes the stack: MiniStack 1.5.33 refuses an alarm by metric math. @default false */
  emulated?: boolean;
}

/** What watches: an alarm for each way that a capability says it can fail, one topic that they all ring, one dashboard. */
export class OperationsStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { city, folder, watched, emulated = false, ...props }: OperationsStackProps,
  ) {
    super(scope, id, props);
    const alarmName = (end: string) => `${alarmPrefix(folder)}${end}`;
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    const key = new Key(this, 'Key', {
      description: 'Gridward: alarms on their way',
      enableKeyRotation: true,
      removalPolicy: removalPolicy(city.protect),
    });
    // CloudWatch may publish to an encrypted topic only with the use of its key:
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
      }),
    );
    const topic = new Topic(this, 'AlarmTopic', {
      displayName: `Gridward ${city.name.en}`,
      masterKey: key,
      enforceSSL: true,
    });
    // The policy that demands TLS takes the place of the one that SNS gives to every topic, by which the account's alarms
    // may publish: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AllowAlarmsOfThisCity',
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account },
          ArnLike: {
            'aws:SourceArn': this.formatArn({
              service: 'cloudwatch',
              resource: 'alarm',
              resourceName: alarmName('*'),
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    if (city.alarmEmail) topic.addSubscription(new EmailSubscription(city.alarmEmail));

    const ring = new SnsAction(topic);
    const specs = watched.flatMap(({ alarms }) => alarms);
    for (const spec of emulated ? specs.filter(isOfOneMetric) : specs) {
      const alarm = new Alarm(this, spec.title.replaceAll(' ', ''), {
        alarmName: alarmName(anchorOf(spec)),
        alarmDescription: `${spec.impact} What to do: docs/runbook.md#${anchorOf(spec)}`,
        metric: spec.metric,
        threshold: spec.threshold,
        evaluationPeriods: spec.within ?? spec.periods ?? 1,
        ...(spec.within && { datapointsToAlarm: spec.periods }),
        comparisonOperator: comparison(spec),
        treatMissingData:
          spec.silence === 'bad' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(ring);
      alarm.addOkAction(ring);
    }

    new Dashboard(this, 'Dashboard', {
      dashboardName: `gridward-${folder}`,
      widgets: watched.map(({ widgets }) => [...(widgets ?? [])]),
    });
    new CfnOutput(this, 'AlarmTopicArn', { value: topic.topicArn });
  }
}

const isOfOneMetric = ({ metric }: AlarmSpec): boolean => metric.toMetricConfig().metricStat !== undefined;

const comparison = ({ below }: AlarmSpec): ComparisonOperator =>
  below ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD;
