import * as z from 'zod/mini';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { inWgs84, likelyPlace, placeFields } from '#shared/http/places.ts';
import { locate as gridAt } from '#shared/use-cases/locate.ts';
import type { RegistryServices } from './services.ts';

export const locate = operation({
  id: 'locate',
  method: 'GET',
  path: '/grids/locate',
  summary: { 'zh-CN': '定位网格：坐标所在的网格', en: 'Find the grid that contains a point' },
  whoMay: WHO_IS_SIGNED_IN,
  query: z.object(placeFields).check(likelyPlace),
  status: 200,
  answer: z.union([
    z.object({ inside: z.literal(true), grid: z.string(), borderVersion: z.string() }),
    z.object({ inside: z.literal(false) }),
  ]),
  run: async ({ query }, { store }: RegistryServices) => {
    const located = await gridAt(store.city, inWgs84(query));
    return { body: located ? { inside: true as const, ...located } : { inside: false as const } };
  },
});
