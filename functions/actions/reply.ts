import * as z from 'zod/mini';
import { narrative } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const reply = commandOperation({
  id: 'reply',
  summary: { 'zh-CN': '回复督办', en: 'Reply to a supervision' },
  body: z.strictObject({ text: narrative }),
  command: ({ text }) => ({ type: 'reply', text }),
});
