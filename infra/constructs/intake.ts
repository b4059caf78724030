import type { Construct } from 'constructs';
import { ApiFunction } from './api-function.ts';
import type { CityTables } from './city-tables.ts';
import { COMMIT, READ_TOGETHER } from './encrypted-table.ts';

/** Files what is reported. */
export class Intake extends ApiFunction {
  constructor(scope: Construct, id: string, tables: CityTables) {
    super(scope, id, { ...tables, name: 'intake', description: 'Files cases' });
    tables.cases.allow(this, [READ_TOGETHER, ...COMMIT]);
  }
}
