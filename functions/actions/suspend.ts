import * as z from 'zod/mini';
import { instant, reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const suspend = commandOperation({
  id: 'suspend',
  summary: {
    'zh-CN': '挂账申请：停止计时至某日，由中心审批，仅一次',
    en: 'Ask for a suspension until a date, decided by the centre; once in the life of a case',
  },
  body: z.strictObject({ until: instant, reason }),
  command: ({ until, reason: why }) => ({ type: 'suspend', until, reason: why }),
});
