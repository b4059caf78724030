import * as z from 'zod/mini';
import { WHO_SETTLES_ON_THE_SPOT } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { givenInstant, narrative, receipt } from '#shared/http/schemas.ts';
import { type FilingServices, fileCase } from '#shared/use-cases/file-case.ts';
import { accountFields, accountOf, decidedElsewhere, onePlace } from './account.ts';

export const selfHandle = operation({
  id: 'selfHandle',
  method: 'POST',
  path: '/cases/self-handled',
  summary: {
    'zh-CN': '自行处置：网格员自行处置完毕，立案并结案；按比例抽取的案件转核实',
    en: 'Self-handle: a grid worker settles the matter on the spot; the case is filed and closed, or goes to verification if it is drawn as a sample',
  },
  whoMay: WHO_SETTLES_ON_THE_SPOT,
  body: z
    .strictObject(
      {
        ...accountFields,
        result: narrative,
        /** Now, where it is not said: whoever was off the net files later. */
        settledAt: z.exactOptional(givenInstant),
      },
      decidedElsewhere({ channel: 'channelUnasked', severity: 'severityUnasked' }),
    )
    .check(onePlace),
  status: 201,
  answer: receipt,
  run: async ({ body: { result, settledAt, ...told }, request }, services: FilingServices) => {
    const settled = { result, ...(settledAt && { at: settledAt }) };
    const { answer, replayed } = await fileCase({
      services,
      account: { ...accountOf(told), settled },
      request,
    });
    return { body: answer, version: answer.version, location: `/cases/${answer.id}`, replayed };
  },
});
