import * as z from 'zod/mini';
import { forbidden, mayOperate } from '#domain/access.ts';
import { RejectionError } from '#domain/rejection.ts';
import { operation } from '#shared/http/operation.ts';
import { newJob, readJobs, startJob as start } from '#shared/jobs.ts';
import { readTogether } from '#shared/persistence/database.ts';
import { answerGiven, keyItem, keyOf } from '#shared/persistence/idempotency.ts';
import { actorFrom, actorKey } from '#shared/persistence/reference.ts';
import { jobView, viewOfJob } from './list-jobs.ts';
import type { OperationsServices } from './services.ts';

/** The recounting of deadlines is started by the calendar that calls for it; see `replaceCalendarYear` and the sweep. */
export const startJob = operation({
  id: 'startJob',
  method: 'POST',
  path: '/operations/jobs',
  summary: {
    'zh-CN': '启动后台作业：网格调整后将在办案件归入现行网格',
    en: 'Start a background job: after borders have changed, move open cases to the grids in which they lie now',
  },
  body: z.strictObject({ kind: z.enum(['rehome']) }),
  status: 200,
  answer: jobView,
  run: async ({ body: { kind }, subject, repeatable }, services: OperationsServices) => {
    const { db, reference } = services;
    const now = services.now();
    const { generation } = await reference.current();
    const found = await readTogether(db, {
      cases: [keyOf(repeatable)],
      grids: [actorKey(generation, subject)],
    });
    const answered = answerGiven<ReturnType<typeof viewOfJob>>(found, repeatable, now);
    if (answered) return { body: answered };
    if (!mayOperate(actorFrom(found.grids, generation, subject)))
      throw new RejectionError(forbidden('startJob'));
    const job = newJob(kind, now, (await readJobs(db)).get(kind));
    const told = viewOfJob(job);
    await start(db, job, keyItem(repeatable, told, now));
    return { body: told };
  },
});
