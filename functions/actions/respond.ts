import * as z from 'zod/mini';
import { narrative } from '#shared/http/schemas.ts';
import { partOperation } from './part-operation.ts';

export const respond = partOperation({
  id: 'respond',
  verb: 'respond',
  summary: { 'zh-CN': '报到：协办单位反馈办理情况', en: 'Respond: an assistant unit hands in its part' },
  body: z.strictObject({ answer: narrative }),
  command: (unit, { answer }) => ({ type: 'respond', unit, answer }),
});
