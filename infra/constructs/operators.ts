import type { Construct } from 'constructs';
import { ApiFunction } from './api-function.ts';
import type { CaseLifecycle } from './case-lifecycle.ts';
import type { CityTables } from './city-tables.ts';
import { COMMIT, READ } from './encrypted-table.ts';

export interface OperatorsProps extends CityTables {
  lifecycle: CaseLifecycle;
}

/** What operators watch and mend: executions, jobs, calendars. */
export class Operators extends ApiFunction {
  constructor(scope: Construct, id: string, { lifecycle, ...tables }: OperatorsProps) {
    super(scope, id, {
      ...tables,
      name: 'operators',
      description: "Operators' view of executions and jobs, calendars",
    });
    const lifecycleArn = lifecycle.machine.stateMachineArn;
    this.tell({ LIFECYCLE_ARN: lifecycleArn });
    this.allow(['states:ListExecutions'], [lifecycleArn]);
    tables.cases.allow(this, [...READ, ...COMMIT]);
    // A corrected calendar and the job that recounts by it are one transaction over both tables.
    tables.grids.allow(this, ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem']);
  }
}
