import * as z from 'zod/mini';
import { reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

const rating = z.optional(z.int().check(z.gte(1), z.lte(5)));

export const followUp = commandOperation({
  id: 'followUp',
  summary: {
    'zh-CN': '回访：满意则结案，不满意则由上一级再次办理',
    en: 'Follow up: satisfied closes the case, not satisfied means a second look one level up',
  },
  body: z.discriminatedUnion('satisfied', [
    z.strictObject({ satisfied: z.literal(true), rating }),
    z.strictObject({ satisfied: z.literal(false), rating, reason }),
  ]),
  command: ({ rating: stars, ...told }) => ({
    type: 'followUp',
    ...told,
    ...(stars !== undefined && { rating: stars }),
  }),
});
