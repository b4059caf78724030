import { describe, expect, it } from 'vitest';
import type { City } from '../../infra/city.ts';
import { chineseCity, trialCity } from './cities.ts';
import { resourcesOf, synthesise, type Template, type Templates } from './templates.ts';

const CASES = 'gridward-restored-cases';
const GRIDS = 'gridward-restored-grids';
const LABEL = '2026-11-23T09:12:31.123';

const { region: _, ...anywhere } = trialCity;

const restoredTables = {
  restoredCasesTable: { name: CASES, streamLabel: LABEL },
  restoredGridsTable: { name: GRIDS },
};

/** A value of a template as text: what is joined is one, and what is only known at the deployment stands in brackets. */
const told = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(told);
  if (typeof value !== 'object' || value === null) return value;
  const [[name, inner] = ['', undefined], ...others] = Object.entries(value);
  if (others.length > 0 || !/^(Ref|Fn::(Join|ImportValue))$/.test(name))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, told(one)]));
  if (name !== 'Fn::Join') return `<${inner}>`;
  const [between, parts] = inner as [string, unknown[]];
  return parts.map(told).join(between);
};

/** Resources as text; what a statement names is in no particular order. */
const resourcesAsText = ({ Resources }: Template): unknown =>
  JSON.parse(
    JSON.stringify(told(Resources), (name, value) =>
      /^(Resource|Statement)$/.test(name) && Array.isArray(value) ? value.map(inText).sort() : value,
    ),
  );

const inText = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : JSON.stringify(value, (_, one) => (Array.isArray(one) ? [...one].sort() : one));

const exportsOf = ({ Outputs }: Template): string[] =>
  Object.values(Outputs).flatMap(({ Export }) => Export?.Name ?? []);

const importsOf = (template: Template): string[] => [
  ...new Set([...JSON.stringify(template).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name]) => name!)),
];

const isOfOwnTable = (name: string): boolean => /(Cases|Grids)Table/.test(name);

describe.each<[partition: string, folder: string, city: City]>([
  ['aws', 'trial', trialCity],
  ['aws-cn', 'nantong', chineseCity],
  ['the Region of whoever deploys', 'trial', anywhere],
])('a city on restored tables in %s', (_, folder, city) => {
  const original = (): Templates => synthesise(folder, city);
  const restored = (): Templates => synthesise(folder, { ...city, ...restoredTables });
  const region = city.region ?? '<AWS::Region>';
  const account = city.account ?? '<AWS::AccountId>';
  const arnOf = (table: string) => `arn:<AWS::Partition>:dynamodb:${region}:${account}:table/${table}`;

  /** By what the export of an own table is followed in each place where a restored one is in use. */
  const replacements = (): [own: string, restored: string][] =>
    importsOf(original().service)
      .concat(importsOf(original().operations))
      .filter(isOfOwnTable)
      .map((name) => {
        const [table, stream] = name.includes('CasesTable') ? [CASES, `/stream/${LABEL}`] : [GRIDS, ''];
        if (name.includes('ExportsOutputRef')) return [`<${name}>`, table];
        return [`<${name}>`, `${arnOf(table)}${name.includes('StreamArn') ? stream : ''}`];
      });

  it('keeps the data stack as it is: its own tables, their protection, and all that it exports', () => {
    expect(restored().data.Resources).toEqual(original().data.Resources);
    expect(resourcesOf(restored().data, 'AWS::DynamoDB::Table')).toHaveLength(3);
    expect(exportsOf(restored().data).sort()).toEqual(exportsOf(original().data).sort());
    const { CasesTableName, GridsTableName, ...others } = restored().data.Outputs;
    expect([CasesTableName?.Value, GridsTableName?.Value]).toEqual([CASES, GRIDS]);
    expect(original().data.Outputs).toMatchObject(others);
  });

  it('is otherwise the same city: each permission, variable, stream and alarm names a restored table', () => {
    expect(new Set(replacements().map(([own]) => own)).size).toBe(5);
    for (const part of ['service', 'operations'] as const) {
      let expected = JSON.stringify(resourcesAsText(original()[part]));
      for (const [own, its] of replacements()) expected = expected.replaceAll(own, its);
      expect(expected).toContain(CASES);
      expect(sorted(resourcesAsText(restored()[part]))).toEqual(sorted(JSON.parse(expected)));
    }
  });

  it('has relay and projector read the stream of the label, from its beginning', () => {
    const mappings = resourcesOf(restored().service, 'AWS::Lambda::EventSourceMapping').filter(
      ([, { Properties }]) => !JSON.stringify(Properties.EventSourceArn).includes('SenderQueue'),
    );
    expect(mappings).toHaveLength(2);
    for (const [, { Properties }] of mappings) {
      expect(told(Properties.EventSourceArn)).toBe(`${arnOf(CASES)}/stream/${LABEL}`);
      expect(Properties.StartingPosition).toBe('TRIM_HORIZON');
    }
  });

  it('knows nothing of the tables that it had before', () => {
    for (const part of ['service', 'operations'] as const) {
      expect(importsOf(original()[part]).filter(isOfOwnTable).length).toBeGreaterThan(1);
      expect(importsOf(restored()[part]).filter(isOfOwnTable)).toEqual([]);
    }
    const functions = resourcesOf(restored().service, 'AWS::Lambda::Function');
    const tables = functions.flatMap(([, { Properties }]) => {
      const { CASES_TABLE = CASES, GRIDS_TABLE = GRIDS } = Properties.Environment.Variables;
      return [CASES_TABLE, GRIDS_TABLE];
    });
    expect(new Set(tables)).toEqual(new Set([CASES, GRIDS]));
    expect(functions).toHaveLength(15);
  });

  it.each([
    ['there', original, restored],
    ['back', restored, original],
  ])('comes %s in one deployment: no stack takes back what another still imports', (_way, from, to) => {
    // In the order of the deployment; what comes later is still as it was.
    const afterData = exportsOf(to().data);
    const afterService = [...afterData, ...exportsOf(to().service)];
    expect(importsOf(from().service).length).toBeGreaterThan(3);
    for (const name of [...importsOf(from().service), ...importsOf(to().service)])
      expect(afterData).toContain(name);
    for (const name of [...importsOf(from().operations), ...importsOf(to().operations)])
      expect(afterService).toContain(name);
  });

  it('passes cdk-nag', () => {
    for (const { pluginName, conclusion } of restored().report.pluginReports)
      expect([pluginName, conclusion]).toEqual([pluginName, 'success']);
  });
});

/** Lists of texts in order, so that statements are compared whatever their order. */
const sorted = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, one) =>
      Array.isArray(one) && one.every((item) => typeof item === 'string') ? [...one].sort() : one,
    ),
  );

describe('one restored table', () => {
  it('leaves the other where it is', () => {
    const { restoredGridsTable } = restoredTables;
    const { data, service } = synthesise('trial', { ...trialCity, restoredGridsTable });
    expect(data.Outputs.GridsTableName?.Value).toBe(GRIDS);
    expect(data.Outputs.CasesTableName?.Value).toEqual({ Ref: expect.stringMatching(/^CasesTable/) });
    expect(JSON.stringify(importsOf(service))).toMatch(/CasesTable/);
    expect(JSON.stringify(importsOf(service))).not.toMatch(/GridsTable/);
  });
});
