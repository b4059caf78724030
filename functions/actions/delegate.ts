import * as z from 'zod/mini';
import { reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const delegate = commandOperation({
  id: 'delegate',
  summary: { 'zh-CN': '下交：交由下一级中心办理', en: 'Delegate: hand the case one level down' },
  body: z.strictObject({ reason }),
  command: ({ reason: why }) => ({ type: 'delegate', reason: why }),
});
