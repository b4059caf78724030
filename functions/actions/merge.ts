import * as z from 'zod/mini';
import { operation } from '#shared/http/operation.ts';
import { caseId, caseParams, receipt } from '#shared/http/schemas.ts';
import { mergeCases } from '#shared/use-cases/merge-cases.ts';

export const merge = operation({
  id: 'merge',
  method: 'POST',
  path: '/cases/{id}/merge',
  summary: {
    'zh-CN': '并案：同一事项的重复案件并入另一案件，原上报人可继续查看进展',
    en: 'Merge: end this case and continue it in another case of the same matter; its reporters can follow that case',
  },
  params: caseParams,
  body: z.strictObject({ into: caseId }),
  status: 200,
  answer: receipt,
  run: async ({ params: { id }, body: { into }, request, seenVersion }, services) => {
    const merged = await mergeCases({ services, id, into, request, seenVersion });
    return { body: merged, version: merged.version };
  },
});
