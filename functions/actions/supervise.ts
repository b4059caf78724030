import * as z from 'zod/mini';
import { narrative } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const supervise = commandOperation({
  id: 'supervise',
  summary: {
    'zh-CN': '督办：上级要求承办单位限时回复',
    en: 'Supervise: a level above asks the unit in charge for a reply in time',
  },
  body: z.strictObject({ text: narrative }),
  command: ({ text }) => ({ type: 'supervise', text }),
});
