import * as z from 'zod/mini';
import { reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const escalate = commandOperation({
  id: 'escalate',
  summary: { 'zh-CN': '上报上级：提交上一级处理', en: 'Escalate: hand the case one level up' },
  body: z.strictObject({ reason }),
  command: ({ reason: why }) => ({ type: 'escalate', reason: why }),
});
