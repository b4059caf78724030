import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { MILESTONES } from '#domain/case/milestones.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { runRound } from '../../functions/sweep/run-round.ts';
import { ROUTES } from '../../infra/constructs/http-api.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/constructs/service-function.ts';
import { World } from '../functions/world/world.ts';
import { actionsOfCalls } from './adapter-calls.ts';
import { chineseCity, trialCity } from './cities.ts';
import {
  onlyResourceOf,
  type Resource,
  resourcesOf,
  synthesise,
  type Template,
  type Templates,
  withoutHashes,
} from './templates.ts';

let trial: Templates;
let inUse: Templates;

beforeAll(() => {
  trial = synthesise('trial', trialCity);
  inUse = synthesise('nantong', chineseCity);
}, 60_000);

describe('the data stack', () => {
  it('keeps each table on demand, under a key of its own, restorable', () => {
    const tables = resourcesOf(trial.data, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(3);
    for (const [, { Properties }] of tables)
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      });
    const keys = tables.map(([, { Properties }]) =>
      JSON.stringify(Properties.SSESpecification.KMSMasterKeyId),
    );
    expect(new Set(keys).size).toBe(3);
    const rotations = resourcesOf(trial.data, 'AWS::KMS::Key').map(
      ([, { Properties }]) => Properties.EnableKeyRotation,
    );
    expect(rotations).toEqual([true, true, true, true]);
  });

  it('gives the Cases table its stream, its expiry and its indexes', () => {
    expect(tableNamed('Cases', trial.data).Properties).toMatchObject({
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      GlobalSecondaryIndexes: [
        {
          IndexName: 'Due',
          KeySchema: [
            { AttributeName: 'dueShard', KeyType: 'HASH' },
            { AttributeName: 'dueSort', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
        {
          IndexName: 'Filed',
          KeySchema: [
            { AttributeName: 'filedIn', KeyType: 'HASH' },
            { AttributeName: 'filedSort', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['grid', 'category'] },
        },
        {
          IndexName: 'FiledBy',
          KeySchema: [
            { AttributeName: 'filedBy', KeyType: 'HASH' },
            { AttributeName: 'filedSort', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
        {
          IndexName: 'Deadlines',
          KeySchema: [
            { AttributeName: 'filedIn', KeyType: 'HASH' },
            { AttributeName: 'worklistSort', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['grid', 'category'] },
        },
        {
          IndexName: 'Pressing',
          KeySchema: [
            { AttributeName: 'pressingIn', KeyType: 'HASH' },
            { AttributeName: 'worklistSort', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['grid', 'category'] },
        },
        {
          IndexName: 'Changes',
          KeySchema: [
            { AttributeName: 'changedIn', KeyType: 'HASH' },
            { AttributeName: 'at', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['place'] },
        },
        {
          IndexName: 'Told',
          KeySchema: [
            { AttributeName: 'toldTo', KeyType: 'HASH' },
            { AttributeName: 'at', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['what'] },
        },
        {
          IndexName: 'Worklist',
          KeySchema: [
            { AttributeName: 'worklistUnit', KeyType: 'HASH' },
            { AttributeName: 'worklistSort', KeyType: 'RANGE' },
          ],
          Projection: {
            ProjectionType: 'INCLUDE',
            NonKeyAttributes: [
              'id',
              'number',
              'title',
              'category',
              'severity',
              'level',
              'grid',
              'stage',
              'dueAt',
              'why',
              'unit',
              'unitName',
              'part',
              'reason',
            ],
          },
        },
        {
          IndexName: 'Nearby',
          KeySchema: [
            { AttributeName: 'nearCell', KeyType: 'HASH' },
            { AttributeName: 'filedSort', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['category', 'point'] },
        },
      ],
    });
    expect(tableNamed('Grids', trial.data).Properties).not.toHaveProperty('StreamSpecification');
  });

  it('keeps files in a private bucket, encrypted, in every version, with every access noted', () => {
    const buckets = resourcesOf(trial.data, 'AWS::S3::Bucket');
    const [files, log] = ['AttachmentsBucket', 'AttachmentsAccessLog'].map(
      (name) => buckets.find(([id]) => id.startsWith(name))!,
    );
    expect(buckets).toHaveLength(2);
    for (const [id, { Properties }] of buckets) {
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      const policy = resourcesOf(trial.data, 'AWS::S3::BucketPolicy').find(
        ([, { Properties: its }]) => its.Bucket.Ref === id,
      )![1].Properties.PolicyDocument;
      expect(policy.Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: 's3:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
    expect(files![1].Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      LoggingConfiguration: { DestinationBucketName: { Ref: log![0] } },
      LifecycleConfiguration: {
        Rules: [
          { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
          {
            Prefix: 'drafts/',
            ExpirationInDays: 1,
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            Status: 'Enabled',
          },
          { Prefix: 'drafts/', ExpiredObjectDeleteMarker: true, Status: 'Enabled' },
        ],
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
        ],
      },
    });
    expect(files![1].Properties).not.toHaveProperty('CorsConfiguration');
    expect(log![1].Properties.LifecycleConfiguration.Rules).toEqual([
      { ExpirationInDays: 7, Status: 'Enabled' },
    ]);
  });

  it('lets web pages send files only where the city names them', () => {
    const { data } = synthesise('trial', { ...trialCity, webOrigins: ['https://grid.example.cn'] });
    const [, { Properties }] = resourcesOf(data, 'AWS::S3::Bucket').find(([id]) =>
      id.startsWith('AttachmentsBucket'),
    )!;
    expect(Properties.CorsConfiguration.CorsRules).toEqual([
      {
        AllowedOrigins: ['https://grid.example.cn'],
        AllowedMethods: ['PUT', 'GET'],
        AllowedHeaders: ['content-type', 'if-none-match', 'x-amz-checksum-sha256', 'x-amz-meta-sha256'],
      },
    ]);
  });

  it('outlives its stack where the city is in use, and goes with it where it is a trial', () => {
    const fates = ({ data }: Templates) =>
      ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::S3::Bucket'].flatMap((type) =>
        resourcesOf(data, type).map(([, { DeletionPolicy }]) => DeletionPolicy),
      );
    expect(fates(inUse)).toEqual([
      ...['Retain', 'Retain', 'Retain'],
      ...['Retain', 'Retain', 'RetainExceptOnCreate', 'Retain'],
      ...['RetainExceptOnCreate', 'RetainExceptOnCreate'],
    ]);
    const replaced = (templates: Templates) =>
      Object.values(templates.data.Resources)
        .filter(({ Type }) => /Table$|Key$|Bucket$/.test(Type))
        .map(({ UpdateReplacePolicy }) => UpdateReplacePolicy);
    expect(replaced(inUse)).toEqual(Array(9).fill('Retain'));
    expect(replaced(trial)).toEqual(Array(9).fill('Delete'));
    expect(fates(trial)).toEqual(Array(9).fill('Delete'));
    const refusals = ({ data }: Templates) =>
      resourcesOf(data, 'AWS::DynamoDB::Table').map(
        ([, { Properties }]) => Properties.DeletionProtectionEnabled,
      );
    expect(refusals(inUse)).toEqual([true, true, true]);
    expect(refusals(trial)).toEqual([false, false, false]);
  });
});

const WITH_FILES = ['ATTACHMENTS_BUCKET', 'ATTACHMENTS_HOST', 'CASES_TABLE', 'GRIDS_TABLE', 'SUBJECT_CLAIM'];

describe('the functions', () => {
  it('run on Node 24 and ARM, each with a role and a log group of its own', () => {
    const functions = resourcesOf(trial.service, 'AWS::Lambda::Function');
    expect(functions).toHaveLength(FUNCTION_NAMES.length);
    for (const [, { Properties }] of functions)
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'handler.handler',
      });
    const distinct = (value: (resource: Resource) => unknown) =>
      new Set(functions.map(([, resource]) => JSON.stringify(value(resource)))).size;
    expect(distinct(({ Properties }) => Properties.Role)).toBe(FUNCTION_NAMES.length);
    expect(distinct(({ Properties }) => Properties.LoggingConfig.LogGroup)).toBe(FUNCTION_NAMES.length);
    expect(distinct(({ Properties }) => Properties.Environment.Variables.POWERTOOLS_SERVICE_NAME)).toBe(
      FUNCTION_NAMES.length,
    );
  });

  it('each have the memory that was chosen for them: a whole CPU where many cases are worked on at once', () => {
    const memory = FUNCTION_NAMES.map((name) => [
      name,
      functionNamed(name, trial.service)[1].Properties.MemorySize,
    ]);
    expect(Object.fromEntries(memory)).toEqual({
      intake: 512,
      actions: 512,
      attachments: 512,
      queries: 512,
      registry: 512,
      planning: 512,
      operators: 512,
      webhooks: 512,
      document: 512,
      tasks: 512,
      relay: 1769,
      projector: 512,
      sender: 512,
      sweep: 1769,
      alarms: 512,
    });
  });

  it.each<[FunctionName, string[]]>([
    ['intake', WITH_FILES],
    ['actions', WITH_FILES],
    ['attachments', WITH_FILES],
    ['queries', ['ALARM_NAMES', 'CASES_TABLE', 'GRIDS_TABLE', 'STATISTICS_TABLE', 'SUBJECT_CLAIM']],
    ['registry', ['GRIDS_TABLE', 'SUBJECT_CLAIM']],
    [
      'planning',
      ['CASES_TABLE', 'GRIDS_TABLE', 'LEAST_LIMIT_SECONDS', 'LEAST_SUPERVISION_SECONDS', 'SUBJECT_CLAIM'],
    ],
    ['operators', ['CASES_TABLE', 'GRIDS_TABLE', 'SUBJECT_CLAIM', 'WORKFLOW_ARNS']],
    ['webhooks', ['CASES_TABLE', 'GRIDS_TABLE', 'SUBJECT_CLAIM', 'WEBHOOK_HOSTS', 'WEBHOOK_SECRETS']],
    ['tasks', ['CASES_TABLE', 'GRIDS_TABLE']],
    ['relay', ['CASES_TABLE', 'EVENT_BUS_NAME', 'GRIDS_TABLE', 'WORKFLOW_ARNS']],
    ['projector', ['CASES_TABLE', 'STATISTICS_TABLE']],
    ['sender', ['CASES_TABLE', 'QUEUE_URL', 'WEBHOOK_HOSTS', 'WEBHOOK_SECRETS']],
    ['sweep', ['CASES_TABLE', 'GRIDS_TABLE', 'WORKFLOW_ARNS']],
    ['alarms', ['ALARM_PREFIX', 'CASES_TABLE']],
  ])('%s knows exactly what it needs', (name, variables) => {
    const { Variables } = functionNamed(name, trial.service)[1].Properties.Environment;
    expect(Object.keys(Variables).sort()).toEqual(
      ['CITY', 'POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_SERVICE_NAME', ...variables].sort(),
    );
    expect(Variables).toMatchObject({ CITY: 'trial', POWERTOOLS_METRICS_NAMESPACE: 'Gridward' });
  });
});

describe('permissions', () => {
  const readGrids = ['BatchGetItem Grids', 'GetItem Grids'];
  const commitCases = ['BatchGetItem Cases', 'DeleteItem Cases', 'PutItem Cases'];

  const useFiles = [
    'GetObject Attachments/drafts/*',
    'ListBucket Attachments',
    'PutObject Attachments/cases/*',
  ];

  it.each<[FunctionName, string[]]>([
    ['intake', [...commitCases, ...readGrids, ...useFiles]],
    ['actions', [...commitCases, ...readGrids, ...useFiles]],
    [
      'attachments',
      [
        ...commitCases,
        'Query Cases',
        ...readGrids,
        ...useFiles,
        'GetObject Attachments/cases/*',
        'PutObject Attachments/drafts/*',
      ],
    ],
    [
      'queries',
      [
        'BatchGetItem Cases',
        'Query Cases',
        'Query Cases/index/Changes',
        'Query Cases/index/Deadlines',
        'Query Cases/index/Filed',
        'Query Cases/index/FiledBy',
        'Query Cases/index/Nearby',
        'Query Cases/index/Pressing',
        'Query Cases/index/Told',
        'Query Cases/index/Worklist',
        ...readGrids,
        'GetItem Statistics',
        'Query Statistics',
      ],
    ],
    ['registry', [...readGrids, 'Query Grids']],
    [
      'planning',
      [
        'BatchGetItem Cases',
        'PutItem Cases',
        'Query Cases',
        'Query Cases/index/Due',
        'Query Cases/index/Filed',
        ...readGrids,
        'Query Grids',
        'BatchWriteItem Grids',
        'ConditionCheckItem Grids',
        'PutItem Grids',
      ],
    ],
    [
      'operators',
      [
        ...commitCases,
        'GetItem Cases',
        'Query Cases/index/Worklist',
        ...readGrids,
        'ListExecutions CaseLifecycle',
      ],
    ],
    [
      'webhooks',
      [
        ...commitCases,
        'Query Cases',
        ...readGrids,
        'CreateSecret secrets of trial/webhooks/*',
        'DeleteSecret secrets of trial/webhooks/*',
      ],
    ],
    [
      'tasks',
      [
        ...commitCases,
        'UpdateItem Cases',
        ...readGrids,
        'SendTaskSuccess CaseLifecycle',
        'SendTaskSuccess JointHandling',
      ],
    ],
    [
      'relay',
      [
        ...commitCases,
        'GetItem Cases',
        'Query Cases',
        'UpdateItem Cases',
        ...readGrids,
        'DescribeStream Cases stream',
        'GetRecords Cases stream',
        'GetShardIterator Cases stream',
        'ListStreams Cases/stream/*',
        'GetQueueAttributes RelayDeadLetters',
        'GetQueueUrl RelayDeadLetters',
        'SendMessage RelayDeadLetters',
        'SendTaskSuccess CaseLifecycle',
        'SendTaskSuccess JointHandling',
        'StartExecution CaseLifecycle',
        'DescribeExecution executions of CaseLifecycle',
        'StopExecution executions of CaseLifecycle',
        'PutEvents RelayEvents',
      ],
    ],
    [
      'projector',
      [
        'Query Cases',
        'BatchGetItem Statistics',
        'PutItem Statistics',
        'UpdateItem Statistics',
        'DescribeStream Cases stream',
        'GetRecords Cases stream',
        'GetShardIterator Cases stream',
        'ListStreams Cases/stream/*',
        'GetQueueAttributes ProjectorDeadLetters',
        'GetQueueUrl ProjectorDeadLetters',
        'SendMessage ProjectorDeadLetters',
      ],
    ],
    [
      'sender',
      [
        ...commitCases,
        'Query Cases',
        'UpdateItem Cases',
        'GetSecretValue secrets of trial/webhooks/*',
        'ChangeMessageVisibility SenderQueue',
        'DeleteMessage SenderQueue',
        'GetQueueAttributes SenderQueue',
        'ReceiveMessage SenderQueue',
        'SendMessage SenderQueue',
      ],
    ],
    [
      'sweep',
      [
        ...commitCases,
        ...readGrids,
        'Query Cases',
        'UpdateItem Cases',
        'Query Cases/index/Due',
        'Query Cases/index/Worklist',
        'ListExecutions CaseLifecycle',
        'StartExecution CaseLifecycle',
        'DescribeExecution executions of CaseLifecycle',
      ],
    ],
    ['document', []],
    [
      'alarms',
      [
        'UpdateItem Cases',
        'GetQueueAttributes AlarmsDeadLetters',
        'GetQueueUrl AlarmsDeadLetters',
        'SendMessage AlarmsDeadLetters',
      ],
    ],
  ])('%s may do exactly this', (name, permissions) => {
    const granted = permissionsOf(functionNamed(name, trial.service)[1].Properties.Role, trial.service);
    const ofKeysAndLogs = /^(kms|logs):/;
    expect(granted.filter((permission) => !ofKeysAndLogs.test(permission)).map(withoutService)).toEqual(
      permissions.sort(),
    );
    const tables = new Set(
      permissions
        .map((permission) => /\b(Attachments|Cases|Grids|Statistics)\b/.exec(permission)?.[1])
        .filter((table) => table),
    );
    const keys = new Set(
      granted
        .filter((permission) => permission.startsWith('kms:'))
        .map((permission) => permission.split(' ')[1]),
    );
    expect([...keys].sort()).toEqual([...tables].map((table) => `${table}Key`).sort());
  });

  it.each(FUNCTION_NAMES)('%s is granted what its code asks for, no less and no more', async (name) => {
    const code = codeOf(name);
    const actions = await actionsOfCalls();
    const asked = [...code.matchAll(/\b(store|city|statistics|workflow)\d*\.(\w+)\(/g)].flatMap(
      ([, adapter, call]) => {
        const found = actions.get(`${adapter}.${call}`);
        expect(found, `${adapter}.${call} of ${name}`).toBeDefined();
        return found!;
      },
    );
    // Clients that are used directly; the bundler numbers a name that two files import.
    asked.push(...[...code.matchAll(/new (\w+)Command\d*\(/g)].map(([, command]) => command!));
    // What the API is stands beside the code.
    expect(asked.length > 0).toBe(name !== 'document');
    // Requests to S3 are signed links: `test/functions/files` says what they ask for.
    const ofLinks = /^((Get|Put)Object|ListBucket) /;
    const ofTheMapping =
      /^(DescribeStream|GetRecords|GetShardIterator|ListStreams|GetQueue\w+|ReceiveMessage|DeleteMessage) |^SendMessage \w+DeadLetters$/;
    const granted = permissionsOf(functionNamed(name, trial.service)[1].Properties.Role, trial.service)
      .filter((permission) => !/^(kms|logs):/.test(permission))
      .filter((permission) => !ofTheMapping.test(withoutService(permission)))
      // Which table and which index is the point; there are few workflows and one bus.
      .map((permission) =>
        /^(states|events|secretsmanager|sqs):/.test(permission)
          ? withoutService(permission).split(' ')[0]!
          : withoutService(permission),
      )
      .filter((permission) => !ofLinks.test(permission));
    expect([...new Set(granted)].sort()).toEqual([...new Set(asked)].sort());

    const wanted = [...code.matchAll(/\benvironment\(\{([^}]*)\}/g)].flatMap(([, members]) =>
      [...members!.matchAll(/(\w+):/g)].map(([, variable]) => variable!),
    );
    const given = Object.keys(functionNamed(name, trial.service)[1].Properties.Environment.Variables);
    expect(given.filter((variable) => !/^(POWERTOOLS_|CITY$)/.test(variable)).sort()).toEqual(
      // Every function is told its city; Lambda gives its own; and a city gives the last where it wants another value.
      [...new Set(wanted)]
        .filter((variable) => !/^((AWS|LAMBDA)_\w+|CITY|REFERENCE_SECONDS)$/.test(variable))
        .sort(),
    );
  });

  it.each([
    [
      'CaseLifecycle',
      [
        'StartExecution JointHandling',
        'DescribeExecution executions of JointHandling',
        'StopExecution executions of JointHandling',
      ],
    ],
    ['JointHandling', []],
  ])('the workflow %s may call the tasks, and start only what it waits for', (machine, nested) => {
    const [, { Properties }] = resourcesOf(trial.service, 'AWS::StepFunctions::StateMachine').find(([id]) =>
      id.startsWith(machine),
    )!;
    const granted = permissionsOf(Properties.RoleArn, trial.service);
    expect(granted.filter((permission) => /^(lambda|states):/.test(permission)).map(withoutService)).toEqual(
      ['InvokeFunction Tasks', ...nested].sort(),
    );
    expect(
      granted
        .filter((permission) => permission.startsWith('events:'))
        .every((permission) => permission.includes('StepFunctionsGetEventsForStepFunctionsExecutionRule')),
    ).toBe(true);
  });

  it('reach every resource only where actions know no resources: log delivery of the two workflows', () => {
    const everywhere = resourcesOf(trial.service, 'AWS::IAM::Policy').flatMap(([id, { Properties }]) =>
      Properties.PolicyDocument.Statement.filter(({ Resource }: Statement) =>
        [Resource].flat().includes('*'),
      ).map(({ Action }: Statement) => [
        id.replace(/Machine.*/, ''),
        [Action].flat().every((action) => action.startsWith('logs:')),
      ]),
    );
    expect(everywhere.sort()).toEqual([
      ['CaseLifecycle', true],
      ['JointHandling', true],
    ]);
    expect(JSON.stringify([trial.data, trial.service])).not.toMatch(
      /"(dynamodb|states|lambda|kms:\*|events):\*"/,
    );
    expect(JSON.stringify(trial.service)).not.toContain(':iam::aws:policy/');
  });
});

describe('the API', () => {
  it('has exactly its routes, each behind the one token check', () => {
    const routes = resourcesOf(trial.service, 'AWS::ApiGatewayV2::Route');
    expect(routes.map(([, { Properties }]) => Properties.RouteKey).sort()).toEqual(
      Object.values(ROUTES).flat().sort(),
    );
    expect(routes).toHaveLength(50);
    const [authorizer] = resourcesOf(trial.service, 'AWS::ApiGatewayV2::Authorizer');
    for (const [, { Properties }] of routes)
      expect(Properties).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId: { Ref: authorizer![0] } });
  });

  it('leads each route to its function', () => {
    for (const [, { Properties }] of resourcesOf(trial.service, 'AWS::ApiGatewayV2::Route')) {
      const name = Object.entries(ROUTES).find(([, routes]) =>
        (routes as readonly string[]).includes(Properties.RouteKey),
      )![0];
      const integration = JSON.stringify(Properties.Target).match(/"Ref":"([^"]+)"/)![1]!;
      expect(trial.service.Resources[integration]!.Properties).toMatchObject({
        PayloadFormatVersion: '2.0',
        IntegrationUri: { 'Fn::GetAtt': [functionNamed(name as FunctionName, trial.service)[0], 'Arn'] },
      });
    }
  });

  it('takes the tokens of the issuer in city.json', () => {
    expect(onlyResourceOf(inUse.service, 'AWS::ApiGatewayV2::Authorizer').Properties).toMatchObject({
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: 'https://id.example.cn', Audience: ['gridward'] },
    });
    expect(functionNamed('registry', inUse.service)[1].Properties.Environment.Variables.SUBJECT_CLAIM).toBe(
      'sub',
    );
  });

  it('logs every access as JSON, without addresses and people, and limits the rate', () => {
    const { AccessLogSettings, DefaultRouteSettings } = onlyResourceOf(
      trial.service,
      'AWS::ApiGatewayV2::Stage',
    ).Properties;
    const variables = Object.values(JSON.parse(AccessLogSettings.Format));
    expect(variables.length).toBeGreaterThan(5);
    for (const variable of variables)
      expect(variable).not.toMatch(/identity|claims|path$|userAgent|sourceIp/);
    expect(DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0);
    expect(onlyResourceOf(trial.service, 'AWS::ApiGatewayV2::Api').Properties).not.toHaveProperty(
      'CorsConfiguration',
    );
  });
});

describe('web pages', () => {
  const origins = ['https://grid.example.cn', 'https://desk.example.cn:8443'];

  it('may call the API where the city names them, with every header that it reads, and see what it answers', () => {
    const { service } = synthesise('trial', { ...trialCity, webOrigins: origins });
    const cors = onlyResourceOf(service, 'AWS::ApiGatewayV2::Api').Properties.CorsConfiguration;
    expect(cors).toEqual({
      AllowOrigins: origins,
      AllowMethods: ['GET', 'POST'],
      AllowHeaders: [
        'authorization',
        'content-type',
        'accept-language',
        'idempotency-key',
        'if-match',
        'if-none-match',
      ],
      ExposeHeaders: [
        'etag',
        'location',
        'content-disposition',
        'idempotent-replayed',
        'retry-after',
        'x-request-id',
      ],
      MaxAge: 3600,
    });
    const methods = Object.values(ROUTES)
      .flat()
      .map((route) => route.split(' ')[0]);
    expect(new Set(cors.AllowMethods)).toEqual(new Set(methods));
  });

  it('send headers that the functions read, and no others are read', () => {
    const { service } = synthesise('trial', { ...trialCity, webOrigins: origins });
    const { AllowHeaders } = onlyResourceOf(service, 'AWS::ApiGatewayV2::Api').Properties.CorsConfiguration;
    const source = readFileSync(new URL('../../functions/shared/http/request.ts', import.meta.url), 'utf8');
    const read = [...source.matchAll(/headers\['([a-z-]+)'\]/g)].map(([, header]) => header!);
    // Read to be refused: whatever is coded is not taken.
    const refused = 'content-encoding';
    const taken = ['accept-language', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'];
    expect(new Set(read)).toEqual(new Set([...taken, refused]));
    expect(AllowHeaders).toEqual(expect.arrayContaining(taken));
    expect(AllowHeaders).not.toContain(refused);
  });

  it('meet no route of their own: the gateway answers their preflight, and asks for no token', () => {
    const { service } = synthesise('trial', { ...trialCity, webOrigins: origins });
    const keys = resourcesOf(service, 'AWS::ApiGatewayV2::Route').map(
      ([, { Properties }]) => Properties.RouteKey,
    );
    expect(keys).toHaveLength(50);
    for (const key of keys) expect(key).not.toMatch(/^(OPTIONS|ANY) |\$default/);
  });
});

describe('the workflows', () => {
  it('are standard workflows from the files of workflows/, logged without their data', () => {
    const machines = resourcesOf(trial.service, 'AWS::StepFunctions::StateMachine');
    expect(machines).toHaveLength(2);
    for (const [, { Properties }] of machines)
      expect(Properties).toMatchObject({
        StateMachineType: 'STANDARD',
        LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      });
    const substitutions = Object.fromEntries(
      machines.map(([id, { Properties }]) => [
        id.replace(/Machine.*/, ''),
        Object.keys(Properties.DefinitionSubstitutions).sort(),
      ]),
    );
    expect(substitutions).toEqual({
      CaseLifecycle: ['JointHandlingArn', 'Partition', 'TasksArn'],
      JointHandling: ['Partition', 'TasksArn'],
    });
  });

  it.each([
    'case-lifecycle',
    'joint-handling',
  ])('%s uses no substitution that it is not given', (workflow) => {
    const definition = readFileSync(new URL(`../../workflows/${workflow}.asl.json`, import.meta.url), 'utf8');
    const given =
      workflow === 'case-lifecycle'
        ? ['JointHandlingArn', 'Partition', 'TasksArn']
        : ['Partition', 'TasksArn'];
    expect([...new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!))].sort()).toEqual(
      given,
    );
  });
});

describe('what functions are told of workflows', () => {
  it.each<FunctionName>(['relay', 'operators'])('%s finds the ARN of each by its name', (name) => {
    const { WORKFLOW_ARNS } = functionNamed(name, trial.service)[1].Properties.Environment.Variables;
    const [text, parts] = WORKFLOW_ARNS['Fn::Join'];
    const arns = JSON.parse(
      parts.map((part: unknown) => (typeof part === 'string' ? part : 'the ARN')).join(text),
    );
    const named = DEFINITIONS.map(({ workflow }) => workflow);
    expect(arns).toEqual(Object.fromEntries(named.map((workflow) => [workflow, 'the ARN'])));
    expect(JSON.stringify(parts)).toContain('CaseLifecycleMachine');
  });
});

describe('the relay', () => {
  it('reads cases and events from the stream, in small batches, and gives up into a queue', () => {
    const { Properties } = mappingOf('Relay', trial.service);
    expect(Properties).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 10,
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 43_200,
    });
    // Tries are bounded by time: how long Lambda pauses between them is written nowhere.
    expect(Properties).not.toHaveProperty('MaximumRetryAttempts');
    // The relay throws at the first record that fails; a partial answer would let later records of a case overtake.
    expect(Properties.FunctionResponseTypes).toBeUndefined();
    expect(
      Properties.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern)),
    ).toEqual([
      { dynamodb: { Keys: { sk: { S: ['RECORD', { prefix: 'EVENT#' }, { prefix: 'REDELIVERY#' }] } } } },
    ]);
    expect(JSON.stringify(Properties.DestinationConfig.OnFailure)).toContain('RelayDeadLetters');
  });
});

describe('the projector', () => {
  it('reads events from the stream beside the relay, a minute of them in one lane a shard', () => {
    const { Properties } = mappingOf('Projector', trial.service);
    expect(Properties).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 1_000,
      MaximumBatchingWindowInSeconds: 60,
      ParallelizationFactor: 1,
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 43_200,
    });
    expect(
      Properties.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern)),
    ).toEqual([{ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'EVENT#' }] } } } }]);
    expect(Properties.EventSourceArn).toEqual(mappingOf('Relay', trial.service).Properties.EventSourceArn);
    expect(JSON.stringify(Properties.DestinationConfig.OnFailure)).toContain('ProjectorDeadLetters');
  });

  it('is the second reader of the stream, and the last that a shard takes', () => {
    const readers = resourcesOf(trial.service, 'AWS::Lambda::EventSourceMapping').filter(
      ([, { Properties }]) => Properties.StartingPosition !== undefined,
    );
    expect(readers).toHaveLength(2);
  });
});

