import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { City } from '../../infra/city.ts';
import { chineseCity, trialCity } from './cities.ts';
import { type Resource, synthesise } from './templates.ts';

const ACCOUNT = '111122223333';

interface Statement {
  Sid: string;
  Effect: string;
  Action: string[];
  Resource: Sub | Sub[];
  Condition?: { StringEquals: { 'iam:PassedToService': string[] } };
}
type Sub = string | { 'Fn::Sub': string };
interface BootstrapTemplate {
  Resources: Record<
    string,
    { Type: string; Properties: { PolicyDocument: { Version: string; Statement: Statement[] } } }
  >;
  Outputs: { PolicyArns: { Value: { 'Fn::Join': [string, { Ref: string }[]] } } };
}

const template: BootstrapTemplate = JSON.parse(
  readFileSync(new URL('../../infra/bootstrap-policy.json', import.meta.url), 'utf8'),
);
const documents = Object.values(template.Resources).map(({ Properties }) => Properties.PolicyDocument);
const statements = documents.flatMap(({ Statement }) => Statement);

const deployed = (value: Sub, partition: string): string =>
  typeof value === 'string'
    ? value
    : value['Fn::Sub']
        .replaceAll(/\$\{AWS::Partition\}/g, partition)
        .replaceAll(/\$\{AWS::AccountId\}/g, ACCOUNT);

