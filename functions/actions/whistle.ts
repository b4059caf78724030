import * as z from 'zod/mini';
import { joinPolicy } from '#domain/policy/policy.ts';
import { code, narrative } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

/** Units that one whistle calls at most: joint handling is for hard matters, not for mailing lists. */
const MAX_UNITS = 10;

export const whistle = commandOperation({
  id: 'whistle',
  summary: {
    'zh-CN': '吹哨：请相关单位联合处置，可用模板（如“三所联调”）',
    en: 'Whistle: ask other units to join, by name or by a template such as threeOffice',
  },
  body: z
    .strictObject({
      units: z.optional(z.array(code).check(z.minLength(1), z.maxLength(MAX_UNITS))),
      template: z.optional(code),
      /** When joint handling goes on: with all parts in, any, or a quorum; a template brings its own. */
      join: z.optional(joinPolicy),
      ask: narrative,
    })
    .check(
      z.refine(({ units, template }) => units !== undefined || template !== undefined, {
        path: ['units'],
        error: '请给出 units 或 template / give units, a template, or both',
      }),
    ),
  command: ({ units, template, join, ask }) => ({
    type: 'whistle',
    ask,
    ...(units && { units }),
    ...(join && { join }),
    ...(template !== undefined && { template }),
  }),
});
