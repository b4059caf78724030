import * as z from 'zod/mini';
import { code, reason } from '#shared/http/schemas.ts';
import { partOperation } from './part-operation.ts';

export const returnPart = partOperation({
  id: 'returnPart',
  verb: 'return',
  summary: { 'zh-CN': '协办单位退回协办事项', en: 'An assistant unit returns its part: not its duty' },
  body: z.strictObject({ code, reason }),
  command: (unit, { code: why, reason: words }) => ({ type: 'returnPart', unit, code: why, reason: words }),
});

export const removePart = partOperation({
  id: 'removePart',
  verb: 'remove',
  summary: { 'zh-CN': '主办单位取消协办事项', en: 'The lead takes a part off' },
  body: z.strictObject({ reason }),
  command: (unit, { reason: why }) => ({ type: 'removePart', unit, reason: why }),
});

export const extendPart = partOperation({
  id: 'extendPart',
  verb: 'extend',
  summary: {
    'zh-CN': '协办单位申请延期，由主办单位审批',
    en: 'An assistant unit asks the lead for more time',
  },
  body: z.strictObject({ reason }),
  command: (unit, { reason: why }) => ({ type: 'extendPart', unit, reason: why }),
});

export const approvePart = partOperation({
  id: 'approvePart',
  verb: 'approve',
  summary: { 'zh-CN': '主办单位同意协办延期', en: 'The lead grants an assistant unit more time' },
  body: z.strictObject({}),
  command: (unit) => ({ type: 'approvePart', unit }),
});

export const refusePart = partOperation({
  id: 'refusePart',
  verb: 'refuse',
  summary: { 'zh-CN': '主办单位不同意协办延期', en: 'The lead refuses an assistant unit more time' },
  body: z.strictObject({ reason }),
  command: (unit, { reason: why }) => ({ type: 'refusePart', unit, reason: why }),
});
