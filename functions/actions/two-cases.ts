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
    'zh-CN':
      '并案：同一事项的重复案件并入先上报的案件，原上报人可继续查看进展；任一案件已签收的，转为申请，由上级单位审批',
    en: 'Merge: end this case and continue it in an older one of the same matter, which its reporters can follow; once either was acknowledged, this is a request, and a unit above decides',
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
  summary: {
    'zh-CN': '同意：由上级单位批准待审批的申请；申请单位和上报人不得审批',
    en: 'Approve the pending request; neither the unit that asked nor the reporter can approve it',
  },
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
