import { join } from 'node:path';

/** What a bundle of the API is measured beside: the least that a function over DynamoDB can be. */
export const BARE_FUNCTION = join(import.meta.dirname, 'bare-function.ts');
/** What an operation is measured beside: the same requests by the same document client, and nothing else. */
export const REPLAYING_FUNCTION = join(import.meta.dirname, 'replaying-function.ts');

export const TABLES = { cases: 'Cases', grids: 'Grids', statistics: 'Statistics' } as const;

/** The environment in which every function starts, as a deployment would give it. */
export const functionEnvironment = (): Record<string, string> => ({
  AWS_REGION: 'cn-north-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  CITY: '9901',
  CASES_TABLE: TABLES.cases,
  GRIDS_TABLE: TABLES.grids,
  STATISTICS_TABLE: TABLES.statistics,
  SUBJECT_CLAIM: 'sub',
  LAMBDA_TASK_ROOT: '/var/task',
  ALARM_NAMES: '[]',
  ALARM_PREFIX: 'gridward-bench-',
  LEAST_LIMIT_SECONDS: '5',
  LEAST_SUPERVISION_SECONDS: '3600',
  WORKFLOW_ARNS: JSON.stringify({
    'case-lifecycle': 'arn:aws-cn:states:cn-north-1:000000000000:stateMachine:gridward-bench-case-lifecycle',
  }),
  EVENT_BUS_NAME: 'bench',
  QUEUE_URL: 'https://sqs.cn-north-1.amazonaws.com.cn/000000000000/bench',
  WEBHOOK_HOSTS: '[]',
  WEBHOOK_SECRETS: 'gridward-bench/webhooks/',
  ATTACHMENTS_BUCKET: 'bench',
  ATTACHMENTS_HOST: 'bench.s3.cn-north-1.amazonaws.com.cn',
  POWERTOOLS_SERVICE_NAME: 'bench',
  POWERTOOLS_METRICS_NAMESPACE: 'Gridward',
});
