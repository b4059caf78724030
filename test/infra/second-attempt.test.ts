import { describe, expect, it } from 'vitest';
import type { City } from '../../infra/city.ts';
import { chineseCity, trialCity } from './cities.ts';
import { type Resource, synthesise } from './templates.ts';

/** What stays in the account when the deployment that made it fails, and when its stack is deleted. */
const KEPT = /^(Retain|RetainExceptOnCreate|Snapshot)$/;

const resourcesOfAll = (folder: string, city: City): [string, Resource][] => {
  const { data, service, operations } = synthesise(folder, city);
  return [data, service, operations].flatMap(({ Resources }) => Object.entries(Resources));
};

/** The name that a resource is given instead of one that CloudFormation would make up for each attempt. */
const ownName = ({ Type, Properties = {} }: Resource): unknown =>
  Properties[`${Type.split('::').at(-1)}Name`] ?? Properties.Name;

describe.each<[what: string, folder: string, city: City, named: number]>([
  ['a trial', 'trial', trialCity, 0],
  ['a city in China', 'nantong', chineseCity, 3],
  ['a protected city with a pool', 'trial', { ...trialCity, protect: true, logRetentionDays: 180 }, 3],
])('%s', (_, folder, city, named) => {
  it('can be deployed again after a first attempt that failed: nothing that stays has a name that is taken', () => {
    const stays = resourcesOfAll(folder, city).filter(
      ([, { DeletionPolicy }]) => DeletionPolicy === 'Retain',
    );
    expect(stays.filter(([, resource]) => ownName(resource) !== undefined)).toEqual([]);
    expect(stays.length > 0).toBe(city.protect);
  });

  it('keeps log groups beyond their stack only where it is protected, and these by their names', () => {
    const kept = resourcesOfAll(folder, city).filter(
      ([, resource]) => KEPT.test(resource.DeletionPolicy ?? '') && ownName(resource) !== undefined,
    );
    expect(kept.map(([, { Type }]) => Type)).toEqual(Array(named).fill('AWS::Logs::LogGroup'));
  });

  it('ends a failed first attempt: what refuses deletion is not to be deleted', () => {
    const refusing = resourcesOfAll(folder, city).filter(([, { Properties = {} }]) =>
      [true, 'ACTIVE'].some(
        (on) => on === Properties.DeletionProtectionEnabled || on === Properties.DeletionProtection,
      ),
    );
    expect(refusing.length > 0).toBe(city.protect);
    for (const [id, { DeletionPolicy }] of refusing) expect(DeletionPolicy, id).toBe('Retain');
  });
});
