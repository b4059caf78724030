import * as z from 'zod/mini';
import { commandOperation } from '#shared/http/command-operation.ts';
import { caseParams, reason } from '#shared/http/schemas.ts';

export const restartCase = commandOperation({
  id: 'restartCase',
  path: '/operations/cases/{id}/restart',
  summary: {
    'zh-CN': '重启案件流程：由新的执行从案件现状继续',
    en: 'Give a case to a new execution, which goes on from where the case stands',
  },
  params: caseParams,
  body: z.strictObject({ reason }),
  command: (_params, body) => ({ type: 'restart', ...body }),
});
