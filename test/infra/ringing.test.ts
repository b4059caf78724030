import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { chineseCity, trialCity } from './cities.ts';
import { onlyResourceOf, resourcesOf, synthesise, type Template } from './templates.ts';

const ACCOUNT = '111122223333';

describe.each([
  { partition: 'aws', folder: 'trial', city: trialCity },
  { partition: 'aws-cn', folder: 'nantong', city: chineseCity },
])('in the partition $partition', ({ partition, folder, city }) => {
  let operations: Template;
  let names: string[];

  beforeAll(() => {
    ({ operations } = synthesise(folder, city));
    names = resourcesOf(operations, 'AWS::CloudWatch::Alarm').map(
      ([, { Properties }]) => Properties.AlarmName,
    );
  }, 60_000);

  const alarmArn = (name: string, account = ACCOUNT) =>
    `arn:${partition}:cloudwatch:${city.region}:${account}:alarm:${name}`;

  /** A string of the template as it is once deployed; what refers to a resource becomes its logical id. */
  const deployed = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const [[intrinsic, argument]] = Object.entries(value as Record<string, unknown>) as [[string, unknown]];
    if (intrinsic === 'Fn::Join') {
      const [between, pieces] = argument as [string, unknown[]];
      return pieces.map(deployed).join(between);
    }
    const pseudo: Record<string, string> = { 'AWS::Partition': partition, 'AWS::AccountId': ACCOUNT };
    return pseudo[argument as string] ?? [argument as string | string[]].flat()[0]!;
  };

  /** Whether the statements let CloudWatch do an action over TLS, for an alarm of that ARN in that account. */
  const permits = (
    statements: readonly Statement[],
    action: string,
    resource: string,
    alarm: { arn: string; account: string },
  ): boolean => {
    const request: Record<string, string> = {
      'aws:SourceArn': alarm.arn,
      'aws:SourceAccount': alarm.account,
      'aws:SecureTransport': 'true',
    };
    const matching = statements.filter(
      ({ Principal, Action, Resource, Condition = {} }) =>
        (Principal === '*' ||
          Principal.AWS === '*' ||
          [Principal.Service].flat().includes('cloudwatch.amazonaws.com')) &&
        [Action].flat().includes(action) &&
        ['*', resource].includes(deployed(Resource)) &&
        Object.entries(Condition).every(([operator, keys]) =>
          Object.entries(keys).every(([key, wanted]) =>
            isMet(operator, request[key] ?? `without ${key}`, deployed(wanted)),
          ),
        ),
    );
    return matching.length > 0 && matching.every(({ Effect }) => Effect === 'Allow');
  };

  it('every alarm is let through to the topic and to the key of the topic', () => {
    expect(names.length).toBeGreaterThan(20);
    const policies = resourcesOf(operations, 'AWS::SNS::TopicPolicy').map(([, { Properties }]) => Properties);
    for (const [, { Properties }] of resourcesOf(operations, 'AWS::CloudWatch::Alarm')) {
      const actions = [...Properties.AlarmActions, ...Properties.OKActions];
      expect(actions.length).toBeGreaterThan(1);
      for (const { Ref: topic } of actions) {
        const policy = policies.find(({ Topics }) =>
          Topics.some(({ Ref }: { Ref: string }) => Ref === topic),
        );
        const statements: Statement[] = policy!.PolicyDocument.Statement;
        const alarm = { arn: alarmArn(Properties.AlarmName), account: ACCOUNT };
        expect(permits(statements, 'sns:Publish', topic, alarm), Properties.AlarmName).toBe(true);

        const key = deployed(operations.Resources[topic]!.Properties.KmsMasterKeyId);
        const ofKey: Statement[] = operations.Resources[key]!.Properties.KeyPolicy.Statement;
        for (const action of ['kms:Decrypt', 'kms:GenerateDataKey'])
          expect(permits(ofKey, action, key, alarm), `${Properties.AlarmName} ${action}`).toBe(true);
      }
    }
  });

  it('neither the alarms of another account nor those of somebody else in this one ring there', () => {
    const [topic] = resourcesOf(operations, 'AWS::SNS::Topic')[0]!;
    const { Statement: statements } = onlyResourceOf(operations, 'AWS::SNS::TopicPolicy').Properties
      .PolicyDocument as { Statement: Statement[] };
    const may = (arn: string, account: string) => permits(statements, 'sns:Publish', topic, { arn, account });
    expect(may(alarmArn(names[0]!), ACCOUNT)).toBe(true);
    expect(may(alarmArn(names[0]!, '444455556666'), '444455556666')).toBe(false);
    expect(may(alarmArn('budget-of-somebody-else'), ACCOUNT)).toBe(false);
  });

  it('nobody publishes without TLS', () => {
    const { Statement: statements } = onlyResourceOf(operations, 'AWS::SNS::TopicPolicy').Properties
      .PolicyDocument as { Statement: Statement[] };
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it('the acceptance in docs/go-live.md rings an alarm that exists', () => {
    const page = readFileSync(new URL('../../docs/go-live.md', import.meta.url), 'utf8');
    const rung = [...page.matchAll(/set-alarm-state --alarm-name "([^"]+)" --state-value ALARM/g)].map(
      ([, name]) => name!.replace('$CITY', folder),
    );
    expect(rung).toHaveLength(1);
    expect(names).toContain(rung[0]);
    const asked = [...page.matchAll(/--alarm-name "([^"]+)"/g)].map(([, name]) =>
      name!.replace('$CITY', folder),
    );
    for (const name of asked) expect(names).toContain(name);
  });
});

interface Statement {
  Effect: 'Allow' | 'Deny';
  Principal: '*' | { AWS?: unknown; Service?: string | string[] };
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

/** Whether a condition of a policy is met: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const isMet = (operator: string, value: string, wanted: string): boolean => {
  if (operator === 'StringEquals' || operator === 'Bool') return value === wanted;
  if (operator !== 'ArnLike') throw new Error(`the test does not know ${operator}`);
  const pattern = wanted.split('*').map((piece) => piece.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(value);
};
