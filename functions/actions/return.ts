import * as z from 'zod/mini';
import { code, reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const returnToDispatcher = commandOperation({
  id: 'return',
  summary: {
    'zh-CN': '退回：非本单位职责，退回指挥中心',
    en: "Return: not this unit's duty, back to the centre",
  },
  body: z.strictObject({ code, reason }),
  command: ({ code: why, reason: words }) => ({ type: 'return', code: why, reason: words }),
});
