import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { CityStore, Current, Published } from '../store/city-store.ts';

/**
 * Points the city at other versions in one step. False when the city, or what is published along, was changed meanwhile.
 * @throws RejectionError while an import is under way
 */
export const publish = async (
  city: Pick<CityStore, 'publish'>,
  before: Current,
  after: Current,
  along: Published,
): Promise<boolean> => {
  const outcome = await city.publish(before, after, along);
  if (outcome === 'importUnderWay') throw new RejectionError(IMPORT_UNDER_WAY);
  return outcome === 'done';
};

const IMPORT_UNDER_WAY: Rejection = {
  kind: 'conflict',
  code: 'import-under-way',
  message: {
    'zh-CN': '本市基础数据正在导入，或导入已中断；请先完成导入（npm run import），再重试。',
    en: 'An import of the city is running or was interrupted; finish it (npm run import), then try again.',
  },
};
