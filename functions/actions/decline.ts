import * as z from 'zod/mini';
import { code, reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const decline = commandOperation({
  id: 'decline',
  summary: { 'zh-CN': '不予受理：须有编码的理由', en: 'Decline a matter, with a coded ground' },
  body: z.strictObject({ code, reason }),
  command: ({ code: why, reason: words }) => ({ type: 'decline', code: why, reason: words }),
});
