import * as z from 'zod/mini';
import { code, reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const assign = commandOperation({
  id: 'assign',
  summary: { 'zh-CN': '分派：由指挥中心交办给承办单位', en: 'Assign: the centre gives the case to a unit' },
  body: z.strictObject({ unit: code, reason }),
  command: ({ unit, reason: why }) => ({ type: 'assign', unit, reason: why }),
});
