/**
 * Wrote units.csv and staff.csv, once, from areas.csv: `node tools/city/generate-nantong-units.ts`. The bodies are
 * those that Jiangsu order 141 (articles 4 and 5) asks for, the people are invented. A real city replaces both files
 * by its own lists and has no need of this one.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

interface Unit {
  code: string;
  kind: string;
  name: string;
  area: string;
  superior: string;
}

const CITY = '3206';
const DEVELOPMENT_ZONE = '320671';
/** Where the three-office scheme began: Gangzha, since merged into Chongchuan. */
const CHONGCHUAN = '320613';

const path = (file: string) => join(import.meta.dirname, '../../infra/cities/nantong', file);
const areas: { code: string; name: string; level: string }[] = parse(readFileSync(path('areas.csv')), {
  columns: true,
});
const at = (level: string) => areas.filter((area) => area.level === level);

/** 崇川区 → 崇川, 启东市 → 启东. */
const countyStem = (name: string) => name.replace(/[区县市]$/, '');

/** 城东街道 → 城东, 平潮镇 → 平潮, 南通市海门区包场渔场 → 包场渔场; 苴镇街道 → 苴镇. */
const townshipStem = (name: string) =>
  name
    .replace(/（.*）/, '')
    .replace(/^南通市(海门[区市])?(?=..)/, '')
    .replace(/(?<=..)(街道|镇|乡)$/, '');

const centre = (area: string, name: string, superior: string): Unit => ({
  code: `${area}-commandCenter`,
  kind: 'commandCenter',
  name: `${name}网格化服务管理中心`,
  area,
  superior,
});

const departments = (area: string, names: Record<string, string>): Unit[] =>
  Object.entries(names).map(([key, name]) => ({
    code: `${area}-department-${key}`,
    kind: 'department',
    name,
    area,
    superior: `${area}-commandCenter`,
  }));

const bureaus = (name: string) => ({
  civilAffairs: `${name}民政局`,
  justice: `${name}司法局`,
  finance: `${name}财政局`,
  humanResources: `${name}人力资源和社会保障局`,
  marketSupervision: `${name}市场监督管理局`,
  governmentService: `${name}政务服务管理办公室`,
  emergency: `${name}应急管理局`,
  urbanManagement: `${name}城市管理局`,
});

/** Districts have branches of the city's police and ecology bureaus, counties and county-level cities their own police. */
const policeBureau = (code: string, name: string) => {
  if (code === DEVELOPMENT_ZONE) return '南通市公安局开发区分局';
  return name.endsWith('区') ? `南通市公安局${countyStem(name)}分局` : `${name}公安局`;
};
const ecologyBureau = (code: string, name: string) =>
  code === DEVELOPMENT_ZONE ? '南通市经济技术开发区生态环境局' : `南通市${countyStem(name)}生态环境局`;

const lawFirm = (area: string, name: string): Unit => ({
  code: `${area}-lawFirm`,
  kind: 'lawFirm',
  name: `${name}三所共建驻点律师事务所`,
  area,
  superior: `${area}-department-justice`,
});

const cityUnits = at('city').flatMap(({ code, name }) => [
  centre(code, name, ''),
  {
    code: `${code}-supervisingUnit`,
    kind: 'supervisingUnit',
    name: `中共${name}委政法委员会`,
    area: code,
    superior: '',
  },
  ...departments(code, {
    publicSecurity: `${name}公安局`,
    ...bureaus(name),
    ecology: `${name}生态环境局`,
  }),
  lawFirm(code, name),
]);

const countyUnits = at('county').flatMap(({ code, name }) => [
  centre(code, name, `${CITY}-commandCenter`),
  ...departments(code, {
    publicSecurity: policeBureau(code, name),
    ...bureaus(name),
    ecology: ecologyBureau(code, name),
  }),
  ...(code === CHONGCHUAN ? [lawFirm(code, name)] : []),
]);

const townshipUnits = at('township').flatMap(({ code, name }): Unit[] => {
  const county = code.slice(0, 6);
  return [
    centre(code, name, `${county}-commandCenter`),
    {
      code: `${code}-judicialOffice`,
      kind: 'judicialOffice',
      name: `${townshipStem(name)}司法所`,
      area: code,
      superior: `${county}-department-justice`,
    },
    {
      code: `${code}-policeStation`,
      kind: 'policeStation',
      name: `${townshipStem(name)}派出所`,
      area: code,
      superior: `${county}-department-publicSecurity`,
    },
  ];
});

/** Communities of the statistics (虚拟社区) and some others are listed without the word for their committee. */
const committeeName = (name: string) => {
  if (/委(员|委)?会(（新）)?$/.test(name)) return name;
  return name.endsWith('村') ? `${name}村委会` : `${name}居委会`;
};

const committees = at('community').map(
  ({ code, name }): Unit => ({
    code: `${code}-committee`,
    kind: 'committee',
    name: committeeName(name),
    area: code,
    superior: `${code.slice(0, 9)}-commandCenter`,
  }),
);

const staff: [subject: string, role: string, unit: string, area: string, name: string][] = [
  ['grid-worker-01', 'gridWorker', '320613001001-committee', '320613001001', '陈晓燕'],
  ['grid-worker-02', 'gridWorker', '320613001001-committee', '320613001001', '顾建平'],
  ['committee-01', 'dispatcher', '320613001001-committee', '320613001001', '吴秀兰'],
  ['township-01', 'dispatcher', '320613001-commandCenter', '320613001', '张海峰'],
  ['judicial-01', 'officer', '320613001-judicialOffice', '320613001', '沈敏'],
  ['police-01', 'officer', '320613001-policeStation', '320613001', '季伟'],
  ['lawyer-01', 'officer', '320613-lawFirm', '320613', '葛文清'],
  ['justice-01', 'officer', '320613-department-justice', '320613', '钱正华'],
  ['urban-management-01', 'officer', '320613-department-urbanManagement', '320613', '施国强'],
  ['county-01', 'dispatcher', '320613-commandCenter', '320613', '黄丽'],
  ['city-01', 'dispatcher', '3206-commandCenter', '3206', '徐志远'],
  ['supervisor-01', 'officer', '3206-supervisingUnit', '3206', '陆建国'],
  ['operator-01', 'operator', '', '3206', '平台运维'],
];

const table = (columns: string[], rows: string[][]) =>
  `${[columns, ...rows].map((row) => row.join(',')).join('\n')}\n`;

writeFileSync(
  path('units.csv'),
  table(
    ['code', 'kind', 'name', 'area', 'superior'],
    [...cityUnits, ...countyUnits, ...townshipUnits, ...committees].map((unit) => [
      unit.code,
      unit.kind,
      unit.name,
      unit.area,
      unit.superior,
    ]),
  ),
);
writeFileSync(path('staff.csv'), table(['subject', 'role', 'unit', 'area', 'name'], staff));
