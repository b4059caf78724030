import type { Construct } from 'constructs';
import { ApiFunction } from './api-function.ts';
import type { CityTables } from './city-tables.ts';
import { QUERY } from './encrypted-table.ts';

/** Tells of areas, grids and deadlines as such: reference data is all that it reads. */
export class Registry extends ApiFunction {
  constructor(scope: Construct, id: string, tables: CityTables) {
    super(scope, id, { ...tables, name: 'registry', description: 'Areas, grids and deadlines' });
    tables.grids.allow(this, [QUERY]);
  }
}
