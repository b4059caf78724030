import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { CityError, cityFile, loadCity } from '../../infra/city.ts';
import { type Fault, faultLine } from '../../infra/fault.ts';
import { readCityFolder } from '../../tools/city/city-folder.ts';
import { readSources } from '../../tools/city/sources.ts';
import {
  CITY,
  COMMUNITY,
  feature,
  gridOf,
  NEIGHBOUR,
  OTHER_COUNTY,
  type SmallCity,
  smallCity,
  square,
  writeCities,
} from './small-city.ts';
import { synthesise } from './templates.ts';

let remove = (): void => {};
afterEach(() => remove());

const write = (cities: Record<string, SmallCity>): string => {
  const written = writeCities(cities);
  remove = written.remove;
  return written.directory;
};

describe('loadCity', () => {
  it('reads Nantong and the demo that is based on it', () => {
    expect(loadCity('nantong')).toMatchObject({ code: '3206', protect: false, identity: { kind: 'oidc' } });
    expect(loadCity('nantong-demo')).toMatchObject({
      code: '3206',
      protect: false,
      identity: { kind: 'cognitoPool' },
      basedOn: 'nantong',
    });
  });

  it('lists the known cities when asked for another', () => {
    expect(() => loadCity('atlantis')).toThrow('there is no such city – known cities: nantong, nantong-demo');
    expect(() => loadCity('../cities/nantong')).toThrow('there is no such city');
  });

  const faultsOf = (fields: Record<string, unknown>) => {
    const city = smallCity();
    city['city.json'] = { ...city['city.json'], ...fields };
    try {
      loadCity('small', write({ small: city, other: smallCity() }));
    } catch (error) {
      if (error instanceof CityError) return error.faults;
    }
    throw new Error('the city was accepted');
  };

  it.each([
    ['name', { name: 'Small' }, 'name'],
    ['an empty name', { name: { 'zh-CN': '', en: 'Small' } }, 'name.zh-CN'],
    ['code', { code: 3206 }, 'code'],
    ['a county for the code', { code: '320613' }, 'code'],
    ['a county directly under its province', { code: '429004' }, 'code'],
    ['an account as a number', { account: 111122223333 }, 'account'],
    ['an account with dashes', { account: '1111-2222-3333' }, 'account'],
    ['region', { region: 'Beijing' }, 'region'],
    ['a page that is not encrypted', { webOrigins: ['http://grid.nantong.gov.cn'] }, 'webOrigins.0'],
    ['a page with a path', { webOrigins: ['https://a.gov.cn', 'https://b.gov.cn/'] }, 'webOrigins.1'],
    ['a page with a port that goes without saying', { webOrigins: ['https://a.gov.cn:443'] }, 'webOrigins.0'],
    ['a page in capitals', { webOrigins: ['https://A.gov.cn'] }, 'webOrigins.0'],
    ['every page', { webOrigins: ['*'] }, 'webOrigins.0'],
    ['no page', { webOrigins: [] }, 'webOrigins'],
    ['a host with a port', { webhookHosts: ['desk.gov.cn:8080'] }, 'webhookHosts.0'],
    ['a host with a scheme', { webhookHosts: ['10.1.2.3', 'https://desk.gov.cn'] }, 'webhookHosts.1'],
    ['a host in capitals', { webhookHosts: ['Desk.gov.cn'] }, 'webhookHosts.0'],
    ['every host', { webhookHosts: ['*'] }, 'webhookHosts.0'],
    ['no host', { webhookHosts: [] }, 'webhookHosts'],
    ['a short address', { webhookHosts: ['10.1'] }, 'webhookHosts.0'],
    ['no lane', { relayLanes: 0 }, 'relayLanes'],
    ['more lanes than Lambda has', { relayLanes: 11 }, 'relayLanes'],
    ['identity', { identity: { kind: 'password' } }, 'identity.kind'],
    [
      'issuer without https',
      { identity: { kind: 'oidc', issuer: 'http://x.example', audience: ['a'], subjectClaim: 'sub' } },
      'identity.issuer',
    ],
    [
      'audience',
      { identity: { kind: 'oidc', issuer: 'https://x.example', audience: [], subjectClaim: 'sub' } },
      'identity.audience',
    ],
    ['protect', { protect: 'yes' }, 'protect'],
    ['retention', { logRetentionDays: 100 }, 'logRetentionDays'],
    ['alarm address', { alarmEmail: 'nobody' }, 'alarmEmail'],
    ['tags', { apiTags: { key: 1 } }, 'apiTags.key'],
    [
      'a restored table without its stream',
      { restoredCasesTable: { name: 'restored' } },
      'restoredCasesTable.streamLabel',
    ],
    [
      'the ARN of a stream for its label',
      {
        restoredCasesTable: {
          name: 'restored',
          streamLabel:
            'arn:aws-cn:dynamodb:cn-north-1:123456789012:table/restored/stream/2026-11-23T09:12:31.123',
        },
      },
      'restoredCasesTable.streamLabel',
    ],
    [
      'the name of a restored table',
      { restoredGridsTable: { name: 'table/restored' } },
      'restoredGridsTable.name',
    ],
    ['base', { basedOn: 'atlantis' }, 'basedOn'],
    ['itself as base', { basedOn: 'small' }, 'basedOn'],
    [
      'a user pool in China',
      { region: 'cn-north-1', identity: { kind: 'cognitoPool', subjectClaim: 'cognito:username' } },
      'identity',
    ],
  ])('names a wrong field, the reason and the remedy: %s', (_, fields, field) => {
    expect(faultsOf(fields)).toEqual([
      { file: 'city.json', field, message: expect.stringMatching(/./), remedy: expect.stringMatching(/./) },
    ]);
  });

  it('says what the field for pages is called now', () => {
    expect(faultsOf({ uploadOrigins: ['https://grid.nantong.gov.cn'] })).toEqual([
      {
        file: 'city.json',
        field: 'uploadOrigins',
        message: 'the field is called "webOrigins" now, and lets the same pages call the API as well',
        remedy: 'write "webOrigins" instead of "uploadOrigins"',
      },
    ]);
  });

  it('takes pages from the web, and from the machine of whoever writes them', () => {
    const city = smallCity();
    const webOrigins = [
      'https://grid.nantong.gov.cn',
      'https://grid.nantong.gov.cn:8443',
      'http://localhost:5173',
    ];
    Object.assign(city['city.json'], { webOrigins, relayLanes: 10 });
    expect(loadCity('small', write({ small: city }))).toMatchObject({ webOrigins, relayLanes: 10 });
  });

  /** What a protected city has beyond the small one. */
  const inUse = {
    protect: true,
    account: '111122223333',
    identity: {
      kind: 'oidc',
      issuer: 'https://id.nantong.gov.cn/realms/city',
      audience: ['gridward'],
      subjectClaim: 'sub',
    },
    alarmEmail: 'duty@nantong.gov.cn',
    logRetentionDays: 180,
  };
  const issuedBy = (issuer: string) => ({ ...inUse, identity: { ...inUse.identity, issuer } });

  it.each([
    ['a city in use', inUse],
    ['a host that only begins like an example', issuedBy('https://example.nantong.gov.cn')],
    ['a host that only ends like an example', issuedBy('https://my-example.com')],
    [
      'a city on restored tables',
      {
        ...inUse,
        restoredCasesTable: { name: 'gridward-restored', streamLabel: '2026-11-23T09:12:31.123' },
        restoredGridsTable: { name: 'gridward-restored.grids_2' },
      },
    ],
    [
      'a trial with nothing of it',
      { protect: false, account: undefined, logRetentionDays: 7, alarmEmail: undefined },
    ],
  ])('accepts %s', (_, fields) => {
    const city = smallCity();
    Object.assign(city['city.json'], fields);
    expect(loadCity('small', write({ small: city })).protect).toBe(fields.protect);
  });

  it.each([
    'https://identity.nantong.example.cn',
    'https://id.example/realms/city',
    'https://example.com',
    'https://EXAMPLE.org:8443',
    'https://login.example.net',
  ])('refuses to protect a city whose people come from an example: %s', (issuer) => {
    expect(faultsOf(issuedBy(issuer))).toEqual([
      {
        file: 'city.json',
        field: 'identity.issuer',
        message: `a protected city needs an identity provider; ${issuer} is an example, and API Gateway finds nobody there`,
        remedy:
          'write the address that stands in the tokens of the city as "iss"; until there is one, write "protect": false',
      },
    ]);
  });

  it('refuses to protect a city that any credentials could deploy anywhere', () => {
    expect(faultsOf({ ...inUse, account: undefined })).toEqual([
      {
        file: 'city.json',
        field: 'account',
        message:
          'a protected city names its AWS account; any credentials would deploy it, and import into it, anywhere else',
        remedy: 'write the twelve digits of the account as text, such as "111122223333"',
      },
    ]);
  });

  it('refuses to protect a city whose alarms nobody hears', () => {
    expect(faultsOf({ ...inUse, alarmEmail: undefined })).toEqual([
      {
        file: 'city.json',
        field: 'alarmEmail',
        message: 'a protected city needs somebody who is told when an alarm rings',
        remedy: 'write one address that is read at all hours; until there is one, write "protect": false',
      },
    ]);
  });

  it('refuses to protect a city that keeps its logs for less than six months', () => {
    expect(faultsOf({ ...inUse, logRetentionDays: 150 })).toEqual([
      {
        file: 'city.json',
        field: 'logRetentionDays',
        message:
          'a protected city keeps its logs for six months at least, and 150 days are fewer (Cybersecurity Law, art. 21)',
        remedy: expect.stringMatching(/^write one of 180, 365, /),
      },
    ]);
  });

  it('names at once all that a protected city lacks', () => {
    const faults = faultsOf({ protect: true, logRetentionDays: 7 });
    expect(faults.map(({ field }) => field)).toEqual([
      'account',
      'identity.issuer',
      'alarmEmail',
      'logRetentionDays',
    ]);
  });

  it.each(['cn-north-1', 'us-east-1'])('lets the shipped cities be synthesised in %s', (region) => {
    for (const folder of ['nantong', ...(region.startsWith('cn-') ? [] : ['nantong-demo'])])
      expect(() => synthesise(folder, { ...loadCity(folder), region }), folder).not.toThrow();
  });

  it('names every wrong field at once, and unknown ones', () => {
    expect(faultsOf({ code: '1', protect: undefined, colour: 'red' }).map(({ field }) => field)).toEqual([
      'code',
      'protect',
      'colour',
    ]);
  });

  it('refuses a base that is itself based on another city', () => {
    const based = (basedOn: string) => {
      const city = smallCity();
      city['city.json'].basedOn = basedOn;
      return city;
    };
    const directory = write({ a: based('b'), b: based('c'), c: smallCity() });
    expect(() => loadCity('a', directory)).toThrow('"b" is itself based on another city');
    expect(loadCity('b', directory).basedOn).toBe('c');
  });

  it('says where the JSON breaks', () => {
    const directory = write({ small: smallCity() });
    writeFileSync(join(directory, 'small', 'city.json'), '{"name": ');
    expect(() => loadCity('small', directory)).toThrow(/city\.json: .*JSON/);
  });
});

