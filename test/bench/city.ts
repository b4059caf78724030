import { openCityImport } from '#shared/store/dynamodb/city-import.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { importCity } from '../../tools/city/import-city.ts';
import { trialCity } from '../infra/cities.ts';
import { smallCity, writeCities } from '../infra/small-city.ts';
import { resourcesOf, synthesise } from '../infra/templates.ts';
import { type Database, openDatabase } from './dynamo/database.ts';
import type { TableDefinition } from './dynamo/table.ts';
import { TABLES } from './functions.ts';

/** The city's tables as they are deployed. */
export const tableDefinitions = (): TableDefinition[] => {
  const tables = resourcesOf(synthesise('trial', trialCity).data, 'AWS::DynamoDB::Table');
  return Object.values(TABLES).map((name): TableDefinition => {
    const [, { Properties }] = tables.find(([id]) => id.startsWith(name))!;
    return { name, indexes: (Properties.GlobalSecondaryIndexes ?? []).map(indexOf) };
  });
};

/** The same in memory, and empty. */
export const openTables = (definitions = tableDefinitions()): Database => openDatabase(definitions);

interface DeployedIndex {
  IndexName: string;
  KeySchema: { AttributeName: string }[];
  Projection: { ProjectionType: string; NonKeyAttributes?: string[] };
}

const indexOf = ({
  IndexName,
  KeySchema,
  Projection,
}: DeployedIndex): TableDefinition['indexes'][number] => ({
  name: IndexName,
  partitionKey: KeySchema[0]!.AttributeName,
  sortKey: KeySchema[1]!.AttributeName,
  ...(Projection.ProjectionType !== 'ALL' && { projected: Projection.NonKeyAttributes ?? [] }),
});

/** A client of the bench's DynamoDB. */
export const clientOf = (endpoint: string) =>
  openClient({
    endpoint,
    region: 'cn-north-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });

/** Imports the small city, as any city is imported, with a dispatcher for the centre of a county. */
export const importSmallCity = async (endpoint: string): Promise<void> => {
  const city = smallCity();
  city.staff.push(`clerk,dispatcher,990101-commandCenter,990101,Sun`);
  const { directory, remove } = writeCities({ small: city });
  try {
    const grids = openCityImport({ gridsTable: TABLES.grids, client: clientOf(endpoint) });
    await importCity({ city: 'small', grids, directory });
  } finally {
    remove();
  }
};
