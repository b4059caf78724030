import * as z from 'zod/mini';
import { isTold, readerOf } from '#domain/case/visible.ts';
import { WHO_SEES_THE_CASE } from '#domain/who-may.ts';
import { caseParams } from '#shared/http/schemas.ts';
import { cases } from '#shared/use-cases/served-process.ts';
import { deadlineFields, deadlineOperation } from './deadline-operation.ts';

export const caseDeadline = z.object({
  ...deadlineFields,
  /** The unit whose part the clock times; absent for the unit in charge. */
  part: z.optional(z.string()),
  /** The clock of the reply to a level above. */
  supervision: z.optional(z.boolean()),
  /** The clock of the case from filing to closing. */
  whole: z.optional(z.boolean()),
});

export const getDeadline = deadlineOperation({
  id: 'getDeadline',
  summary: {
    'zh-CN': '时限说明：逐步说明本案每个到期时间的由来',
    en: 'Explain, step by step, each running deadline of a case',
  },
  whoMay: WHO_SEES_THE_CASE,
  params: caseParams,
  of: cases,
  deadline: caseDeadline,
  isTold: (actor, current) => isTold(readerOf(actor, current), 'clock'),
});