describe('the sender', () => {
  it('hears of the milestones and of nothing else, through a queue that keeps what fails for longer than a day', () => {
    const [rule, ...others] = patterns(trial).filter(({ EventBusName }) => EventBusName !== undefined);
    expect(others).toEqual([]);
    expect(rule).toMatchObject({
      EventBusName: { Ref: expect.stringMatching(/^RelayEvents/) },
      EventPattern: { source: ['gridward.cases'], 'detail-type': [...MILESTONES] },
      Targets: [{ Arn: { 'Fn::GetAtt': [expect.stringMatching(/^SenderQueue/), 'Arn'] } }],
    });
    expect(JSON.stringify(rule!.Targets[0].DeadLetterConfig)).toContain('SenderDeadLetters');
    const [, { Properties: queue }] = resourcesOf(trial.service, 'AWS::SQS::Queue').find(([id]) =>
      id.startsWith('SenderQueue'),
    )!;
    expect(queue).toMatchObject({
      SqsManagedSseEnabled: true,
      VisibilityTimeout: 180,
      MessageRetentionPeriod: 4 * 86_400,
      RedrivePolicy: { maxReceiveCount: 100 },
    });
  });

  it('answers for each message of a batch by itself, five batches at once at most', () => {
    const { Properties } = mappingOf('Sender', trial.service);
    expect(Properties).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
    expect(functionNamed('sender', trial.service)[1].Properties.Timeout).toBe(30);
  });

  it('and whoever makes webhooks know the hosts of the city’s own network', () => {
    const { service } = synthesise('trial', { ...trialCity, webhookHosts: ['desk.example.gov.cn'] });
    for (const name of ['sender', 'webhooks'] as const) {
      const told = (template: Template) =>
        functionNamed(name, template)[1].Properties.Environment.Variables.WEBHOOK_HOSTS;
      expect(told(service)).toBe('["desk.example.gov.cn"]');
      expect(told(trial.service)).toBe('[]');
    }
  });
});

