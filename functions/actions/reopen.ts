import * as z from 'zod/mini';
import { reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const reopen = commandOperation({
  id: 'reopen',
  summary: {
    'zh-CN': '重开：在期限内重新办理已结案件',
    en: "Reopen a closed case within the policy's window",
  },
  body: z.strictObject({ reason }),
  command: ({ reason: why }) => ({ type: 'reopen', reason: why }),
});
