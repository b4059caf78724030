import * as z from 'zod/mini';
import { RejectionError } from '#domain/rejection.ts';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { cursorOf, placeOfCursor } from '#shared/http/cursor.ts';
import { operation } from '#shared/http/operation.ts';
import { areaCode, areaLevel, page } from '#shared/http/schemas.ts';
import { unknownArea } from '#shared/http/unknown-area.ts';
import type { RegistryServices } from './services.ts';

const area = z.object({
  code: z.string(),
  name: z.string(),
  level: areaLevel,
  parent: z.string(),
  kind: z.optional(z.enum(['comprehensive', 'exclusive'])),
  lon: z.optional(z.number()),
  lat: z.optional(z.number()),
});
const place = z.object({ after: areaCode });
const areaParams = z.object({ code: areaCode });

export const getArea = operation({
  id: 'getArea',
  method: 'GET',
  path: '/areas/{code}',
  summary: {
    'zh-CN': '查看一个区划：市、县（市、区）、乡镇（街道）、社区或网格',
    en: 'Read an area: city, county, township, community or grid',
  },
  whoMay: WHO_IS_SIGNED_IN,
  params: areaParams,
  status: 200,
  answer: area,
  run: async ({ params }, { store }: RegistryServices) => {
    const found = await store.city.area(params.code);
    if (!found) throw new RejectionError(unknownArea(params.code));
    return { body: found };
  },
});

export const listChildren = operation({
  id: 'listChildren',
  method: 'GET',
  path: '/areas/{code}/children',
  summary: { 'zh-CN': '下一级区划', en: 'List the areas one level below' },
  whoMay: WHO_IS_SIGNED_IN,
  params: areaParams,
  query: z.object(page),
  status: 200,
  answer: z.object({ items: z.array(area), cursor: z.optional(z.string()) }),
  run: async ({ params, query: { limit, cursor } }, { store }: RegistryServices) => {
    const after = cursor === undefined ? undefined : placeOfCursor(cursor, place).after;
    const { areas, next } = await store.city.children(params.code, {
      limit,
      ...(after !== undefined && { after }),
    });
    return { body: { items: areas, ...(next !== undefined && { cursor: cursorOf({ after: next }) }) } };
  },
});
