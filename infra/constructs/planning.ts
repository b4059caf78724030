import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { floorOf } from '#domain/policy/policy.ts';
import { ApiFunction } from './api-function.ts';
import { FILED_INDEX } from './cases-table.ts';
import type { CityTables } from './city-tables.ts';
import { QUERY } from './encrypted-table.ts';

/** Publishes policies, and tries them on past cases. */
export class Planning extends ApiFunction {
  constructor(scope: Construct, id: string, tables: CityTables) {
    super(scope, id, {
      ...tables,
      name: 'planning',
      description: 'The policy and its trials',
      // Publishing lays out thousands of duties. The HTTP API waits 30 s:
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
      timeout: Duration.seconds(29),
    });
    const floor = floorOf(tables.city);
    this.tell({
      LEAST_LIMIT_SECONDS: String(floor.limit),
      LEAST_SUPERVISION_SECONDS: String(floor.supervision),
    });
    tables.cases.allow(this, [QUERY], [FILED_INDEX]);
    tables.grids.allow(this, [
      QUERY,
      'dynamodb:PutItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:ConditionCheckItem',
    ]);
  }
}