describe('cityFile', () => {
  it('takes a file from the base only where the city has none', () => {
    expect(cityFile('nantong-demo', 'areas.csv')).toMatch(/nantong\/areas\.csv$/);
    expect(cityFile('nantong-demo', 'policy.json')).toMatch(/nantong-demo\/policy\.json$/);
    expect(cityFile('nantong-demo', 'nothing.csv')).toBeUndefined();
  });
});

const writeCity = (city: SmallCity): string => write({ small: city });

/** Characters that the tests write, in GBK. */
const GBK: Record<string, number[]> = {
  东: [0xb6, 0xab],
  区: [0xc7, 0xf8],
  街: [0xbd, 0xd6],
  道: [0xb5, 0xc0],
  王: [0xcd, 0xf5],
  元: [0xd4, 0xaa],
  旦: [0xb5, 0xa9],
};
const inGbk = (text: string): Buffer =>
  Buffer.from([...text].flatMap((character) => GBK[character] ?? [...Buffer.from(character)]));

const check = (city: SmallCity) => {
  const directory = writeCity(city);
  const read = readSources('small', directory);
  return 'faults' in read ? read : readCityFolder(loadCity('small', directory), read.sources);
};

/** The faults of a small city in which something was changed. */
const faultsAfter = (change: (city: SmallCity) => void): string[] => {
  const city = smallCity();
  change(city);
  const result = check(city);
  return 'faults' in result ? result.faults.map(faultLine) : [];
};

/** Replaces the one row that holds `from`. */
const edit = (rows: string[], from: string, to: string): void => {
  const at = rows.flatMap((row, i) => (row.includes(from) ? [i] : []));
  expect(at, `rows with "${from}"`).toHaveLength(1);
  rows[at[0] as number] = (rows[at[0] as number] as string).replace(from, to);
};

const borderOf = (city: SmallCity, code: string) => {
  const found = city.features.find(({ properties }) => properties.code === code);
  if (!found) throw new Error(`no border of ${code}`);
  return found;
};
const draw = (city: SmallCity, code: string, ...rings: Parameters<typeof feature>[1][]): void => {
  borderOf(city, code).geometry = feature(code, ...rings).geometry;
};

