import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { floorOf } from '#domain/policy/policy.ts';
import { ApiFunction } from './api-function.ts';
import { DUE_INDEX, FILED_INDEX } from './cases-table.ts';
import type { CityTables } from './city-tables.ts';
import { QUERY, READ_TOGETHER } from './encrypted-table.ts';

/** What governs the city: read, amended by two people, and tried on past cases. */
export class Planning extends ApiFunction {
  constructor(scope: Construct, id: string, tables: CityTables) {
    super(scope, id, {
      ...tables,
      name: 'planning',
      description: 'Policy, calendar and editions, and their amendments',
      // Putting a policy in force lays out thousands of duties. The HTTP API waits 30 s:
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
      timeout: Duration.seconds(29),
    });
    const floor = floorOf(tables.city);
    this.tell({
      LEAST_LIMIT_SECONDS: String(floor.limit),
      LEAST_SUPERVISION_SECONDS: String(floor.supervision),
    });
    // A proposal's answer is remembered; a calendar and the job that recounts by it come in force together.
    tables.cases.allow(this, [READ_TOGETHER, QUERY, 'dynamodb:PutItem'], [DUE_INDEX, FILED_INDEX]);
    tables.grids.allow(this, [
      QUERY,
      'dynamodb:PutItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:ConditionCheckItem',
    ]);
  }
}
