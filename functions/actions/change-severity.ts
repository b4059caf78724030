import * as z from 'zod/mini';
import { reason, severity } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const changeSeverity = commandOperation({
  id: 'changeSeverity',
  summary: {
    'zh-CN': '调整等级：时限随即按新等级计算',
    en: 'Grade a case anew; a shorter limit takes effect at once',
  },
  body: z.strictObject({ severity, reason }),
  command: ({ severity: grade, reason: why }) => ({ type: 'changeSeverity', severity: grade, reason: why }),
});
