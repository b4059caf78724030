import { describe, expect, it } from 'vitest';
import type { City } from '../../infra/city.ts';
import { chineseCity, trialCity } from './cities.ts';
import { synthesise } from './templates.ts';

/**
 * What holds a city's data, by its logical id. CloudFormation takes another id for another resource: a deployment would
 * make an empty one beside the city's. So these ids never change; `vitest -u` does not change them here either.
 */
const HOLDING_DATA = {
  GridsKey298C8D88: 'AWS::KMS::Key',
  GridsTable78FA0881: 'AWS::DynamoDB::Table',
  CasesKey488BCE34: 'AWS::KMS::Key',
  CasesTable7FA77C7D: 'AWS::DynamoDB::Table',
  AttachmentsKeyCFEF2516: 'AWS::KMS::Key',
  AttachmentsAccessLog82CCA07A: 'AWS::S3::Bucket',
  AttachmentsBucket134755D7: 'AWS::S3::Bucket',
  StatisticsKey82E5D4F7: 'AWS::KMS::Key',
  StatisticsTable770A2366: 'AWS::DynamoDB::Table',
};

describe.each<[string, City]>([
  ['trial', trialCity],
  ['nantong', chineseCity],
  [
    'nantong',
    {
      ...chineseCity,
      restoredCasesTable: { name: 'restored', streamLabel: '2026-11-23T09:12:31.123' },
      restoredGridsTable: { name: 'restored-grids' },
    },
  ],
])('the data stack of %s', (folder, city) => {
  it('has its tables, keys and buckets under the ids that they were first deployed with', () => {
    const { data } = synthesise(folder, city);
    const holding = Object.entries(data.Resources).filter(([, { Type }]) =>
      /::(Table|Key|Bucket)$/.test(Type),
    );
    expect(Object.fromEntries(holding.map(([id, { Type }]) => [id, Type]))).toEqual(HOLDING_DATA);
  });

  it('has nothing else that holds data', () => {
    const { data } = synthesise(folder, city);
    const others = Object.values(data.Resources).map(({ Type }) => Type);
    expect([...new Set(others)].sort()).toEqual([
      'AWS::DynamoDB::Table',
      'AWS::KMS::Key',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
    ]);
  });
});

describe('the service stack of a trial', () => {
  it('has its user pool under the id that it was first deployed with: the accounts are in it', () => {
    const { service } = synthesise('trial', trialCity);
    expect(service.Resources).toMatchObject({ SignInUsers1801E146: { Type: 'AWS::Cognito::UserPool' } });
  });
});