describe('the lanes of the relay', () => {
  it.each([
    ['one on each shard, which leaves a new account room for the API', trialCity, 1],
    ['as many as the city asks for', { ...trialCity, relayLanes: 10 }, 10],
  ])('are %s', (_, city, lanes) => {
    const { service } = synthesise('trial', city);
    expect(mappingOf('Relay', service).Properties.ParallelizationFactor).toBe(lanes);
  });

  it('are bounded by the mapping alone: no function reserves concurrency, which a new account refuses', () => {
    const functions = resourcesOf(trial.service, 'AWS::Lambda::Function');
    expect(functions).toHaveLength(15);
    for (const [, { Properties }] of functions)
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });
});

describe('a relay that does not run', () => {
  /** The value of the alarm's expression for what was metered in one period; undefined where nothing was. */
  const rings = (metered: Partial<Record<'filings' | 'commands' | 'writes' | 'runs', number>>): boolean => {
    const { Metrics, Threshold, ComparisonOperator } = silentRelay();
    const [{ Expression }] = Metrics.filter(({ ReturnData = true }: { ReturnData?: boolean }) => ReturnData);
    const code = Expression.replaceAll(' AND ', ' && ').replaceAll(/\b(IF|FILL)\(/g, '$1_(');
    const names = ['filings', 'commands', 'writes', 'runs'] as const;
    const value = new Function('IF_', 'FILL_', ...names, `return ${code}`)(
      (condition: boolean, yes: number, no: number) => (condition ? yes : no),
      (metric: number | undefined, otherwise: number) => metric ?? otherwise,
      ...names.map((name) => metered[name]),
    );
    expect(ComparisonOperator).toBe('GreaterThanOrEqualToThreshold');
    expect(value).toEqual(expect.any(Number));
    return value >= Threshold;
  };
  const silentRelay = () => alarms(trial).find(({ AlarmName }) => AlarmName.endsWith('-relay-not-running'))!;

  it.each([
    ['cases were filed and nothing ran', { filings: 3, writes: 40 }, true],
    ['commands were given and nothing ran', { commands: 1, writes: 13 }, true],
    ['filings and commands, and a run of the relay', { filings: 3, commands: 2, writes: 66, runs: 1 }, false],
    ['every request was refused', { filings: 2, commands: 1 }, false],
    ['a workflow looked at its clock while nobody worked', { writes: 2 }, false],
    ['the relay was busy with rungs', { writes: 90, runs: 4 }, false],
    ['nobody did anything', {}, false],
  ])('rings or not: %s', (_, metered, expected) => {
    expect(rings(metered)).toBe(expected);
  });

  it('is looked for in ten minutes of the functions and the table that it names', () => {
    const { Metrics, EvaluationPeriods, TreatMissingData } = silentRelay();
    expect(EvaluationPeriods).toBe(2);
    expect(TreatMissingData).toBe('notBreaching');
    const parts = Metrics.filter(({ MetricStat }: { MetricStat?: unknown }) => MetricStat).map(
      ({ Id, ReturnData, MetricStat: { Metric, Period, Stat } }: MetricPart) => {
        expect([ReturnData, Period, Stat]).toEqual([false, 300, 'Sum']);
        const source = JSON.stringify(Metric.Dimensions).match(
          /(Intake|Actions|Relay|Cases)(Function|Table)/,
        )![1];
        return [Id, Metric.Namespace, Metric.MetricName, source];
      },
    );
    expect(parts.sort()).toEqual([
      ['commands', 'AWS/Lambda', 'Invocations', 'Actions'],
      ['filings', 'AWS/Lambda', 'Invocations', 'Intake'],
      ['runs', 'AWS/Lambda', 'Invocations', 'Relay'],
      ['writes', 'AWS/DynamoDB', 'ConsumedWriteCapacityUnits', 'Cases'],
    ]);
  });

  it('is not looked for by an emulator, which takes all the other alarms', () => {
    const { operations } = synthesise('trial', trialCity, { emulated: true });
    const taken = resourcesOf(operations, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    expect(taken.filter(({ Metrics }) => Metrics)).toEqual([]);
    const refused = alarms(trial).filter(
      ({ AlarmName }) => !taken.some((its) => its.AlarmName === AlarmName),
    );
    expect(refused).toContainEqual(silentRelay());
    expect(refused.filter(({ Metrics }) => !Metrics)).toEqual([]);
    expect(taken.map(({ AlarmName }) => AlarmName)).toContain('gridward-trial-sweep-not-running');
  });
});

describe('the sweep', () => {
  it('runs every minute, and is tried again by the next minute only', () => {
    const [{ Properties }, ...others] = resourcesOf(trial.service, 'AWS::Events::Rule').flatMap(([, rule]) =>
      rule.Properties.ScheduleExpression === undefined ? [] : [rule],
    ) as [Resource, ...Resource[]];
    expect(others).toEqual([]);
    expect(Properties.ScheduleExpression).toBe('rate(1 minute)');
    expect(Properties.Targets).toHaveLength(1);
    expect(Properties.Targets[0].RetryPolicy.MaximumRetryAttempts).toBe(0);
    expect(JSON.stringify(Properties.Targets[0].DeadLetterConfig)).toContain('SweepDeadLetters');
    expect(triesOf('Sweep', trial).MaximumRetryAttempts).toBe(0);
  });

  it('counts everything of its own that an alarm watches', async () => {
    const round = { timeIsUp: () => false, quarterHour: true };
    const { measured } = await runRound(new World().relayServices(), round);
    const counted = Object.keys({ ...measured.count, ...measured.seconds });
    const watched = alarms(trial)
      .filter(({ Dimensions = [] }) => Dimensions.some(({ Value }: { Value: unknown }) => Value === 'sweep'))
      .map(({ MetricName }) => MetricName);
    expect(watched.length).toBeGreaterThan(3);
    for (const name of watched) expect(counted).toContain(name);
  });

  it('rings when it is silent', () => {
    const alarm = alarms(trial).find(({ AlarmName }) => AlarmName.endsWith('-sweep-not-running'));
    expect(alarm).toMatchObject({
      MetricName: 'Invocations',
      ComparisonOperator: 'LessThanThreshold',
      EvaluationPeriods: 5,
      Period: 60,
      TreatMissingData: 'breaching',
    });
  });
});

describe('the notes of alarms', () => {
  it('hear on the default bus of the alarms of this city, when they change and when they are deleted', () => {
    const rules = patterns(trial).filter(({ EventBusName }) => EventBusName === undefined);
    expect(rules.map(({ EventPattern }) => EventPattern)).toEqual([
      {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        detail: { alarmName: [{ prefix: 'gridward-trial-' }] },
      },
      {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm Configuration Change'],
        detail: { alarmName: [{ prefix: 'gridward-trial-' }], operation: ['delete'] },
      },
    ]);
    const [id, { Properties }] = functionNamed('alarms', trial.service);
    for (const { Targets } of rules) {
      expect(Targets).toMatchObject([{ Arn: { 'Fn::GetAtt': [id, 'Arn'] } }]);
      expect(JSON.stringify(Targets[0].DeadLetterConfig)).toContain('AlarmsDeadLetters');
    }
    // The beginning by which the function knows them is that of all alarms there are.
    const { ALARM_PREFIX } = Properties.Environment.Variables;
    expect(alarms(trial).filter(({ AlarmName }) => !AlarmName.startsWith(ALARM_PREFIX))).toEqual([]);
    expect(ALARM_PREFIX).toBe('gridward-trial-');
  });

  it('are tried three times, and then put aside', () => {
    const tries = triesOf('Alarms', trial);
    expect(tries).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 21_600 });
    expect(JSON.stringify(tries.DestinationConfig.OnFailure)).toContain('AlarmsDeadLetters');
  });

  it('are shown of every alarm that the city has, and of no other', () => {
    for (const [templates, folder] of [
      [trial, 'trial'],
      [inUse, 'nantong'],
    ] as const) {
      const { ALARM_NAMES } = functionNamed('queries', templates.service)[1].Properties.Environment.Variables;
      const names = JSON.parse(ALARM_NAMES).map((name: string) => `gridward-${folder}-${name}`);
      expect(names.sort()).toEqual(
        alarms(templates)
          .map(({ AlarmName }) => AlarmName)
          .sort(),
      );
      // Lambda takes four kilobytes of variables in all.
      expect(ALARM_NAMES.length).toBeLessThan(3_000);
    }
  });
});

