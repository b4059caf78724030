import * as z from 'zod/mini';
import { COORDINATE_SYSTEMS, toWgs84 } from '#domain/place/coordinates.ts';
import { operation } from '#shared/http/operation.ts';
import { likelyPlace } from '#shared/http/schemas.ts';
import type { RegistryServices } from './services.ts';

export const locate = operation({
  id: 'locate',
  method: 'GET',
  path: '/grids/locate',
  summary: { 'zh-CN': '坐标落在哪个网格', en: 'The grid in which a point lies' },
  query: z
    .object({
      lon: z.coerce.number(),
      lat: z.coerce.number(),
      crs: z._default(z.enum(COORDINATE_SYSTEMS), 'WGS84'),
    })
    .check(likelyPlace),
  status: 200,
  answer: z.union([
    z.object({ inside: z.literal(true), grid: z.string(), borderVersion: z.string() }),
    z.object({ inside: z.literal(false) }),
  ]),
  run: async ({ query: { lon, lat, crs } }, { reference }: RegistryServices) => {
    const [x, y] = toWgs84([lon, lat], crs);
    const located = await reference.locate({ lon: x, lat: y });
    return { body: located ? { inside: true as const, ...located } : { inside: false as const } };
  },
});
