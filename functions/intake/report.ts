import * as z from 'zod/mini';
import { operation } from '#shared/http/operation.ts';
import { receipt } from '#shared/http/schemas.ts';
import { type FilingServices, fileCase } from '#shared/use-cases/file-case.ts';
import { accountFields, accountOf, onePlace } from './account.ts';

export const report = operation({
  id: 'report',
  method: 'POST',
  path: '/cases',
  summary: {
    'zh-CN': '上报事项：立案并按值班表分派',
    en: 'Report a matter: it becomes a case and is assigned by the duty list',
  },
  body: z.strictObject(accountFields).check(onePlace),
  status: 201,
  answer: receipt,
  run: async ({ body, request }, services: FilingServices) => {
    const filed = await fileCase({ services, account: accountOf(body), request });
    return { body: filed, version: filed.version, location: `/cases/${filed.id}` };
  },
});