describe('alarms', () => {
  it('cover each way in which a case can stand still, or statistics', () => {
    expect(
      alarms(trial)
        .map(({ AlarmName }) => AlarmName.replace('gridward-trial-', ''))
        .sort(),
    ).toEqual([
      'alarm-notes-failing',
      'alarm-notes-skipped',
      'api-failing',
      'api-functions-failing',
      'api-functions-throttled',
      'calendar-ending',
      'calendar-over',
      'case-lifecycle-aborted',
      'case-lifecycle-failed',
      'case-lifecycle-throttled',
      'case-lifecycle-timed-out',
      'case-not-driven',
      'case-parked',
      'cases-table-failing',
      'cases-table-reads-throttled',
      'cases-table-writes-throttled',
      'changes-index-throttled',
      'concurrency-nearly-used-up',
      'deadlines-index-throttled',
      'driving-again-failing',
      'due-index-throttled',
      'filed-index-throttled',
      'filedby-index-throttled',
      'grids-table-failing',
      'grids-table-reads-throttled',
      'grids-table-writes-throttled',
      'history-not-counted',
      'job-failing',
      'joint-handling-aborted',
      'joint-handling-failed',
      'joint-handling-throttled',
      'joint-handling-timed-out',
      'minute-rule-refused',
      'nearby-index-throttled',
      'nobody-can-sign-in',
      'pressing-index-throttled',
      'projector-behind',
      'projector-failing',
      'projector-not-running',
      'projector-skipped-records',
      'relay-behind',
      'relay-failing',
      'relay-gave-up',
      'relay-not-running',
      'relay-skipped-records',
      'rungs-late',
      'statistics-table-failing',
      'statistics-table-reads-throttled',
      'statistics-table-writes-throttled',
      'sweep-failing',
      'sweep-not-delivered',
      'sweep-not-running',
      'tasks-failing',
      'tasks-throttled',
      'told-index-throttled',
      'webhook-gave-up',
      'webhook-messages-skipped',
      'webhook-sender-failing',
      'webhooks-behind',
      'worklist-index-throttled',
    ]);
  });

  it('each watch something else, and ring and end on the one topic', () => {
    const [topic] = resourcesOf(trial.operations, 'AWS::SNS::Topic');
    const ofCalendar = alarms(trial).filter(({ MetricName }) => MetricName === 'CalendarDaysAhead');
    const watched = alarms(trial).map(({ Namespace, MetricName, Dimensions, Metrics }) =>
      JSON.stringify([Namespace, MetricName, Dimensions, Metrics]),
    );
    // The days that the calendar knows are watched twice: when they become few, and when none is left.
    expect(ofCalendar.map(({ Threshold }) => Threshold)).toEqual([60, 1]);
    expect(new Set(watched).size).toBe(watched.length - 1);
    for (const { AlarmActions, OKActions } of alarms(trial)) {
      expect(AlarmActions).toEqual([{ Ref: topic![0] }]);
      expect(OKActions).toEqual([{ Ref: topic![0] }]);
    }
    expect(topic![1].Properties.KmsMasterKeyId).toBeDefined();
  });

  it('tell somebody where the city names an address', () => {
    expect(onlyResourceOf(inUse.operations, 'AWS::SNS::Subscription').Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'duty@example.cn',
    });
    expect(resourcesOf(trial.operations, 'AWS::SNS::Subscription')).toEqual([]);
  });

  it('each begin with what is lost and end with an article of the runbook', () => {
    const runbook = new URL('../../docs/runbook.md', import.meta.url);
    expect(existsSync(runbook), 'docs/runbook.md').toBe(true);
    const articles = articlesOf(readFileSync(runbook, 'utf8'));
    for (const { AlarmDescription } of alarms(trial)) {
      const [, impact, anchor] =
        /^(.{30,}[.]) What to do: docs\/runbook\.md#([a-z-]+)$/.exec(AlarmDescription) ?? [];
      expect(impact, AlarmDescription).toBeDefined();
      expect(articles.get(anchor!), `article "${anchor}" of docs/runbook.md`).toEqual([
        'Description',
        'Investigation',
        'Resolution',
      ]);
    }
  });
});

