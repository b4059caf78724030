import * as z from 'zod/mini';
import { fileCase } from '#shared/cases/file-case.ts';
import { operation } from '#shared/http/operation.ts';
import { narrative, receipt } from '#shared/http/schemas.ts';
import { onePlace, toldOf, toldShape } from './told.ts';

export const selfHandle = operation({
  id: 'selfHandle',
  method: 'POST',
  path: '/cases/self-handled',
  summary: {
    'zh-CN': '自行处置：网格员当场处理并结案',
    en: 'Self-handle: a grid worker settles the matter on the spot and the case is closed',
  },
  body: z.strictObject({ ...toldShape, result: narrative }).check(onePlace),
  status: 201,
  answer: receipt,
  run: async ({ body: { result, ...told }, repeatable }, { db, reference, now, newId, draw }) => {
    const filed = await fileCase(
      { db, reference, now: now(), newId, draw },
      { ...toldOf(told), result },
      repeatable,
    );
    return { body: filed, version: filed.version, location: `/cases/${filed.id}` };
  },
});
