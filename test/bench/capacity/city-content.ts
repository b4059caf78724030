import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCityImport } from '#shared/store/dynamodb/city-import.ts';
import type { openClient } from '#shared/store/dynamodb/documents.ts';
import { CITIES_DIRECTORY } from '../../../infra/city.ts';
import { importCity } from '../../../tools/city/import-city.ts';
import {
  CITY,
  COMMUNITY,
  gridOf,
  NEIGHBOUR,
  OTHER_COUNTY,
  type SmallCity,
  smallCity,
  writeCities,
} from '../../infra/small-city.ts';
import { TABLES } from '../functions.ts';

/** The small city with Nantong's policy and calendar, and with names as long as Nantong's: what is counted has the size that it has there. */

const COUNTY = CITY.concat('01');
const TOWN = `${COUNTY}001`;
export const UNITS = {
  city: `${CITY}-commandCenter`,
  county: `${COUNTY}-commandCenter`,
  town: `${TOWN}-commandCenter`,
  committee: `${COMMUNITY}-committee`,
  justice: `${COUNTY}-department-justice`,
  police: `${TOWN}-policeStation`,
  judicial: `${TOWN}-judicialOffice`,
  lawFirm: `${COUNTY}-lawFirm`,
};

const nantong = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(CITIES_DIRECTORY, 'nantong', file), 'utf8'));

const content = (): SmallCity => ({
  ...smallCity(),
  units: [
    'code,kind,name,area,superior',
    `${UNITS.city},commandCenter,南通市网格化服务管理中心,${CITY},`,
    `${UNITS.county},commandCenter,崇川区网格化服务管理中心,${COUNTY},${UNITS.city}`,
    `${OTHER_COUNTY}-commandCenter,commandCenter,通州区网格化服务管理中心,${OTHER_COUNTY},${UNITS.city}`,
    `${UNITS.justice},department,崇川区司法局,${COUNTY},${UNITS.county}`,
    `${UNITS.lawFirm},lawFirm,崇川区三所共建驻点律师事务所,${COUNTY},${UNITS.justice}`,
    `${UNITS.town},commandCenter,城东街道网格化服务管理中心,${TOWN},${UNITS.county}`,
    `${UNITS.police},policeStation,崇川公安分局城东派出所,${TOWN},${UNITS.county}`,
    `${UNITS.judicial},judicialOffice,崇川区司法局城东司法所,${TOWN},${UNITS.justice}`,
    `${UNITS.committee},committee,城东街道濠东社区居民委员会,${COMMUNITY},${UNITS.town}`,
    `${NEIGHBOUR}-committee,committee,城东街道易家桥社区居民委员会,${NEIGHBOUR},${UNITS.town}`,
  ],
  staff: [
    'subject,role,unit,area,name',
    `grid-worker-01,gridWorker,${UNITS.committee},${gridOf(1)},陈晓燕`,
    `grid-worker-02,gridWorker,${UNITS.committee},${gridOf(2)},顾建平`,
    `committee-01,dispatcher,${UNITS.committee},${COMMUNITY},吴秀兰`,
    `township-01,dispatcher,${UNITS.town},${TOWN},张海峰`,
    `county-01,dispatcher,${UNITS.county},${COUNTY},钱正华`,
    `city-01,dispatcher,${UNITS.city},${CITY},施国强`,
    `police-01,officer,${UNITS.police},${TOWN},季伟`,
    `judicial-01,officer,${UNITS.judicial},${TOWN},沈敏`,
    `lawyer-01,officer,${UNITS.lawFirm},${COUNTY},葛文清`,
    `operator-01,operator,,${CITY},周敏`,
  ],
  policy: {
    ...nantong('policy.json'),
    duties: [{ category: 'dispute', kind: 'commandCenter', level: 'township' }],
  },
  calendars: { '2026.json': nantong('calendars/2026.json') },
});

/** Writes it to the Grids table, as any city is imported. */
export const importContent = async (client: ReturnType<typeof openClient>): Promise<void> => {
  const { directory, remove } = writeCities({ counted: content() });
  try {
    const grids = openCityImport({ gridsTable: TABLES.grids, client });
    await importCity({ city: 'counted', grids, directory });
  } finally {
    remove();
  }
};