describe('outputs', () => {
  const own = ({ Outputs }: Template) =>
    Object.keys(Outputs)
      .filter((name) => !name.startsWith('Exports'))
      .sort();

  it('are what tests, the import and the demo need', () => {
    expect(own(trial.data)).toEqual(['CasesTableName', 'GridsTableName', 'StatisticsTableName']);
    expect(own(trial.service)).toEqual([
      'ApiUrl',
      'EventBusName',
      'JointHandlingArn',
      'LifecycleArn',
      'SweepFunctionName',
      'UserPoolClientId',
      'UserPoolId',
    ]);
    expect(own(inUse.service)).toEqual([
      'ApiUrl',
      'EventBusName',
      'JointHandlingArn',
      'LifecycleArn',
      'SweepFunctionName',
    ]);
  });
});

describe('templates', () => {
  it.each([
    'data',
    'service',
    'operations',
  ] as const)('of the %s stack change only on purpose', async (part) => {
    await expect(JSON.stringify(withoutHashes(trial[part]), undefined, 1)).toMatchFileSnapshot(
      `snapshots/trial-${part}.json`,
    );
    await expect(JSON.stringify(withoutHashes(inUse[part]), undefined, 1)).toMatchFileSnapshot(
      `snapshots/china-${part}.json`,
    );
  });
});

