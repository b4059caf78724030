import * as z from 'zod/mini';
import { code, reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const voidCase = commandOperation({
  id: 'void',
  summary: {
    'zh-CN': '作废申请：由第二人审批',
    en: 'Ask that a case be struck off; a second person decides',
  },
  body: z.strictObject({ code, reason }),
  command: ({ code: why, reason: words }) => ({ type: 'void', code: why, reason: words }),
});
