import type { Policy } from '#domain/policy/policy.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { CityStore } from '#shared/store/city-store.ts';
import { loadCity } from '../../../infra/city.ts';
import { type CityFolder, readCityFolder } from '../../../tools/city/city-folder.ts';
import { readSources } from '../../../tools/city/sources.ts';
import { COMMUNITY, gridOf, type SmallCity, smallCity, writeCities } from '../../infra/small-city.ts';

/** The city of the contract: read and checked as any city's folder is before an import. */
export const cityWith = (change: (city: SmallCity) => void = () => {}): CityFolder => {
  const city = smallCity();
  city.staff.push(`second,gridWorker,${COMMUNITY}-committee,${gridOf(2)},Sun`);
  city.successors = ['old,new,note', `${COMMUNITY}077,${gridOf(1)},merged`];
  change(city);
  const { directory, remove } = writeCities({ small: city });
  try {
    const read = readSources('small', directory);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    const checked = readCityFolder(loadCity('small', directory), read.sources);
    if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
    return checked.folder;
  } finally {
    remove();
  }
};

/** The same city under another version of the policy, in which the justice bureau has every dispute. */
export const OTHER_POLICY = 'small-2';
export const otherCity = (): CityFolder =>
  cityWith(({ policy }) => {
    policy.version = OTHER_POLICY;
    policy.duties = [{ category: 'dispute', unit: '990101-department-justice', area: '990101' }];
  });

export interface Imports {
  /** Brings a folder in as a generation of this name: in force at once, or from an instant on. */
  bringIn(folder: CityFolder, generation: string, from?: Instant): Promise<void>;
  /** Begins an import that does not end. */
  begin(): Promise<void>;
}

/** Lays out a policy and makes it the city's, as whoever publishes one does. */
export const publishPolicy = async (
  city: CityStore,
  { policy, duties }: { policy: Policy; duties: CityFolder['duties'] },
): ReturnType<CityStore['publish']> => {
  const before = await city.stored();
  const { generation } = before;
  await city.keepPolicy(policy);
  await city.layOut(generation, policy.version, duties);
  const laidOut = { generations: [generation], policyVersion: policy.version };
  const { version } = policy;
  return city.publish(before, { ...before, policyVersion: version, publishedPolicy: version }, { laidOut });
};
