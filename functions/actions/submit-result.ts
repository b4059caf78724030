import * as z from 'zod/mini';
import { narrative } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const submitResult = commandOperation({
  id: 'submitResult',
  summary: { 'zh-CN': '办结：提交办理结果，转核实', en: 'Submit the result: it goes to verification' },
  body: z.strictObject({ result: narrative }),
  command: ({ result }) => ({ type: 'submitResult', result }),
});
