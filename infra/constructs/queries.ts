import type { Construct } from 'constructs';
import { ApiFunction } from './api-function.ts';
import { NEARBY_INDEX, WORKLIST_INDEX } from './cases-table.ts';
import type { CityTables } from './city-tables.ts';
import { QUERY, READ_TOGETHER } from './encrypted-table.ts';

/** Shows cases, their histories and what is to be done. */
export class Queries extends ApiFunction {
  constructor(scope: Construct, id: string, tables: CityTables) {
    super(scope, id, { ...tables, name: 'queries', description: 'Cases, histories and worklists' });
    tables.cases.allow(this, [READ_TOGETHER, QUERY], [WORKLIST_INDEX, NEARBY_INDEX]);
  }
}
