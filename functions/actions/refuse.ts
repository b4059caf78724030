import * as z from 'zod/mini';
import { reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const refuse = commandOperation({
  id: 'refuse',
  summary: {
    'zh-CN': '不同意：驳回待审批的申请，不占用次数',
    en: 'Refuse what was asked for; a refusal uses up no quota',
  },
  body: z.strictObject({ reason }),
  command: ({ reason: why }) => ({ type: 'refuse', reason: why }),
});
