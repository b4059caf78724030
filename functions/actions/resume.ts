import * as z from 'zod/mini';
import { commandOperation } from './command-operation.ts';

export const resume = commandOperation({
  id: 'resume',
  summary: { 'zh-CN': '恢复：挂账案件提前恢复计时', en: 'Resume a suspended case before its date' },
  body: z.strictObject({}),
  command: () => ({ type: 'resume' }),
});
