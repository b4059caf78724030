import * as z from 'zod/mini';
import { fileCase } from '#shared/cases/file-case.ts';
import { operation } from '#shared/http/operation.ts';
import { receipt } from '#shared/http/schemas.ts';
import { onePlace, toldOf, toldShape } from './told.ts';

export const report = operation({
  id: 'report',
  method: 'POST',
  path: '/cases',
  summary: {
    'zh-CN': '上报事项：立案并按值班表分派',
    en: 'Report a matter: it becomes a case and is assigned by the duty list',
  },
  body: z.strictObject(toldShape).check(onePlace),
  status: 201,
  answer: receipt,
  run: async ({ body, repeatable }, { db, reference, now, newId, draw }) => {
    const filed = await fileCase({ db, reference, now: now(), newId, draw }, toldOf(body), repeatable);
    return { body: filed, version: filed.version, location: `/cases/${filed.id}` };
  },
});
