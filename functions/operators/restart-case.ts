import * as z from 'zod/mini';
import { WHO_OPERATES } from '#domain/who-may.ts';
import { commandOperation } from '#shared/http/command-operation.ts';
import { caseParams, reason } from '#shared/http/schemas.ts';
import { drivenCases } from '#shared/use-cases/served-process.ts';

export const restartCase = commandOperation({
  id: 'restartCase',
  to: drivenCases,
  path: '/operations/cases/{id}/restart',
  summary: { 'zh-CN': '重启流程：由新的流程实例继续', en: 'Restart the workflow of a case' },
  whoMay: WHO_OPERATES,
  params: caseParams,
  body: z.strictObject({ reason }),
  command: (_params, body) => ({ type: 'restart' as const, ...body }),
});
