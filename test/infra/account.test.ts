import { describe, expect, it } from 'vitest';
import { type BuildOptions, buildApp } from '../../infra/build-app.ts';
import type { City } from '../../infra/city.ts';
import { chineseCity, trialCity } from './cities.ts';

const assemblyOf = (folder: string, city: City, options: BuildOptions = {}) =>
  buildApp(folder, city, { ...options, bundling: false }).app.synth();

/** Account and Region of the three stacks, as the CDK's command reads them. */
const environmentsOf = (folder: string, city: City, options: BuildOptions = {}) =>
  assemblyOf(folder, city, options).stacks.map(
    ({ environment: { account, region } }) => `${account} ${region}`,
  );

describe('the account of city.json', () => {
  it('is the only one for which the stacks can be deployed, in either partition', () => {
    expect(environmentsOf('nantong', chineseCity)).toEqual(Array(3).fill('111122223333 cn-north-1'));
    const elsewhere = { ...trialCity, account: '444455556666' };
    expect(environmentsOf('trial', elsewhere)).toEqual(Array(3).fill('444455556666 us-east-1'));
  }, 60_000);

  it('is that of the credentials where a trial names none', () => {
    expect(environmentsOf('trial', trialCity)).toEqual(Array(3).fill('unknown-account us-east-1'));
  }, 60_000);

  it('does not keep an emulator, which has an account of its own, from taking the stacks', () => {
    expect(environmentsOf('nantong', chineseCity, { emulated: true })).toEqual(
      Array(3).fill('unknown-account cn-north-1'),
    );
  }, 60_000);

  it('lets nothing be looked up in the account during the synthesis', () => {
    const { manifest } = assemblyOf('nantong', chineseCity);
    expect(Object.keys(manifest.artifacts!)).toContain('Gridward-nantong-Service');
    expect(manifest.missing ?? []).toEqual([]);
  }, 60_000);
});
