import * as z from 'zod/mini';
import { narrative } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const submitResult = commandOperation({
  id: 'submitResult',
  summary: {
    'zh-CN': '办结：提交办理结果并逐一说明协办事项，转核实',
    en: 'Submit the result, saying what became of each part; it goes to verification',
  },
  body: z.strictObject({
    result: narrative,
    /** After joint handling: what became of each part, by the unit's code. */
    parts: z.optional(z.record(z.string().check(z.maxLength(60)), narrative)),
  }),
  command: ({ result, parts }) => ({ type: 'submitResult', result, ...(parts && { parts }) }),
});
