import * as z from 'zod/mini';
import { personalCommands } from '#domain/case/commands.ts';
import type { FileServices } from '#shared/files/services.ts';
import { operation } from '#shared/http/operation.ts';
import { caseParams, filesGiven, receipt } from '#shared/http/schemas.ts';
import { giveWithFiles } from '#shared/use-cases/give-with-files.ts';

export const attach = operation({
  id: 'attach',
  method: 'POST',
  path: '/cases/{id}/attachments',
  summary: {
    'zh-CN': '添加附件：将已上传的文件用于本案，每个文件只能使用一次',
    en: 'Attach files that were uploaded before; each file is used once, for one case',
  },
  whoMay: personalCommands.attach,
  params: caseParams,
  body: z.strictObject({ files: filesGiven }),
  status: 200,
  answer: receipt,
  run: async ({ params: { id }, body, request, seenVersion }, services: FileServices) => {
    const { answer, replayed } = await giveWithFiles({
      services,
      id,
      given: body.files,
      field: 'files',
      command: (files) => ({ type: 'attach', files }),
      request,
      seenVersion,
    });
    return { body: answer, version: answer.version, replayed };
  },
});
