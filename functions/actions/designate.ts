import * as z from 'zod/mini';
import { code, reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const designate = commandOperation({
  id: 'designate',
  summary: {
    'zh-CN': '指定办理：由上级指定承办单位，不得退回',
    en: 'Designate: a centre names the unit, which cannot return the case',
  },
  body: z.strictObject({ unit: code, reason }),
  command: ({ unit, reason: why }) => ({ type: 'designate', unit, reason: why }),
});
