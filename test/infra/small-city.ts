import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * A city small enough to see at once, north up: a community of nine square grids, east of it a community of one grid
 * (A), and east of that another county of one grid (B).
 *
 *   7 8 9 A B
 *   4 5 6 A B
 *   1 2 3 A B
 */
export const CITY = '9901';
export const COMMUNITY = '990101001001';
export const NEIGHBOUR = '990101001002';
export const OTHER_COUNTY = '990102';
const OTHER_COMMUNITY = '990102001001';

/** Side of a grid in degrees, about 1 km. */
const SIDE = 0.01;
const WEST = 120;
const SOUTH = 32;

type Corner = [lon: number, lat: number];

/** A square grid's ring, `column` and `row` counted from the south-west; sizes in grids. */
export const square = (column: number, row: number, width = 1, height = 1): Corner[] => {
  const at = (x: number, y: number): Corner => [
    Number((WEST + x * SIDE).toFixed(6)),
    Number((SOUTH + y * SIDE).toFixed(6)),
  ];
  return [
    at(column, row),
    at(column + width, row),
    at(column + width, row + height),
    at(column, row + height),
    at(column, row),
  ];
};

export interface Feature {
  type: 'Feature';
  properties: { code: string };
  geometry: { type: string; coordinates: unknown };
}

export const feature = (code: string, ...rings: Corner[][]): Feature => ({
  type: 'Feature',
  properties: { code },
  geometry: { type: 'Polygon', coordinates: rings },
});

/** The grids of the 3 × 3 community, from the south-west: 001 … 009, with 005 in the middle. */
export const gridOf = (number: number, community = COMMUNITY): string =>
  `${community}${String(number).padStart(3, '0')}`;

export interface SmallCity {
  'city.json': Record<string, unknown>;
  areas: string[];
  features: Feature[];
  units: string[];
  staff: string[];
  successors?: string[];
  policy: Record<string, unknown>;
  calendars: Record<string, unknown>;
}

const text = (en: string) => ({ 'zh-CN': en, en });

export const smallCity = (): SmallCity => ({
  'city.json': {
    name: text('Small'),
    code: CITY,
    identity: {
      kind: 'oidc',
      issuer: 'https://identity.example',
      audience: ['gridward'],
      subjectClaim: 'sub',
    },
    protect: false,
    logRetentionDays: 180,
  },
  areas: [
    'code,name,level,parent,lon,lat',
    `${CITY},Small,city,99,,`,
    `990101,East,county,${CITY},120.02,32.015`,
    '990101001,Town,township,990101,120.02,32.015',
    `${COMMUNITY},Nine,community,990101001,120.015,32.015`,
    ...Array.from({ length: 9 }, (_, i) => `${gridOf(i + 1)},Nine ${i + 1},grid,${COMMUNITY},,`),
    `${NEIGHBOUR},One,community,990101001,120.035,32.015`,
    `${gridOf(1, NEIGHBOUR)},One 1,grid,${NEIGHBOUR},,`,
    `${OTHER_COUNTY},Far,county,${CITY},120.045,32.015`,
    `990102001,Far town,township,${OTHER_COUNTY},120.045,32.015`,
    `${OTHER_COMMUNITY},Far one,community,990102001,120.045,32.015`,
    `${gridOf(1, OTHER_COMMUNITY)},Far one 1,grid,${OTHER_COMMUNITY},,`,
  ],
  features: [
    ...Array.from({ length: 9 }, (_, i) => feature(gridOf(i + 1), square(i % 3, Math.floor(i / 3)))),
    feature(gridOf(1, NEIGHBOUR), square(3, 0, 1, 3)),
    feature(gridOf(1, OTHER_COMMUNITY), square(4, 0, 1, 3)),
  ],
  units: [
    'code,kind,name,area,superior',
    `${CITY}-commandCenter,commandCenter,City centre,${CITY},`,
    `990101-commandCenter,commandCenter,East centre,990101,${CITY}-commandCenter`,
    '990101-department-justice,department,Justice,990101,990101-commandCenter',
    '990101-department-finance,department,Finance,990101,990101-commandCenter',
    '990101001-commandCenter,commandCenter,Town centre,990101001,990101-commandCenter',
    `${COMMUNITY}-committee,committee,Committee,${COMMUNITY},990101001-commandCenter`,
  ],
  staff: [
    'subject,role,unit,area,name',
    `worker,gridWorker,${COMMUNITY}-committee,${gridOf(1)},Wang`,
    'town,dispatcher,990101001-commandCenter,990101001,Li',
    'officer,officer,990101-department-justice,990101,Zhao',
    `operator,operator,,${CITY},Qian`,
  ],
  policy: {
    version: 'small-1',
    categories: [
      { code: 'dispute', name: text('Dispute') },
      { code: 'dispute.neighbour', name: text('Neighbours') },
    ],
    limits: [
      'dispatch',
      'acknowledgement',
      'handling',
      'part',
      'verification',
      'followUp',
      'supervision',
    ].map((stage) => ({
      stage,
      limit: { value: 1, unit: 'workHour' },
    })),
    ladders: [
      {
        rungs: [
          { share: 0.8, actions: ['remind'] },
          { share: 1, actions: ['escalate'] },
        ],
      },
    ],
    superviseEvery: { value: 24, unit: 'urgentHour' },
    returnQuota: 2,
    extensionQuota: 2,
    suspensionDays: 365,
    reopenWithin: { value: 30, unit: 'naturalDay' },
    onSpot: { severities: ['general', 'low'], rules: [{ allowed: true, sample: 0 }] },
    verifyWithinMetres: 500,
    similar: { metres: 200, days: 7 },
    guardGraceSeconds: 300,
    returnReasons: [{ code: 'notOurDuty', name: text('Not our duty') }],
    reworkReasons: [{ code: 'notDone', name: text('Not done') }],
    declineReasons: [{ code: 'litigation', name: text('Litigation') }],
    voidReasons: [{ code: 'testReport', name: text('A test') }],
    jointTemplates: [],
    duties: [
      { category: 'dispute', kind: 'commandCenter', level: 'township' },
      { category: 'dispute.neighbour', unit: '990101-department-justice', area: '990101' },
    ],
  },
  calendars: {
    '2026.json': {
      year: 2026,
      source: ['https://notice.example'],
      knownUntil: '2026-12-31',
      days: [{ date: '2026-01-01', name: 'New Year', rest: true }],
    },
  },
});

/** Folders under a directory of their own, removed with `remove`. */
export const writeCities = (cities: Record<string, SmallCity>): { directory: string; remove: () => void } => {
  const directory = mkdtempSync(join(tmpdir(), 'gridward-cities-'));
  for (const [name, city] of Object.entries(cities)) {
    const write = (file: string, content: string | Buffer) =>
      writeFileSync(join(directory, name, file), content);
    mkdirSync(join(directory, name, 'calendars'), { recursive: true });
    write('city.json', JSON.stringify(city['city.json']));
    write('areas.csv', `${city.areas.join('\n')}\n`);
    write(
      'grids.geojson.gz',
      gzipSync(JSON.stringify({ type: 'FeatureCollection', features: city.features })),
    );
    write('units.csv', `${city.units.join('\n')}\n`);
    write('staff.csv', `${city.staff.join('\n')}\n`);
    if (city.successors) write('successors.csv', `${city.successors.join('\n')}\n`);
    write('policy.json', JSON.stringify(city.policy));
    for (const [file, year] of Object.entries(city.calendars))
      write(join('calendars', file), JSON.stringify(year));
  }
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
};