interface MetricPart {
  Id: string;
  ReturnData: boolean;
  MetricStat: {
    Metric: { Namespace: string; MetricName: string; Dimensions: unknown };
    Period: number;
    Stat: string;
  };
}

interface Statement {
  Action: string | string[];
  Resource: unknown;
}

/** What reads the stream for a function. */
const mappingOf = (name: string, template: Template): Resource =>
  resourcesOf(template, 'AWS::Lambda::EventSourceMapping').find(([id]) => id.startsWith(name))![1];

const tableNamed = (name: string, template: Template): Resource =>
  resourcesOf(template, 'AWS::DynamoDB::Table').find(([id]) => id.startsWith(name))![1];

const functionNamed = (name: FunctionName, template: Template): [string, Resource] =>
  resourcesOf(template, 'AWS::Lambda::Function').find(
    ([, { Properties }]) => Properties.Environment.Variables.POWERTOOLS_SERVICE_NAME === name,
  )!;

/** Every rule that waits for events, in the order of the template. */
const patterns = ({ service }: Templates): Resource['Properties'][] =>
  resourcesOf(service, 'AWS::Events::Rule').flatMap(([, { Properties }]) =>
    Properties.EventPattern === undefined ? [] : [Properties],
  );

/** How often Lambda tries an event for a function. */
const triesOf = (name: string, { service }: Templates): Resource['Properties'] =>
  resourcesOf(service, 'AWS::Lambda::EventInvokeConfig').find(([id]) => id.startsWith(name))![1].Properties;

