import * as z from 'zod/mini';
import { narrative } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const comment = commandOperation({
  id: 'comment',
  summary: { 'zh-CN': '备注：在案件上留言', en: 'Comment on the case' },
  body: z.strictObject({ text: narrative }),
  command: ({ text }) => ({ type: 'comment', text }),
});
