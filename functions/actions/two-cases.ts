import * as z from 'zod/mini';
import { personalCommands } from '#domain/case/commands.ts';
import { operation } from '#shared/http/operation.ts';
import { caseId, caseParams, reason, receipt } from '#shared/http/schemas.ts';
import { approveRequest, mergeCases } from '#shared/use-cases/merge-cases.ts';

/** The operations that change two cases at once. */

export const merge = operation({
  id: 'merge',
  method: 'POST',
  path: '/cases/{id}/merge',
  summary: {
    'zh-CN': '并案：将重复案件并入先上报的同一事项案件',
    en: 'Merge: end this case and continue it in an older one of the same matter',
  },
  whoMay: personalCommands.merge,
  params: caseParams,
  body: z.strictObject({ into: caseId, reason }),
  status: 200,
  answer: receipt,
  run: async ({ params: { id }, body, request, seenVersion }, services) => {
    const { answer, replayed } = await mergeCases({ services, id, ...body, request, seenVersion });
    return { body: answer, version: answer.version, replayed };
  },
});

export const approve = operation({
  id: 'approve',
  method: 'POST',
  path: '/cases/{id}/approve',
  summary: { 'zh-CN': '同意待审批的申请', en: 'Approve the pending request' },
  whoMay: personalCommands.approve,
  params: caseParams,
  body: z.strictObject({}),
  status: 200,
  answer: receipt,
  run: async ({ params: { id }, request, seenVersion }, services) => {
    const { answer, replayed } = await approveRequest({ services, id, request, seenVersion });
    return { body: answer, version: answer.version, replayed };
  },
});
