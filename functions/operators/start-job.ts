import * as z from 'zod/mini';
import { mayOperate } from '#domain/access.ts';
import { drivenCase } from '#domain/case/driven-case.ts';
import { RejectionError } from '#domain/rejection.ts';
import { forbidden, WHO_OPERATES } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { newJob } from '#shared/store/jobs.ts';
import { jobView, viewOfJob } from './list-jobs.ts';

/** The recounting of deadlines is started by the calendar that calls for it; see `calendarInForce` and the sweep. */
export const startJob = operation({
  id: 'startJob',
  method: 'POST',
  path: '/operations/jobs',
  summary: {
    'zh-CN': '启动后台作业：将在办案件划归现行网格',
    en: 'Start a background job: move open cases to current grids',
  },
  whoMay: WHO_OPERATES,
  body: z.strictObject({ kind: z.enum(['rehome']) }),
  status: 200,
  answer: jobView,
  run: async ({ body: { kind }, request }, services) => {
    const { store } = services;
    const now = services.now();
    const { actor, answered } = await store.load(drivenCase, { request, now, ids: [] });
    if (answered !== undefined) return { body: answered as ReturnType<typeof viewOfJob>, replayed: true };
    if (!mayOperate(actor)) throw new RejectionError(forbidden(WHO_OPERATES));
    const job = { ...newJob(kind, now, (await store.jobs()).get(kind)), startedBy: actor.subject };
    const answer = viewOfJob(job);
    await store.startJob(job, now, { request, answer });
    return { body: answer };
  },
});
