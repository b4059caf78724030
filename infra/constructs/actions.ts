import type { Construct } from 'constructs';
import { ApiFunction } from './api-function.ts';
import type { CityTables } from './city-tables.ts';
import { COMMIT, READ_TOGETHER } from './encrypted-table.ts';

/** Carries out people's commands. */
export class Actions extends ApiFunction {
  constructor(scope: Construct, id: string, tables: CityTables) {
    super(scope, id, { ...tables, name: 'actions', description: "People's commands on cases" });
    tables.cases.allow(this, [READ_TOGETHER, ...COMMIT]);
  }
}
