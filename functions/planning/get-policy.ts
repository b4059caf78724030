import * as z from 'zod/mini';
import { forbidden, mayReadPolicy } from '#domain/access.ts';
import { RejectionError } from '#domain/rejection.ts';
import { readActor } from '#shared/cases/read-case.ts';
import { operation } from '#shared/http/operation.ts';
import { readCurrent } from './city-now.ts';

export const getPolicy = operation({
  id: 'getPolicy',
  method: 'GET',
  path: '/policy',
  summary: {
    'zh-CN': '现行政策：类别、时限、升级阶梯和分工',
    en: 'The policy in use: categories, limits, ladders and duties',
  },
  status: 200,
  answer: z.object({ version: z.string(), policy: z.unknown() }),
  run: async ({ subject }, { db, reference, now }) => {
    if (!mayReadPolicy(await readActor(db, reference, subject)))
      throw new RejectionError(forbidden('getPolicy'));
    const { policyVersion } = await readCurrent(db, now());
    return { body: { version: policyVersion, policy: await reference.policy(policyVersion) } };
  },
});