const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replaceAll(/[.$]/g, '\\$&'))
      .join('.*')}$`,
  ).test(text);

/** The statements that allow an action on a resource. */
const allowing = (action: string, arn: string, partition = 'aws-cn'): Statement[] =>
  statements.filter(
    ({ Action, Resource: resources }) =>
      Action.some((pattern) => matches(pattern, action)) &&
      [resources].flat().some((pattern) => matches(deployed(pattern, partition), arn)),
  );

/** How a resource is called in an ARN after the partition, by its name or by the one that CloudFormation makes up. */
type Called = (name: string) => string;
const inAccount =
  (service: string, kind = ''): Called =>
  (name) =>
    `${service}:cn-north-1:${ACCOUNT}:${kind}${name}`;
const ofApi: Called = () => 'apigateway:cn-north-1::/apis/a1b2c3d4/routes/r1';
const role: Called = (name) => `iam::${ACCOUNT}:role/${name}`;

const readFunction = [
  'GetFunction',
  'GetFunctionCodeSigningConfig',
  'GetFunctionRecursionConfig',
  'GetFunctionScalingConfig',
];

/**
 * What CloudFormation calls for each type of the stacks, as AWS's resource schemas name it ("handlers", August 2026),
 * without what belongs to properties that no stack has.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
const CALLS: Record<string, { called: Called; service: string; actions: string[] }> = {
  'AWS::ApiGatewayV2::Api': {
    called: () => 'apigateway:cn-north-1::/apis/a1b2c3d4',
    service: 'apigateway',
    actions: ['DELETE', 'GET', 'PATCH', 'PUT'],
  },
  'AWS::ApiGatewayV2::Authorizer': {
    called: ofApi,
    service: 'apigateway',
    actions: ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'],
  },
  'AWS::ApiGatewayV2::Integration': {
    called: ofApi,
    service: 'apigateway',
    actions: ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'],
  },
  'AWS::ApiGatewayV2::Route': {
    called: ofApi,
    service: 'apigateway',
    actions: ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'],
  },
  'AWS::ApiGatewayV2::Stage': {
    called: ofApi,
    service: 'apigateway',
    actions: ['DELETE', 'GET', 'PATCH', 'POST', 'TagResource', 'UntagResource'],
  },
  'AWS::CloudWatch::Alarm': {
    called: inAccount('cloudwatch', 'alarm:'),
    service: 'cloudwatch',
    actions: [
      'DeleteAlarms',
      'DescribeAlarms',
      'ListTagsForResource',
      'PutMetricAlarm',
      'TagResource',
      'UntagResource',
    ],
  },
  'AWS::CloudWatch::Dashboard': {
    called: (name) => `cloudwatch::${ACCOUNT}:dashboard/${name}`,
    service: 'cloudwatch',
    actions: [
      'DeleteDashboards',
      'GetDashboard',
      'ListTagsForResource',
      'PutDashboard',
      'TagResource',
      'UntagResource',
    ],
  },
  'AWS::Cognito::UserPool': {
    called: inAccount('cognito-idp', 'userpool/'),
    service: 'cognito-idp',
    actions: [
      'CreateUserPool',
      'DeleteUserPool',
      'DescribeUserPool',
      'GetUserPoolMfaConfig',
      'ListTagsForResource',
      'SetUserPoolMfaConfig',
      'TagResource',
      'UntagResource',
      'UpdateUserPool',
    ],
  },
  'AWS::Cognito::UserPoolClient': {
    called: inAccount('cognito-idp', 'userpool/'),
    service: 'cognito-idp',
    actions: [
      'CreateUserPoolClient',
      'DeleteUserPoolClient',
      'DescribeUserPoolClient',
      'UpdateUserPoolClient',
    ],
  },
  'AWS::DynamoDB::Table': {
    called: inAccount('dynamodb', 'table/'),
    service: 'dynamodb',
    actions: [
      'CreateTable',
      'DeleteTable',
      'DescribeContinuousBackups',
      'DescribeContributorInsights',
      'DescribeKinesisStreamingDestination',
      'DescribeTable',
      'DescribeTimeToLive',
      'GetResourcePolicy',
      'ListTagsOfResource',
      'TagResource',
      'UntagResource',
      'UpdateContinuousBackups',
      'UpdateTable',
      'UpdateTimeToLive',
    ],
  },
  'AWS::Events::EventBus': {
    called: inAccount('events', 'event-bus/'),
    service: 'events',
    actions: [
      'CreateEventBus',
      'DeleteEventBus',
      'DescribeEventBus',
      'ListTagsForResource',
      'TagResource',
      'UntagResource',
      'UpdateEventBus',
    ],
  },
  'AWS::Events::Rule': {
    called: inAccount('events', 'rule/'),
    service: 'events',
    actions: [
      'DeleteRule',
      'DescribeRule',
      'ListTagsForResource',
      'ListTargetsByRule',
      'PutRule',
      'PutTargets',
      'RemoveTargets',
      'TagResource',
      'UntagResource',
    ],
  },
  'AWS::IAM::Policy': {
    called: role,
    service: 'iam',
    actions: ['DeleteRolePolicy', 'GetRolePolicy', 'PutRolePolicy'],
  },
  'AWS::IAM::Role': {
    called: role,
    service: 'iam',
    actions: [
      'CreateRole',
      'DeleteRole',
      'DeleteRolePolicy',
      'GetRole',
      'GetRolePolicy',
      'ListAttachedRolePolicies',
      'ListRolePolicies',
      'PutRolePolicy',
      'TagRole',
      'UntagRole',
      'UpdateAssumeRolePolicy',
      'UpdateRole',
      'UpdateRoleDescription',
    ],
  },
  'AWS::KMS::Key': {
    called: inAccount('kms', 'key/'),
    service: 'kms',
    actions: [
      'CreateKey',
      'DescribeKey',
      'DisableKey',
      'DisableKeyRotation',
      'EnableKey',
      'EnableKeyRotation',
      'GetKeyPolicy',
      'GetKeyRotationStatus',
      'ListResourceTags',
      'PutKeyPolicy',
      'ScheduleKeyDeletion',
      'TagResource',
      'UntagResource',
      'UpdateKeyDescription',
    ],
  },
  'AWS::Lambda::EventInvokeConfig': {
    called: inAccount('lambda', 'function:'),
    service: 'lambda',
    actions: [
      'DeleteFunctionEventInvokeConfig',
      'GetFunctionEventInvokeConfig',
      'PutFunctionEventInvokeConfig',
      'UpdateFunctionEventInvokeConfig',
    ],
  },
  'AWS::Lambda::EventSourceMapping': {
    called: inAccount('lambda', 'event-source-mapping:'),
    service: 'lambda',
    actions: [
      'CreateEventSourceMapping',
      'DeleteEventSourceMapping',
      'GetEventSourceMapping',
      'ListEventSourceMappings',
      'UpdateEventSourceMapping',
    ],
  },
  'AWS::Lambda::Function': {
    called: inAccount('lambda', 'function:'),
    service: 'lambda',
    actions: [
      ...readFunction,
      'CreateFunction',
      'DeleteFunction',
      'GetRuntimeManagementConfig',
      'ListTags',
      'TagResource',
      'UntagResource',
      'UpdateFunctionCode',
      'UpdateFunctionConfiguration',
    ],
  },
  'AWS::Lambda::Permission': {
    called: inAccount('lambda', 'function:'),
    service: 'lambda',
    actions: ['AddPermission', 'GetPolicy', 'RemovePermission'],
  },
  'AWS::Logs::LogGroup': {
    called: inAccount('logs', 'log-group:'),
    service: 'logs',
    actions: [
      'CreateLogGroup',
      'DeleteLogGroup',
      'DeleteRetentionPolicy',
      'DescribeIndexPolicies',
      'DescribeLogGroups',
      'GetDataProtectionPolicy',
      'ListTagsForResource',
      'PutRetentionPolicy',
      'TagResource',
      'UntagResource',
    ],
  },
  'AWS::S3::Bucket': {
    called: (name) => `s3:::${name.toLowerCase()}`,
    service: 's3',
    actions: [
      'CreateBucket',
      'DeleteBucket',
      'GetAccelerateConfiguration',
      'GetAnalyticsConfiguration',
      'GetBucketAbac',
      'GetBucketAcl',
      'GetBucketCORS',
      'GetBucketLogging',
      'GetBucketMetadataTableConfiguration',
      'GetBucketNotification',
      'GetBucketObjectLockConfiguration',
      'GetBucketOwnershipControls',
      'GetBucketPublicAccessBlock',
      'GetBucketTagging',
      'GetBucketVersioning',
      'GetBucketWebsite',
      'GetEncryptionConfiguration',
      'GetIntelligentTieringConfiguration',
      'GetInventoryConfiguration',
      'GetLifecycleConfiguration',
      'GetMetricsConfiguration',
      'GetReplicationConfiguration',
      'ListBucket',
      'ListTagsForResource',
      'PutBucketAcl',
      'PutBucketCORS',
      'PutBucketLogging',
      'PutBucketOwnershipControls',
      'PutBucketPublicAccessBlock',
      'PutBucketTagging',
      'PutBucketVersioning',
      'PutEncryptionConfiguration',
      'PutLifecycleConfiguration',
      'TagResource',
      'UntagResource',
    ],
  },
  'AWS::S3::BucketPolicy': {
    called: (name) => `s3:::${name.toLowerCase()}`,
    service: 's3',
    actions: ['DeleteBucketPolicy', 'GetBucketPolicy', 'PutBucketPolicy'],
  },
  'AWS::SNS::Subscription': {
    called: (name) => `sns:cn-north-1:${ACCOUNT}:${name}:0b7e`,
    service: 'sns',
    actions: ['GetSubscriptionAttributes', 'SetSubscriptionAttributes', 'Subscribe', 'Unsubscribe'],
  },
  'AWS::SNS::Topic': {
    called: inAccount('sns'),
    service: 'sns',
    actions: [
      'CreateTopic',
      'DeleteTopic',
      'GetDataProtectionPolicy',
      'GetTopicAttributes',
      'ListSubscriptionsByTopic',
      'ListTagsForResource',
      'SetTopicAttributes',
      'TagResource',
      'UntagResource',
    ],
  },
  'AWS::SNS::TopicPolicy': { called: inAccount('sns'), service: 'sns', actions: ['SetTopicAttributes'] },
  'AWS::SQS::Queue': {
    called: inAccount('sqs'),
    service: 'sqs',
    actions: [
      'CreateQueue',
      'DeleteQueue',
      'GetQueueAttributes',
      'GetQueueUrl',
      'ListQueueTags',
      'SetQueueAttributes',
      'TagQueue',
      'UntagQueue',
    ],
  },
  'AWS::SQS::QueuePolicy': { called: inAccount('sqs'), service: 'sqs', actions: ['SetQueueAttributes'] },
  'AWS::StepFunctions::StateMachine': {
    called: inAccount('states', 'stateMachine:'),
    service: 'states',
    actions: [
      'CreateStateMachine',
      'DeleteStateMachine',
      'DescribeStateMachine',
      'ListTagsForResource',
      'TagResource',
      'UntagResource',
      'UpdateStateMachine',
    ],
  },
};

/** What is needed beside the calls for a type, by the statement that allows it. */
const BESIDE: Record<string, string[]> = {
  // A table encrypts with the key that the caller may use:
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
  KeysThatThereAre: ['kms:CreateGrant', 'kms:RevokeGrant', 'kms:Encrypt', 'kms:Decrypt'],
  Keys: ['kms:ListAliases'],
  // Code of functions and definitions of workflows; the parameter BootstrapVersion of each stack.
  BootstrapOfTheCdk: ['s3:GetObject', 's3:GetObjectVersion'],
  VersionOfTheBootstrap: ['ssm:GetParameters'],
  RolesOfFunctionsAndWorkflows: ['iam:PassRole'],
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/using-service-linked-roles.html
  RoleOfApiGateway: ['iam:CreateServiceLinkedRole'],
  // Access logs of an API, logs of a workflow:
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
  DeliveryOfLogs: [
    'logs:CreateLogDelivery',
    'logs:GetLogDelivery',
    'logs:UpdateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:DescribeResourcePolicies',
  ],
};

/** Type, and how it is called, of every resource of a city's stacks. */
const resourcesOf = (folder: string, city: City): [type: string, name: string][] => {
  const { data, service, operations } = synthesise(folder, city);
  return Object.entries({ Data: data, Service: service, Operations: operations }).flatMap(([part, stack]) =>
    Object.entries(stack.Resources).map(([id, resource]): [string, string] => [
      resource.Type,
      ownName(resource) ?? `Gridward-${folder}-${part}-${id}-1ABCDEFGHIJK`,
    ]),
  );
};

const ownName = ({ Type, Properties = {} }: Resource): string | undefined => {
  const name = Properties[`${Type.split('::').at(-1)}Name`] ?? Properties.Name;
  return Type === 'AWS::IAM::Policy' ? undefined : name;
};

let resources: [type: string, name: string][];
beforeAll(() => {
  const pages = { webOrigins: ['https://grid.example.cn'] };
  resources = [
    ...resourcesOf('trial', { ...trialCity, ...pages }),
    ...resourcesOf('nantong', { ...chineseCity, ...pages, relayLanes: 10 }),
  ];
}, 60_000);

describe('the policy for CloudFormation', () => {
  it('has its calls written down for every type of the stacks, and for no other', () => {
    expect(Object.keys(CALLS).sort()).toEqual([...new Set(resources.map(([type]) => type))].sort());
    expect(resources.length).toBeGreaterThan(250);
  });

  it('lets it make every call on every resource, by the name that the resource gets', () => {
    const refused = resources.flatMap(([type, name]) => {
      const { called, service, actions } = CALLS[type]!;
      const arn = `arn:aws-cn:${called(name)}`;
      return actions
        .filter((action) => allowing(`${service}:${action}`, arn).length === 0)
        .map((action) => `${service}:${action} ${arn}`);
    });
    expect(refused).toEqual([]);
  });

  it('holds no action that nothing needs', () => {
    const needed = Object.values(CALLS).flatMap(({ service, actions }) =>
      actions.map((action) => `${service}:${action}`),
    );
    const idle = statements.flatMap(({ Sid, Action }) =>
      Action.filter(
        (pattern) => ![...needed, ...(BESIDE[Sid] ?? [])].some((action) => matches(pattern, action)),
      ),
    );
    expect(idle).toEqual([]);
    for (const [sid, actions] of Object.entries(BESIDE))
      expect(statements.find(({ Sid }) => Sid === sid)?.Action, sid).toEqual(expect.arrayContaining(actions));
  });

  it.each([
    ['dynamodb:GetItem', `dynamodb:cn-north-1:${ACCOUNT}:table/Gridward-nantong-Data-CasesTable`],
    ['dynamodb:Query', `dynamodb:cn-north-1:${ACCOUNT}:table/Gridward-nantong-Data-CasesTable`],
    ['dynamodb:DeleteTable', `dynamodb:cn-north-1:${ACCOUNT}:table/Payroll`],
    ['s3:GetObject', 's3:::gridward-nantong-data-attachmentsbucket/cases/1/2'],
    ['s3:PutBucketPolicy', 's3:::payroll'],
    ['lambda:InvokeFunction', `lambda:cn-north-1:${ACCOUNT}:function:Gridward-nantong-Service-Sweep`],
    ['states:SendTaskSuccess', `states:cn-north-1:${ACCOUNT}:stateMachine:gridward-nantong-case-lifecycle`],
    [
      'states:GetExecutionHistory',
      `states:cn-north-1:${ACCOUNT}:execution:gridward-nantong-case-lifecycle:1`,
    ],
    ['iam:CreateRole', `iam::${ACCOUNT}:role/Administrator`],
    ['iam:PassRole', `iam::${ACCOUNT}:role/Administrator`],
    ['iam:AttachRolePolicy', `iam::${ACCOUNT}:role/Gridward-nantong-Service-SweepRole`],
    ['iam:CreateUser', `iam::${ACCOUNT}:user/Gridward-somebody`],
    ['logs:GetLogEvents', `logs:cn-north-1:${ACCOUNT}:log-group:Gridward-nantong-Service-SweepLogs`],
  ])('does not let it call %s on %s', (action, rest) => {
    expect(allowing(action, `arn:aws-cn:${rest}`)).toEqual([]);
  });

  it('lets it make the first call of all for an API, which has no id yet', () => {
    expect(allowing('apigateway:POST', 'arn:aws-cn:apigateway:cn-north-1::/apis')).toHaveLength(1);
    expect(allowing('apigateway:POST', 'arn:aws-cn:apigateway:cn-north-1::/restapis')).toEqual([]);
  });

  it('lets it give roles to functions and workflows only', () => {
    const [pass, ...others] = allowing(
      'iam:PassRole',
      `arn:aws:iam::${ACCOUNT}:role/Gridward-a-Service-B`,
      'aws',
    );
    expect(others).toEqual([]);
    expect(pass?.Condition).toEqual({
      StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'states.amazonaws.com'] },
    });
  });

  it('is short enough for IAM, in either partition, and all of it is named to the CDK', () => {
    for (const partition of ['aws', 'aws-cn'])
      for (const document of documents) {
        const written = JSON.stringify(document, (_, value) =>
          value?.['Fn::Sub'] === undefined ? value : deployed(value, partition),
        );
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
        expect(written.length).toBeLessThanOrEqual(6_144);
      }
    const [comma, named] = template.Outputs.PolicyArns.Value['Fn::Join'];
    expect([comma, named.map(({ Ref }) => Ref)]).toEqual([',', Object.keys(template.Resources)]);
    for (const { Effect } of statements) expect(Effect).toBe('Allow');
  });
});
