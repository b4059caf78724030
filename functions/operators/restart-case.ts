import * as z from 'zod/mini';
import { answerCommand } from '#shared/http/answer-command.ts';
import { operation } from '#shared/http/operation.ts';
import { caseParams, reason, receipt } from '#shared/http/schemas.ts';

export const restartCase = operation({
  id: 'restartCase',
  method: 'POST',
  path: '/operations/cases/{id}/restart',
  summary: {
    'zh-CN': '重启案件流程：由新的执行从案件现状继续',
    en: 'Give a case to a new execution, which goes on from where the case stands',
  },
  params: caseParams,
  body: z.strictObject({ reason }),
  status: 200,
  answer: receipt,
  run: (asked, services) =>
    answerCommand(asked, services, asked.params.id, { type: 'restart', reason: asked.body.reason }),
});
