import type { Construct } from 'constructs';
import { ApiFunction } from './api-function.ts';
import type { CaseLifecycle } from './case-lifecycle.ts';
import { arnsByName } from './case-workflow.ts';
import { WORKLIST_INDEX } from './cases-table.ts';
import type { CityTables } from './city-tables.ts';
import { COMMIT, GET, READ_TOGETHER } from './encrypted-table.ts';

export interface OperatorsProps extends CityTables {
  lifecycle: CaseLifecycle;
}

/** What operators watch and mend: executions, troubles, jobs. */
export class Operators extends ApiFunction {
  constructor(scope: Construct, id: string, { lifecycle, ...tables }: OperatorsProps) {
    super(scope, id, {
      ...tables,
      name: 'operators',
      description: "Operators' view of executions and jobs",
    });
    this.tell({ WORKFLOW_ARNS: arnsByName(this, [lifecycle]) });
    this.allow(['states:ListExecutions'], [lifecycle.machine.stateMachineArn]);
    tables.cases.allow(this, [GET, READ_TOGETHER, ...COMMIT], [WORKLIST_INDEX]);
  }
}
