import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ApiFunction } from './api-function.ts';
import type { CityTables } from './city-tables.ts';
import { COMMIT, QUERY, READ_TOGETHER } from './encrypted-table.ts';
import type { ServiceFunction } from './service-function.ts';

/** Who is told of milestones: it makes secrets and takes them away, and cannot read one. */
export class Webhooks extends ApiFunction {
  constructor(scope: Construct, id: string, tables: CityTables) {
    super(scope, id, { ...tables, name: 'webhooks', description: 'Who is told of milestones' });
    tables.cases.allow(this, [READ_TOGETHER, QUERY, ...COMMIT]);
    allowSecrets(this, tables, ['secretsmanager:CreateSecret', 'secretsmanager:DeleteSecret']);
  }
}

/**
 * Lets a function do this with the secrets of the city's webhooks, and tells it where they lie and which hosts of its own
 * network the city lists. They are encrypted with the account's key for Secrets Manager, which everybody may use who may
 * use the secret: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
export const allowSecrets = (
  user: ServiceFunction,
  { city, folder }: Pick<CityTables, 'city' | 'folder'>,
  actions: readonly string[],
): void => {
  const prefix = secretPrefix(folder);
  user.tell({ WEBHOOK_SECRETS: prefix, WEBHOOK_HOSTS: JSON.stringify(city.webhookHosts ?? []) });
  user.allow(actions, [secretsArn(Stack.of(user), prefix)]);
};

const secretPrefix = (folder: string): string => `gridward-${folder}/webhooks/`;

/** Secrets Manager ends each ARN with six characters of its own. */
const secretsArn = (stack: Stack, prefix: string): string =>
  `arn:${stack.partition}:secretsmanager:${stack.region}:${stack.account}:secret:${prefix}*`;
