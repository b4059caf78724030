import * as z from 'zod/mini';
import { commandOperation } from './command-operation.ts';

export const approve = commandOperation({
  id: 'approve',
  summary: {
    'zh-CN': '同意：批准待审批的申请，须由他人审批',
    en: 'Approve what was asked for; never by the person who asked',
  },
  body: z.strictObject({}),
  command: () => ({ type: 'approve' }),
});
