import * as z from 'zod/mini';
import { code, reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

export const verify = commandOperation({
  id: 'verify',
  summary: {
    'zh-CN': '核实：由非承办人现场核实，通过或返工',
    en: 'Verify: somebody other than the handler passes the work or sends it back with a reason',
  },
  body: z.discriminatedUnion('passed', [
    z.strictObject({ passed: z.literal(true), note: z.optional(reason) }),
    z.strictObject({ passed: z.literal(false), code, reason }),
  ]),
  command: (body) =>
    body.passed
      ? { type: 'verify', passed: true, ...(body.note !== undefined && { note: body.note }) }
      : { type: 'verify', ...body },
});
