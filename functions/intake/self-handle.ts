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
    'zh-CN': '自行处置：网格员当场处置完毕',
    en: 'Self-handle: a grid worker settles the matter on the spot',
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
