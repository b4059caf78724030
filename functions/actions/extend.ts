import * as z from 'zod/mini';
import { reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const extend = commandOperation({
  id: 'extend',
  summary: {
    'zh-CN': '延期申请：再给一个原时限，由中心审批',
    en: 'Ask for an extension: the original limit once more, decided by the centre',
  },
  body: z.strictObject({ reason }),
  command: ({ reason: why }) => ({ type: 'extend', reason: why }),
});
