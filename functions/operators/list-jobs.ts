import * as z from 'zod/mini';
import { mayOperate } from '#domain/access.ts';
import { RejectionError } from '#domain/rejection.ts';
import { forbidden, WHO_OPERATES } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { instant } from '#shared/http/schemas.ts';
import { JOB_KINDS, type Job } from '#shared/store/jobs.ts';

/** How far a job is. `examined`, `unplaced` and `failed` count cases of the present pass, `changed` those of all. */
export const jobView = z.object({
  kind: z.enum(JOB_KINDS),
  startedAt: instant,
  startedBy: z.optional(z.string()),
  calendarVersion: z.optional(z.string()),
  pass: z.int(),
  examined: z.int(),
  changed: z.int(),
  unplaced: z.int(),
  failed: z.int(),
  finishedAt: z.optional(instant),
});

export const viewOfJob = ({
  kind,
  startedAt,
  startedBy,
  calendarVersion,
  pass,
  examined,
  changed,
  unplaced,
  failed,
  finishedAt,
}: Job) => ({
  kind,
  startedAt,
  startedBy,
  calendarVersion,
  pass,
  examined,
  changed,
  unplaced,
  failed,
  finishedAt,
});

export const listJobs = operation({
  id: 'listJobs',
  method: 'GET',
  path: '/operations/jobs',
  summary: { 'zh-CN': '后台作业的进度', en: 'List background jobs and how far they are' },
  whoMay: WHO_OPERATES,
  status: 200,
  answer: z.object({ items: z.array(jobView) }),
  run: async ({ subject }, { store }) => {
    if (!mayOperate(await store.actor(subject))) throw new RejectionError(forbidden(WHO_OPERATES));
    return { body: { items: [...(await store.jobs()).values()].map(viewOfJob) } };
  },
});
