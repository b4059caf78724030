import type { City } from '../city.ts';
import type { CasesTable } from './cases-table.ts';
import type { GridsTable } from './grids-table.ts';

/** A city and its tables: what a capability is built on. */
export interface CityTables {
  city: City;
  /** City folder: the name under which a city is deployed, of which an account may hold several. */
  folder: string;
  cases: CasesTable;
  grids: GridsTable;
}