const alarms = ({ operations }: Templates): Resource['Properties'][] =>
  resourcesOf(operations, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

/** All that the policies of a role allow, as "service:Action resource" in words, sorted. */
const permissionsOf = (roleArn: unknown, template: Template): string[] => {
  const role = (roleArn as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0];
  return resourcesOf(template, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[])
    .flatMap(({ Action, Resource }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource].flat().map((resource) => `${action} ${inWords(resource)}`)),
    )
    .sort((a, b) => (withoutService(a) < withoutService(b) ? -1 : 1));
};

/**
 * The project's own code in a function's bundle, without what falls away because it is not used, and without the adapters
 * to AWS: what they ask for is told by `actionsOfCalls`.
 */
const codeOf = (name: FunctionName): string =>
  buildSync({
    entryPoints: [fileURLToPath(new URL(`../../functions/${name}/handler.ts`, import.meta.url))],
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    external: ADAPTERS.map((path) =>
      fileURLToPath(new URL(`../../functions/shared/${path}`, import.meta.url)),
    ),
    minifySyntax: true,
  }).outputFiles[0]!.text;

const ADAPTERS = ['store/dynamodb/*', 'workflow/step-functions.ts'];

const withoutService = (permission: string): string => permission.replace(/^\w+:/, '');

/** The resource of a statement by the names that the stacks give. */
const inWords = (resource: unknown): string => {
  const text = JSON.stringify(resource);
  const execution = /execution:.*?"(CaseLifecycle|JointHandling)Machine/.exec(text)?.[1];
  if (execution) return `executions of ${execution}`;
  const table =
    /GetAtt(Attachments|Cases|Grids|Statistics)(Bucket|Key|Table)[0-9A-F]{8}(Stream)?Arn[0-9A-F]*"?\}?,?"?([^"\]}]*)/.exec(
      text,
    );
  if (table) return `${table[1]}${table[2] === 'Key' ? 'Key' : ''}${table[3] ? ' stream' : ''}${table[4]}`;
  const secrets = /secret:gridward-([^"]+)/.exec(text)?.[1];
  if (secrets) return `secrets of ${secrets}`;
  const own =
    /"(?:Ref|Fn::GetAtt)":\[?"(CaseLifecycle|JointHandling|RelayDeadLetters|ProjectorDeadLetters|AlarmsDeadLetters|SenderDeadLetters|SenderQueue|SweepDeadLetters|RelayEvents|Tasks)/.exec(
      text,
    )?.[1];
  return own ?? text;
};

/** Articles of the runbook by anchor: the headings right below each. */
const articlesOf = (markdown: string): Map<string, string[]> => {
  const articles = new Map<string, string[]>();
  let current: { depth: number; headings: string[] } | undefined;
  for (const [, marks, title] of markdown.matchAll(/^(#+) +(.+?) *$/gm)) {
    const depth = marks!.length;
    if (current && depth === current.depth + 1) current.headings.push(title!);
    else {
      current = { depth, headings: [] };
      articles.set(title!.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'), current.headings);
    }
  }
  return articles;
};
