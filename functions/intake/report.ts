import * as z from 'zod/mini';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { receipt, severity } from '#shared/http/schemas.ts';
import { type FilingServices, fileCase } from '#shared/use-cases/file-case.ts';
import { accountFields, accountOf, decidedElsewhere, onePlace } from './account.ts';

export const report = operation({
  id: 'report',
  method: 'POST',
  path: '/cases',
  summary: {
    'zh-CN': '上报：立案，并按职责清单分派',
    en: 'Report a matter: a case is filed and assigned by the duty list',
  },
  whoMay: WHO_IS_SIGNED_IN,
  body: z
    .strictObject(
      {
        ...accountFields,
        /** For dispatchers of the place. */
        severity: z.exactOptional(severity),
      },
      decidedElsewhere({ channel: 'channelUnasked' }),
    )
    .check(onePlace),
  status: 201,
  answer: receipt,
  run: async ({ body, request }, services: FilingServices) => {
    const { severity: graded, ...told } = body;
    const account = { ...accountOf(told), ...(graded && { severity: graded }) };
    const { answer, replayed } = await fileCase({ services, account, request });
    return { body: answer, version: answer.version, location: `/cases/${answer.id}`, replayed };
  },
});