describe('readCityFolder', () => {
  it.each([
    ['directly under its province', '4290', '429004'],
    ['without counties', '4419', '441900'],
  ])('accepts a city %s, %s, whose one county is %s', (_, code, county) => {
    const { areas, features, ...rest } = smallCity();
    const inOneCounty = {
      areas: areas.filter((row) => !row.includes(OTHER_COUNTY)),
      features: features.filter(({ properties }) => !properties.code.startsWith(OTHER_COUNTY)),
      ...rest,
    };
    const renamed = JSON.stringify(inOneCounty)
      .replaceAll('990101', county)
      .replaceAll('9901', code)
      .replace(',city,99,', `,city,${code.slice(0, 2)},`);
    const result = check(JSON.parse(renamed));
    expect(result).not.toHaveProperty('faults');
    if ('faults' in result) return;
    expect([...result.folder.areas.values()].filter(({ level }) => level === 'county')).toMatchObject([
      { code: county, parent: code },
    ]);
    expect(result.folder.duties.map(({ area }) => area)).toEqual([`${county}001`, county]);
  });

  it('accepts the small city', () => {
    const result = check(smallCity());
    expect(result).not.toHaveProperty('faults');
    if ('faults' in result) return;
    const { areas, borders, units, staff, duties, policy, calendar, notes } = result.folder;
    expect([areas.size, borders.size, units.size, staff.length]).toEqual([19, 11, 6, 4]);
    expect(policy.version).toBe('small-1');
    expect(calendar).toMatchObject({ knownFrom: '2026-01-01', knownUntil: '2026-12-31' });
    expect(duties.map(({ area, category, unit, rule }) => [area, category, unit.code, rule])).toEqual([
      ['990101001', 'dispute', '990101001-commandCenter', 'dispute: the commandCenter of each township'],
      [
        '990101',
        'dispute.neighbour',
        '990101-department-justice',
        'dispute.neighbour: 990101-department-justice in 990101',
      ],
    ]);
    expect(notes).toEqual([
      '1 of 2 counties have no command centre, and the city serves them: 990102',
      '1 of 2 townships have no command centre, and the next one above serves them: 990102001',
      `2 of 3 communities have no committee, and the next centre above serves them: ${NEIGHBOUR}, 990102001001`,
      'there is no supervisingUnit: nobody decides what the city centre asks for, or judges what all centres handled',
      `3 of 4 centres and committees have no dispatcher: 9901-commandCenter, 990101-commandCenter, ${COMMUNITY}-committee`,
      '1 of 2 other units have nobody: 990101-department-finance',
      `10 of 11 grids have no grid worker: ${gridOf(2)}, ${gridOf(3)}, ${gridOf(4)} and 7 more`,
      '1 of 2 townships have no grid worker who could be drawn to verify; the centres do it: 990102001',
      'no unit has the duty for dispute, dispute.neighbour in 990102: the centre on whose desk a case lies assigns it by hand',
    ]);
  });

  it.each<[what: string, change: (city: SmallCity) => void, faults: string[]]>([
    [
      'a malformed code',
      ({ areas }) => areas.push('99010,X,county,9901,,'),
      ['areas.csv:21 code: "99010" is no area code'],
    ],
    [
      'a code with letters',
      ({ areas }) => areas.push('9901AB,X,county,9901,,'),
      ['areas.csv:21 code: "9901AB" is no area code'],
    ],
    [
      'an area of another city',
      ({ areas }) => areas.push('880101,X,county,8801,,'),
      ['areas.csv:21 code: 880101 does not lie in the city 9901'],
    ],
    [
      'a duplicate code',
      ({ areas }) => areas.push('990102,Far,county,9901,,'),
      ['areas.csv:21 code: "990102" stands in row 17 already'],
    ],
    [
      'a parent that is not there',
      ({ areas }) => areas.push('990103001,X,township,990103,,'),
      ['areas.csv:21 parent: the parent "990103" is not in the table'],
    ],
    [
      'a parent that is not the code’s',
      ({ areas }) => edit(areas, 'Town,township,990101,', 'Town,township,990102,'),
      ['areas.csv:4 parent: the parent of 990101001 is 990101, not "990102"'],
    ],
    [
      'a level that the code has not',
      ({ areas }) => edit(areas, 'Town,township', 'Town,county'),
      ['areas.csv:4 level: a code of 9 digits is a township, not a "county"'],
    ],
    [
      'a nameless area',
      ({ areas }) => edit(areas, ',Town,', ',,'),
      ['areas.csv:4 name: the name is missing'],
    ],
    [
      'a wrong longitude',
      ({ areas }) => edit(areas, 'Nine,community,990101001,120.015', 'Nine,community,990101001,abc'),
      ['areas.csv:5 lon: "abc" is no longitude'],
    ],
    [
      'half a position',
      ({ areas }) => edit(areas, 'Nine,community,990101001,120.015', 'Nine,community,990101001,'),
      ['areas.csv:5 lat: longitude and latitude come together'],
    ],
    [
      'a kind where none belongs',
      ({ areas }) => {
        areas[0] = 'code,name,level,parent,lon,lat,kind';
        for (let i = 1; i < areas.length; i++) areas[i] += i === 3 ? ',exclusive' : ',';
      },
      ['areas.csv:4 kind: "exclusive"'],
    ],
    [
      'a row that is too short',
      ({ areas }) => areas.splice(5, 0, '9901'),
      ['areas.csv:6: the row has 1 columns, and not those of the header'],
    ],
    [
      'a table separated by semicolons',
      (city) => {
        city.units = city.units.map((row) => row.replaceAll(',', ';'));
      },
      ['units.csv:1: the columns are separated by ";" – save the table as CSV with commas'],
    ],
    [
      'a table separated by tabs',
      (city) => {
        city.areas = city.areas.map((row) => row.replaceAll(',', '\t'));
      },
      ['areas.csv:1: the columns are separated by tabs'],
    ],
    [
      'an empty table',
      (city) => {
        city.areas = [];
      },
      ['areas.csv:1: the file is empty – the first line names the columns: code,name'],
    ],
    [
      'codes that a spreadsheet shortened',
      (city) => {
        city.areas = city.areas.map((row) => row.replaceAll(COMMUNITY, '9.90101E+11'));
      },
      [
        'areas.csv:5 code: a spreadsheet has turned 1 of the codes into numbers, such as "9.90101E+11", and their last digits are lost',
        'areas.csv:6 parent: a spreadsheet has turned 9 of the codes',
      ],
    ],
    [
      'a telephone number that a spreadsheet shortened',
      ({ staff }) => staff.push('1.38E+10,officer,990101-department-justice,990101,Zhao'),
      ['staff.csv:6 subject: a spreadsheet has turned 1 of the codes into numbers, such as "1.38E+10"'],
    ],
    [
      'units whose areas a spreadsheet shortened',
      ({ units }) => units.push('9.9E+5-lawFirm,lawFirm,Firm,9.9E+05,'),
      ['units.csv:8 area: a spreadsheet has turned 1 of the codes'],
    ],
    [
      'counties and townships with twelve digits',
      (city) => {
        city.areas = city.areas.map((row) =>
          row
            .replace(/^(9901\d\d),/, '$1000000,')
            .replace(/^(9901\d{5}),/, '$1000,')
            .replace(/,(9901\d\d),/, ',$1000000,'),
        );
      },
      [
        'areas.csv:3 code: 4 codes above the communities have twelve digits, such as "990101000000" – leave out the zeros at the end, here and as parent: a city has 4 digits, a county 6, a township 9, so write 990101',
      ],
    ],
    [
      'a township of a city without counties',
      ({ areas }) => areas.push('990103001,X,township,9901,,'),
      [
        'areas.csv:21 parent: the parent of 990103001 is 990103, not "9901" – add a row for 990103; a city without counties has one',
      ],
    ],
    [
      'a name that does not show',
      ({ areas }) => edit(areas, ',Town,', ',\u200B,'),
      ['areas.csv:4 name: the text holds U+200B, a character that does not show'],
    ],
    [
      'a name that is turned round',
      ({ units }) => edit(units, ',Justice,', ',\u202EJustice,'),
      ['units.csv:4 name: the text holds U+202E'],
    ],
    [
      'a name with a sign for a lost character',
      ({ staff }) => edit(staff, ',Zhao', ',Zha\uFFFD'),
      ['staff.csv:4 name: the text holds U+FFFD, which stands for a lost character'],
    ],
    [
      'a name in private characters',
      ({ areas }) => edit(areas, ',Town,', ',\uE81A街道,'),
      ['areas.csv:4 name: the text holds U+E81A'],
    ],
    [
      'a subject with a mark within',
      ({ staff }) => edit(staff, 'officer,officer', 'off\u00ADicer,officer'),
      ['staff.csv:4 subject: the text holds U+00AD'],
    ],
    [
      'a quote that is not closed',
      ({ staff }) => edit(staff, ',Zhao', ',"Zhao'),
      ['staff.csv:4: a double quote is not closed'],
    ],
    [
      'a quote within a value',
      ({ staff }) => edit(staff, ',Zhao', ',"Zh"ao'),
      ['staff.csv:4: a double quote stands within a value'],
    ],
    [
      'a missing column',
      ({ staff }) => edit(staff, ',name', ',who'),
      ['staff.csv:1 name: the column is missing', 'staff.csv:1 who: no such column is known'],
    ],
    [
      'a table with nothing but its header',
      ({ areas }) => areas.splice(1),
      [
        'areas.csv:1: the table has no row below its header – write a row for the city and each area below it',
      ],
    ],
    [
      'a lost county, which areas, units, staff, duties and successors name',
      (city) => {
        edit(city.areas, `990101,East,county,${CITY}`, '990101');
        city.successors = ['old,new', `${COMMUNITY}077,${gridOf(1)}`];
      },
      [
        'areas.csv:3: the row has 3 columns, and not those of the header; areas.csv, units.csv, staff.csv, policy.json name it 6 times more',
      ],
    ],
    [
      'a lost grid, which staff and borders name',
      ({ areas }) => areas.splice(5, 1),
      ['staff.csv:2 area: area "990101001001001" is not in areas.csv; grids.geojson.gz name it 1 times more'],
    ],
    [
      'a lost unit, which units, staff and duties name',
      ({ units }) => units.splice(2, 1),
      [
        'units.csv:3 superior: unit "990101-commandCenter" is not in the table; units.csv name it 2 times more',
      ],
    ],
    [
      'no centre of the city',
      ({ units, policy }) => {
        units.splice(1);
        policy.duties = [];
      },
      ['units.csv: the city has no command centre, and there every case ends up'],
    ],
    [
      'the rows of another four-digit code',
      ({ areas }) => areas.push('990201,X,county,9902,,', '990201001,Y,township,990201,,'),
      [
        'areas.csv:21 code: 990201 does not lie in the city 9901, nor does 1 more row – codes of the city begin with 9901; a city whose counties lie under several four-digit codes, such as Chongqing under 5001 and 5002, is not supported',
      ],
    ],
    [
      'the townships of a city without counties, many at once',
      ({ areas }) => areas.push(...['003', '004', '005'].map((town) => `990103${town},X,township,9901,,`)),
      [
        'areas.csv:21 parent: the parent of 990103003 is 990103, not "9901"; areas.csv name it 2 times more – add a row for 990103; a city without counties has one',
      ],
    ],
    [
      'codes that a spreadsheet wrote out again after it had shortened them',
      (city) => {
        city.areas = city.areas.map((row) => row.replace(/^(990101)001001\d{3},/, '$1000000000,'));
      },
      ['areas.csv:6 code: a spreadsheet has turned 9 of the codes into numbers, such as "990101000000000"'],
    ],
    [
      'identity numbers that a spreadsheet cut at fifteen digits',
      ({ staff }) =>
        staff.push(
          ...['990101199001011000', '990101199203042000'].map(
            (subject) => `${subject},officer,990101-department-justice,990101,Zhao`,
          ),
        ),
      ['staff.csv:6 subject: a spreadsheet has turned 2 of the codes into numbers'],
    ],
    [
      'no city',
      ({ areas }) => areas.splice(1, 1),
      [
        'areas.csv: the city itself, 9901, is missing; areas.csv, units.csv, staff.csv name it 4 times more – add the row 9901,<name>,city,99',
      ],
    ],
    [
      'a grid without border',
      ({ features }) => features.pop(),
      ['grids.geojson.gz: grid 990102001001001 has no border'],
    ],
    [
      'a file of something else',
      (city) => {
        city.features = 'none' as unknown as SmallCity['features'];
      },
      ['grids.geojson.gz: this is no GeoJSON FeatureCollection'],
    ],
    [
      'a border without grid',
      ({ features }) => features.push(feature(`${COMMUNITY}010`, square(0, 3))),
      [`grids.geojson.gz:12 properties.code: grid ${COMMUNITY}010 is not in areas.csv`],
    ],
    [
      'a border of a community',
      ({ features }) => features.push(feature(COMMUNITY, square(0, 3))),
      [`grids.geojson.gz:12 properties.code: "${COMMUNITY}" is no grid's code`],
    ],
    [
      'two borders of one grid',
      ({ features }) => features.push(feature(gridOf(1), square(0, 3))),
      [`grids.geojson.gz:12 properties.code: ${gridOf(1)} stands in feature 1 already`],
    ],
    [
      'a border of another shape',
      (city) => {
        borderOf(city, gridOf(1)).geometry = { type: 'Point', coordinates: [120, 32] };
      },
      ['grids.geojson.gz: grid 990101001001001 has no border', 'grids.geojson.gz:1 geometry.type: '],
    ],
    [
      'a border that crosses itself',
      (city) =>
        draw(city, gridOf(5), [
          [120.01, 32.01],
          [120.02, 32.02],
          [120.02, 32.01],
          [120.01, 32.02],
          [120.01, 32.01],
        ]),
      [`grids.geojson.gz:5 geometry: ${gridOf(5)}: the border crosses itself`],
    ],
    [
      'a border of two corners',
      (city) =>
        draw(city, gridOf(5), [
          [120.01, 32.01],
          [120.02, 32.02],
          [120.01, 32.01],
        ]),
      [`grids.geojson.gz:5 geometry: ${gridOf(5)}: a ring has fewer than three corners`],
    ],
    [
      'a border that encloses nothing',
      (city) =>
        draw(city, gridOf(5), [
          [120.01, 32.01],
          [120.02, 32.01],
          [120.03, 32.01],
          [120.01, 32.01],
        ]),
      [`grids.geojson.gz:5 geometry: ${gridOf(5)}: a ring encloses nothing`],
    ],
    [
      'a border with a spike into the next grid',
      (city) =>
        draw(city, gridOf(1), [
          [120, 32],
          [120.01, 32],
          [120.025, 32.005],
          [120.01, 32],
          [120.01, 32.01],
          [120, 32.01],
          [120, 32],
        ]),
      [
        `grids.geojson.gz:1 geometry: ${gridOf(1)}: the border comes back to 120.025, 32.005 – take out the spike`,
      ],
    ],
    [
      'a spike that ends on its own edge',
      (city) =>
        draw(city, gridOf(5), [
          [120.01, 32.01],
          [120.02, 32.01],
          [120.02, 32.03],
          [120.02, 32.02],
          [120.01, 32.02],
          [120.01, 32.01],
        ]),
      [`grids.geojson.gz:5 geometry: ${gridOf(5)}: the border comes back to 120.02, 32.03`],
    ],
    [
      'a spike at the first corner',
      (city) =>
        draw(city, gridOf(5), [
          [120.005, 32.01],
          [120.01, 32.01],
          [120.02, 32.01],
          [120.02, 32.02],
          [120.01, 32.02],
          [120.01, 32.01],
          [120.005, 32.01],
        ]),
      [`grids.geojson.gz:5 geometry: ${gridOf(5)}: the border comes back to 120.01, 32.01`],
    ],
    [
      'a corner that lies on another edge of its own ring',
      (city) =>
        draw(city, gridOf(5), [
          [120.01, 32.01],
          [120.02, 32.01],
          [120.02, 32.02],
          [120.015, 32.01],
          [120.01, 32.02],
          [120.01, 32.01],
        ]),
      [`grids.geojson.gz:5 geometry: ${gridOf(5)}: the border comes back to 120.015, 32.01`],
    ],
    [
      'a border that touches itself at a waist',
      (city) =>
        draw(city, gridOf(5), [
          [120.01, 32.01],
          [120.015, 32.015],
          [120.02, 32.01],
          [120.02, 32.02],
          [120.015, 32.015],
          [120.01, 32.02],
          [120.01, 32.01],
        ]),
      [`grids.geojson.gz:5 geometry: ${gridOf(5)}: the border comes back to 120.015, 32.015`],
    ],
    [
      'a ring that stands twice',
      (city) =>
        draw(
          city,
          gridOf(5),
          square(1, 1),
          square(1.2, 1.2, 0.2, 0.2),
          square(1.2, 1.2, 0.2, 0.2).toReversed(),
        ),
      [`grids.geojson.gz:5 geometry: ${gridOf(5)}: the ring at 120.012, 32.012 stands twice`],
    ],
    [
      'a small part within another county',
      (city) => {
        borderOf(city, gridOf(1)).geometry = {
          type: 'MultiPolygon',
          coordinates: [[square(0, 0)], [square(4.5, 1.5, 0.1, 0.1)]],
        };
      },
      [`grids.geojson.gz:11 geometry: 990102001001001 overlaps ${gridOf(1)} of feature 1 by`],
    ],
    [
      'a part in another part of the country',
      (city) => {
        borderOf(city, gridOf(1)).geometry = {
          type: 'MultiPolygon',
          coordinates: [[square(0, 0)], [square(200, 0)]],
        };
      },
      [`grids.geojson.gz:1 geometry: ${gridOf(1)}: a part at 122, 32 lies 30 km and more from the rest`],
    ],
    [
      'codes as numbers',
      (city) => {
        for (const { properties } of city.features) properties.code = Number(properties.code) as never;
      },
      [
        'grids.geojson.gz properties.code: 11 features have their code as a number, such as 990101001001001 – write it as text',
      ],
    ],
    [
      'one code as a number',
      (city) => {
        borderOf(city, gridOf(3)).properties.code = 9.90101001001003e14 as never;
      },
      ['grids.geojson.gz properties.code: 1 features have their code as a number'],
    ],
    [
      'codes under another name',
      (city) => {
        for (const one of city.features) one.properties = { grid_code: one.properties.code } as never;
      },
      ['grids.geojson.gz properties: no feature has the property "code"; the first has grid_code'],
    ],
    [
      'borders in metres',
      (city) => {
        for (const [i, one] of city.features.entries())
          one.geometry.coordinates = [square(i, 0).map(([lon, lat]) => [lon * 4166, lat * 110_625])];
      },
      ['grids.geojson.gz geometry: positions such as 499920, 3540000 are metres, not degrees'],
    ],
    [
      'an open border',
      (city) => draw(city, gridOf(5), square(1, 1).slice(0, 4)),
      [`grids.geojson.gz:5 geometry: ${gridOf(5)}: a ring is open`],
    ],
    [
      'latitude before longitude',
      (city) =>
        draw(
          city,
          gridOf(5),
          square(1, 1).map(([lon, lat]) => [lat, lon]),
        ),
      [`grids.geojson.gz:5 geometry: ${gridOf(5)}: 32.01, 120.01 does not lie in China`],
    ],
    [
      'overlapping borders',
      (city) => draw(city, gridOf(9), square(1.5, 2, 1.5)),
      [`grids.geojson.gz:9 geometry: ${gridOf(9)} overlaps ${gridOf(8)} of feature 8 by 52`],
    ],
    [
      'the same border twice',
      (city) => draw(city, gridOf(4), square(1, 1)),
      [`grids.geojson.gz:5 geometry: ${gridOf(5)} overlaps ${gridOf(4)} of feature 4 by 104`],
    ],
    [
      'a border within another',
      (city) => draw(city, gridOf(4), square(0, 1, 2, 1)),
      [`grids.geojson.gz:5 geometry: ${gridOf(5)} overlaps ${gridOf(4)} of feature 4 by 104`],
    ],
    [
      'an overlap with another county that no map explains',
      (city) => draw(city, gridOf(1, NEIGHBOUR), square(3, 0, 1.3, 3)),
      [`grids.geojson.gz:11 geometry: 990102001001001 overlaps ${gridOf(1, NEIGHBOUR)} of feature 10 by`],
    ],
    [
      'a gap inside a community',
      (city) => draw(city, gridOf(5), square(1, 1, 0.5)),
      [`m² at 120.015, 32.01 lie in no grid, inside community ${COMMUNITY}`],
    ],
    [
      'a gap between communities',
      (city) => draw(city, gridOf(6), square(2, 1, 0.9)),
      [`lie in no grid, between communities ${COMMUNITY}, ${NEIGHBOUR}`],
    ],
    [
      'a duplicate unit',
      ({ units }) => units.push(units.at(-1) as string),
      [`units.csv:8 code: "${COMMUNITY}-committee" stands in row 7 already`],
    ],
    [
      'a unit without area',
      ({ units }) => units.push('990109-lawFirm,lawFirm,Firm,990109,'),
      ['units.csv:8 area: area "990109" is not in areas.csv'],
    ],
    [
      'a unit of an unknown kind',
      ({ units }) => units.push('990101-court,court,Court,990101,'),
      ['units.csv:8 kind: "court" is not one of commandCenter, committee'],
    ],
    [
      'a unit whose code belongs elsewhere',
      ({ units }) => units.push('990102-lawFirm,lawFirm,Firm,990101,'),
      ['units.csv:8 code: "990102-lawFirm" is not "990101-lawFirm"'],
    ],
    [
      'a nameless unit',
      ({ units }) => edit(units, ',Justice,', ',,'),
      ['units.csv:4 name: the name is missing'],
    ],
    [
      'an unknown superior',
      ({ units }) => edit(units, 'Town centre,990101001,990101-', 'Town centre,990101001,990109-'),
      ['units.csv:6 superior: unit "990109-commandCenter" is not in the table'],
    ],
    [
      'a circle of superiors',
      ({ units }) => edit(units, `City centre,${CITY},`, `City centre,${CITY},990101-commandCenter`),
      [
        'units.csv:2 superior: a circle of superiors: 9901-commandCenter → 990101-commandCenter → 9901-commandCenter',
        'units.csv:3 superior: a circle of superiors',
      ],
    ],
    [
      'a duplicate subject',
      ({ staff }) => staff.push(staff[1] as string),
      ['staff.csv:6 subject: "worker" stands in row 2 already'],
    ],
    [
      'staff of an unknown unit',
      ({ staff }) => edit(staff, 'officer,990101-department-justice', 'officer,990101-department-none'),
      ['staff.csv:4 unit: unit "990101-department-none" is not in units.csv'],
    ],
    [
      'staff for an unknown area',
      ({ staff }) => edit(staff, 'justice,990101,', 'justice,990109,'),
      ['staff.csv:4 area: area "990109" is not in areas.csv'],
    ],
    [
      'staff of an unknown role',
      ({ staff }) => edit(staff, 'officer,officer', 'officer,mayor'),
      ['staff.csv:4 role: "mayor" is not one of gridWorker, officer, dispatcher, operator'],
    ],
    [
      'staff for an area outside their unit’s',
      ({ staff }) => edit(staff, 'justice,990101,', `justice,${OTHER_COUNTY},`),
      ['staff.csv:4 area: 990102 does not lie in 990101, the area of the unit'],
    ],
    [
      'a grid worker of a department, for a county',
      ({ staff }) => edit(staff, 'officer,officer', 'officer,gridWorker'),
      [
        'staff.csv:4 unit: a gridWorker belongs to a committee, not to a department',
        "staff.csv:4 area: a grid worker's area is a grid or a community, not a county",
      ],
    ],
    [
      'an operator with a unit',
      ({ staff }) => edit(staff, 'operator,operator,', 'operator,operator,9901-commandCenter'),
      ['staff.csv:5 unit: an operator belongs to no unit'],
    ],
    [
      'a nameless person',
      ({ staff }) => edit(staff, ',Zhao', ','),
      ['staff.csv:4 name: the name is missing'],
    ],
    [
      'a duty for an unknown unit',
      ({ policy }) => {
        policy.duties = [{ category: 'dispute', unit: '990101-court' }];
      },
      ['policy.json duties.0.unit: the city has no unit "990101-court"'],
    ],
    [
      'a duty for an unknown category',
      ({ policy }) => {
        policy.duties = [{ category: 'litter', unit: '990101-commandCenter' }];
      },
      ['policy.json duties.0.category: category "litter" is not in categories'],
    ],
    [
      'a duty in an unknown area',
      ({ policy }) => {
        policy.duties = [{ category: 'dispute', unit: '990101-commandCenter', area: '990109' }];
      },
      ['policy.json duties.0.area: the city has no area "990109"'],
    ],
    [
      'a duty of nobody',
      ({ policy }) => {
        policy.duties = [{ category: 'dispute', kind: 'lawFirm', level: 'county' }];
      },
      ['policy.json duties.0.kind: no unit has this duty: the city has no unit of this kind at this level'],
    ],
    [
      'a duty of two units at once',
      ({ policy }) => {
        policy.duties = [{ category: 'dispute', kind: 'department', level: 'county' }];
      },
      [
        'policy.json duties.0.category: dispute at 990101: 990101-department-finance, but duties.0 names 990101-department-justice',
      ],
    ],
    [
      'a ladder that runs backwards',
      ({ policy }) => {
        policy.ladders = [
          {
            rungs: [
              { share: 2, actions: ['remind'] },
              { share: 1, actions: ['escalate'] },
            ],
          },
        ];
      },
      ['policy.json ladders.0.rungs.1.share: rungs must be in rising order: 1 does not come after 2'],
    ],
    [
      'a date twice in the calendar',
      ({ calendars }) => {
        const year = calendars['2026.json'] as { days: unknown[] };
        year.days.push(year.days[0]);
      },
      ['calendars/2026.json days.1.date: 2026-01-01 is listed twice'],
    ],
    ...[
      { papers: ['https://notice.example'] },
      { source: undefined, days: [{ name: '元旦', date: '2026-01-01', isOffDay: true }] },
      {
        $schema: 'https://x.example',
        papers: [],
        days: [{ name: '元旦', date: '2026-01-01', isOffDay: true }],
      },
    ].map((fields): [string, (city: SmallCity) => void, string[]] => [
      `a calendar as holiday-cn has it: ${Object.keys(fields)}`,
      ({ calendars }) => {
        calendars['2026.json'] = { ...(calendars['2026.json'] as object), ...fields };
      },
      [
        'calendars/2026.json: these are the fields of holiday-cn – write papers as source and isOffDay as rest, add knownUntil',
      ],
    ]),
    [
      'a calendar without a notice',
      ({ calendars }) => {
        calendars['2027.json'] = { year: 2027, source: [], knownUntil: '2027-12-31', days: [] };
      },
      [
        'calendars/2027.json source: a year without a notice',
        'calendars/2027.json days: a year without a notice',
      ],
    ],
    [
      'a calendar in the file of another year',
      ({ calendars }) => {
        calendars['2027.json'] = calendars['2026.json'];
        delete calendars['2026.json'];
      },
      ['calendars/2027.json year: the file of another year holds 2026 – call it 2026.json, or mend the year'],
    ],
    [
      'a calendar under the name that a system gave it',
      (city) => {
        city.calendars = { '2026.json.txt': city.calendars['2026.json'] };
      },
      ['calendars: there is no calendar – calendars/2026.json.txt is not read: rename it'],
    ],
    [
      'no calendar',
      (city) => {
        city.calendars = {};
      },
      ['calendars: there is no calendar'],
    ],
  ])('finds %s', (_, change, expected) => {
    const faults = faultsAfter(change);
    expect(faults, faults.join('\n')).toHaveLength(expected.length);
    for (const [i, part] of expected.entries()) expect(faults[i]).toContain(part);
  });

  it('reports all faults at once, file by file and row by row', () => {
    const faults = faultsAfter(({ areas, units, staff }) => {
      edit(staff, ',Zhao', ',');
      edit(units, ',Finance,', ',,');
      edit(units, ',Justice,', ',,');
      edit(areas, ',Town,', ',,');
    });
    expect(faults.map((line) => line.split(' ')[0])).toEqual([
      'areas.csv:4',
      'units.csv:4',
      'units.csv:5',
      'staff.csv:4',
    ]);
  });

  it('lets borders differ by a rounding, and counties by as much as their maps', () => {
    const city = smallCity();
    draw(city, gridOf(5), square(0.9999, 0.9999, 1.0001, 1.0001));
    draw(city, gridOf(1, NEIGHBOUR), square(3, 0, 1.05, 3));
    const result = check(city);
    expect(result).toMatchObject({
      folder: {
        notes: expect.arrayContaining([
          'pairs of grids that overlap along county borders: 1, by up to 55 m; the lower code answers there',
        ]),
      },
    });
  });

  it('notes gaps between counties', () => {
    const city = smallCity();
    const notched = [
      ...square(4, 0, 1, 3).slice(0, 4),
      ...square(4, 1, 0.5, 1).toReversed().slice(1),
      square(4, 0)[0],
    ];
    draw(city, '990102001001001', notched as [number, number][]);
    expect(check(city)).toMatchObject({
      folder: {
        notes: expect.arrayContaining([
          'gaps between counties: 1, up to 371 m wide; a position there is outside the city',
        ]),
      },
    });
  });

  it('takes what a grid encloses and another fills for no gap', () => {
    const city = smallCity();
    edit(
      city.areas,
      `${gridOf(5)},Nine 5,grid,${COMMUNITY}`,
      `${gridOf(2, NEIGHBOUR)},One 2,grid,${NEIGHBOUR}`,
    );
    borderOf(city, gridOf(5)).properties.code = gridOf(2, NEIGHBOUR);
    expect(check(city)).not.toHaveProperty('faults');
  });

  it('drops a corner that stands twice', () => {
    const city = smallCity();
    const [first, ...rest] = square(1, 1);
    draw(city, gridOf(5), [first as [number, number], first as [number, number], ...rest]);
    const result = check(city);
    if ('faults' in result) throw new Error(result.faults.map(faultLine).join('\n'));
    expect(result.folder.borders.get(gridOf(5))).toEqual([square(1, 1)]);
  });

  it.each<[string, (table: string) => string]>([
    ['lines that end in another way after the header', (table) => table.replace('\n', '\r\n')],
    ['lines that end as on Windows', (table) => table.replaceAll('\n', '\r\n')],
    ['lines that end as on old machines', (table) => table.replaceAll('\n', '\r')],
    ['a mark before the text', (table) => `\uFEFF${table}`],
    ['rows without a value', (table) => `${table},,,,\n, , ,,\n\n`],
    ['blanks around values', (table) => table.replaceAll(',', '\u00A0,\u3000')],
    ['names in parts', (table) => table.replace('Town', 'To\u0308wn').replace('Justice', 'Ju\u0301stice')],
  ])('takes tables with %s', (what, write) => {
    const directory = writeCity(smallCity());
    for (const file of ['units.csv', 'staff.csv']) {
      const path = join(directory, 'small', file);
      writeFileSync(path, write(readFileSync(path, 'utf8')));
    }
    const read = readSources('small', directory);
    if ('faults' in read) throw new Error(read.faults.map(faultLine).join('\n'));
    const result = readCityFolder(loadCity('small', directory), read.sources);
    if ('faults' in result) throw new Error(result.faults.map(faultLine).join('\n'));
    expect([result.folder.units.size, result.folder.staff.length]).toEqual([6, 4]);
    const { name } = result.folder.units.get('990101-department-justice') ?? {};
    expect(name).toBe(what === 'names in parts' ? 'J\u00FAstice' : 'Justice');
  });

  it.each<[string, string, (text: string) => Buffer, string]>([
    ['GBK', 'areas.csv', inGbk, 'from line 3 on: it looks like GBK or GB18030 – save it in UTF-8: in Excel'],
    ['GBK', 'staff.csv', inGbk, 'it looks like GBK or GB18030'],
    ['GBK', 'policy.json', inGbk, 'it looks like GBK or GB18030'],
    ['GBK', 'calendars/2026.json', inGbk, 'it looks like GBK or GB18030'],
    [
      'UTF-16',
      'areas.csv',
      (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
      'it looks like UTF-16 (little',
    ],
    [
      'UTF-16 without a mark',
      'units.csv',
      (text) => Buffer.from(text, 'utf16le'),
      'it looks like UTF-16 (little',
    ],
    [
      'UTF-16 the other way round',
      'units.csv',
      (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
      'it looks like UTF-16 (big endian)',
    ],
    [
      'a text cut off',
      'staff.csv',
      (text) => Buffer.from(`${text}江`).subarray(0, -1),
      'the file is cut off within a character, on line 6',
    ],
    [
      'one line in other bytes',
      'staff.csv',
      (text) => Buffer.concat([Buffer.from(`${text}江海崇川,`), Buffer.from([0xb6, 0xab, 0x0a])]),
      'most of this is UTF-8, but the bytes on line 6 are not',
    ],
    [
      'Latin letters of old',
      'units.csv',
      (text) => Buffer.from(`${text}\xff\xff`, 'latin1'),
      'this is not UTF-8',
    ],
    ['a comma too many', 'policy.json', (text) => Buffer.from(text.replace(/}$/, ',}')), 'this is not JSON'],
    ['JSON cut short', 'policy.json', (text) => Buffer.from(text.slice(0, -1)), 'this is not JSON'],
    ['nothing', 'policy.json', () => Buffer.of(), 'this is not JSON: the file is empty'],
    ['no JSON', 'calendars/2026.json', () => Buffer.from('year: 2026'), 'this is not JSON'],
    ['GBK', 'city.json', inGbk, 'it looks like GBK or GB18030'],
  ])('says of %s in %s what it is, and what to do', (_, file, write, told) => {
    const city = smallCity();
    city.areas[2] = (city.areas[2] as string).replace('East', '东区街道');
    city.staff[1] = (city.staff[1] as string).replace('Wang', '王东区街道');
    (city['city.json'].name as Record<string, string>)['zh-CN'] = '东区街道';
    city.calendars['2026.json'] = { ...(city.calendars['2026.json'] as object), note: '元旦东区街道' };
    city.policy.note = '元旦东区街道';
    const directory = writeCity(city);
    const path = join(directory, 'small', file);
    writeFileSync(path, write(readFileSync(path, 'utf8')));
    let found: unknown;
    try {
      const read = readSources('small', directory);
      found = 'faults' in read && read.faults;
    } catch (error) {
      found = (error as CityError).faults;
    }
    const lines = (found as Fault[]).map(faultLine);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(file);
    expect(lines[0]).toContain(told);
    expect(lines[0]).toContain(' – ');
  });

  it('reads JSON behind a byte order mark', () => {
    const directory = writeCity(smallCity());
    for (const file of ['city.json', 'policy.json', 'calendars/2026.json']) {
      const path = join(directory, 'small', file);
      writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8')}`);
    }
    const read = readSources('small', directory);
    expect(read).not.toHaveProperty('faults');
  });

  it.each([
    ['is plain JSON', (packed: Buffer) => gunzipSync(packed), 'this is not gzip – pack it'],
    ['is empty', () => Buffer.of(), 'this is not gzip'],
    ['is a zip file', () => Buffer.from('PK\u0003\u0004'), 'this is not gzip'],
    ['is cut off', (packed: Buffer) => packed.subarray(0, 40), 'this gzip file is cut off or damaged'],
    ['holds no JSON', () => gzipSync('{"type": '), 'this is not JSON'],
    ['holds UTF-16', () => gzipSync(Buffer.from('{"type": "FeatureCollection"}', 'utf16le')), 'UTF-16'],
  ])('says of borders in a file that %s what it is', (_, write, told) => {
    const directory = writeCity(smallCity());
    const path = join(directory, 'small', 'grids.geojson.gz');
    writeFileSync(path, write(readFileSync(path)));
    const read = readSources('small', directory);
    expect('faults' in read ? read.faults.map(faultLine) : []).toEqual([expect.stringContaining(told)]);
  });

  const withDatum = (crs: unknown) => {
    const directory = writeCity(smallCity());
    const collection = { type: 'FeatureCollection', crs, features: smallCity().features };
    writeFileSync(join(directory, 'small', 'grids.geojson.gz'), gzipSync(JSON.stringify(collection)));
    const read = readSources('small', directory);
    if ('faults' in read) throw new Error(read.faults.map(faultLine).join('\n'));
    const result = readCityFolder(loadCity('small', directory), read.sources);
    return 'faults' in result ? result.faults.map(faultLine) : [];
  };
  const named = (name: string) => ({ type: 'name', properties: { name } });

  it.each([
    null,
    ...[
      'urn:ogc:def:crs:OGC:1.3:CRS84',
      'urn:ogc:def:crs:OGC::CRS84',
      'EPSG:4326',
      'urn:ogc:def:crs:EPSG::4490',
    ].map(named),
    ...['urn:ogc:def:crs:EPSG::4326', 'EPSG:4490', 'epsg:4979', 'urn:ogc:def:crs:EPSG:9.9.1:4490'].map(named),
  ])('takes borders in WGS 84 or CGCS2000: %j', (crs) => {
    expect(withDatum(crs)).toEqual([]);
  });

  it.each([
    ['urn:ogc:def:crs:EPSG::4610', 'Xian 1980'],
    ['EPSG:2343', 'Xian 1980'],
    ['Xian_1980_3_Degree_GK_CM_120E', 'Xian 1980'],
    ['urn:ogc:def:crs:EPSG::4214', 'Beijing 1954'],
    ['EPSG:2437', 'Beijing 1954'],
    ['GCS_Beijing_1954', 'Beijing 1954'],
    ['urn:ogc:def:crs:EPSG::4549', 'CGCS2000 in metres'],
    ['EPSG:4498', 'CGCS2000 in metres'],
    ['EPSG:3857', 'Web Mercator in metres'],
    ['EPSG:32651', 'WGS 84 in metres (UTM)'],
  ])('refuses borders in %s by its name', (name, told) => {
    expect(withDatum(named(name))).toEqual([
      expect.stringContaining(
        `grids.geojson.gz crs: the borders are said to be in "${name}", that is ${told}`,
      ),
    ]);
  });

  it.each([
    named('GCJ-02'),
    { type: 'EPSG', properties: { code: 4326 } },
    { type: 'link' },
    'x',
  ])('refuses borders in a datum that it does not know: %j', (crs) => {
    expect(withDatum(crs)).toEqual([expect.stringContaining('– convert them to WGS 84 or CGCS2000')]);
  });

  it('says which file is missing or broken', () => {
    const directory = write({ small: smallCity(), base: smallCity() });
    writeFileSync(join(directory, 'small', 'grids.geojson.gz'), 'plain');
    writeFileSync(join(directory, 'small', 'policy.json'), '{"basedOn": "atlantis"}');
    mkdirSync(join(directory, 'empty'));
    writeFileSync(join(directory, 'empty', 'city.json'), JSON.stringify(smallCity()['city.json']));
    const faults = (folder: string) => {
      const read = readSources(folder, directory);
      return 'faults' in read ? read.faults.map(({ file }) => file) : [];
    };
    expect(faults('small').sort()).toEqual(['grids.geojson.gz', 'policy.json']);
    writeFileSync(join(directory, 'small', 'grids.geojson.gz'), gzipSync('{"type": '));
    expect(faults('small').sort()).toEqual(['grids.geojson.gz', 'policy.json']);
    expect(faults('empty')).toEqual([
      'areas.csv',
      'units.csv',
      'staff.csv',
      'policy.json',
      'calendars',
      'grids.geojson.gz',
    ]);
    expect(faults('base')).toEqual([]);
  });

  it('replaces a base policy part by part', () => {
    const base = smallCity();
    const based = smallCity();
    based['city.json'].basedOn = 'base';
    based.policy = { basedOn: 'base', version: 'based-1', guardGraceSeconds: 7 };
    const directory = write({ base, based });
    const read = readSources('based', directory);
    if ('faults' in read) throw new Error(read.faults.map(faultLine).join('\n'));
    expect(read.sources.policy).toEqual({ ...base.policy, version: 'based-1', guardGraceSeconds: 7 });
  });

  it.each([
    ['none', undefined],
    ['that of its base', 'small-1'],
  ])('wants a version of its own of a policy that changes another, and %s is there', (_, version) => {
    const based = smallCity();
    based['city.json'].basedOn = 'base';
    based.policy = { basedOn: 'base', version, guardGraceSeconds: 7, returnQuota: 2 };
    const directory = write({ base: smallCity(), based });
    const read = readSources('based', directory);
    expect('faults' in read && read.faults.map(faultLine)).toEqual([
      'policy.json version: guardGraceSeconds differ from base, and the version is small-1, as there – write a version of its own, such as "version": "<city>-2026-1"',
    ]);
    based.policy = { basedOn: 'base', version, returnQuota: 2 };
    expect(readSources('based', write({ base: smallCity(), based }))).not.toHaveProperty('faults');
  });

  it('adds the years of a calendar to those of the base, and takes its own where both have one', () => {
    const of = (year: number, name: string) => ({
      [`${year}.json`]: {
        year,
        source: ['https://notice.example'],
        knownUntil: `${year}-12-31`,
        days: [{ date: `${year}-01-01`, name, rest: true }],
      },
    });
    const base = smallCity();
    base.calendars = { ...of(2025, 'base'), ...of(2026, 'base') };
    const based = smallCity();
    based['city.json'].basedOn = 'base';
    based.calendars = { ...of(2026, 'own'), ...of(2027, 'own') };
    const directory = write({ base, based });
    const read = readSources('based', directory);
    if ('faults' in read) throw new Error(read.faults.map(faultLine).join('\n'));
    const result = readCityFolder(loadCity('based', directory), read.sources);
    if ('faults' in result) throw new Error(result.faults.map(faultLine).join('\n'));
    const { knownFrom, knownUntil, days } = result.folder.calendar;
    expect([knownFrom, knownUntil]).toEqual(['2025-01-01', '2027-12-31']);
    expect(days.map(({ date, name }) => `${date} ${name}`)).toEqual([
      '2025-01-01 base',
      '2026-01-01 own',
      '2027-01-01 own',
    ]);
  });

  it('notes files that nothing reads', () => {
    const directory = writeCity(smallCity());
    for (const file of ['calendars/2027.json.txt', 'units (2).csv', '.DS_Store', '~$staff.csv', 'README.md'])
      writeFileSync(join(directory, 'small', file), '');
    expect(readSources('small', directory)).toMatchObject({
      notes: ['nothing reads units (2).csv, calendars/2027.json.txt'],
    });
    rmSync(join(directory, 'small', 'units.csv'));
    const read = readSources('small', directory);
    expect('faults' in read && read.faults.map(faultLine)).toEqual([
      'units.csv: the file is missing – units (2).csv is not read: rename it',
    ]);
  });
});
