import * as z from 'zod/mini';
import { commandOperation } from './command-operation.ts';

export const acknowledge = commandOperation({
  id: 'acknowledge',
  summary: { 'zh-CN': '签收：承办单位接收案件', en: 'Acknowledge: the unit signs for the case' },
  body: z.strictObject({}),
  command: () => ({ type: 'acknowledge' }),
});
