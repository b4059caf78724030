import * as z from 'zod/mini';
import { runningClocks } from '#domain/case/case.ts';
import { explainDeadline } from '#domain/explain.ts';
import { readCaseFor } from '#shared/cases/read-case.ts';
import { operation } from '#shared/http/operation.ts';
import { caseParams, instant, limit } from '#shared/http/schemas.ts';

const step = z.object({ at: instant, text: z.string() });

export const getDeadline = operation({
  id: 'getDeadline',
  method: 'GET',
  path: '/cases/{id}/deadline',
  summary: {
    'zh-CN': '时限说明：本案每个时限为何是这一时刻',
    en: 'Why each running deadline of a case is what it is, step by step',
  },
  params: caseParams,
  status: 200,
  answer: z.object({
    clocks: z.array(
      z.object({
        stage: z.string(),
        /** The unit whose part the clock times; absent for the unit in charge. */
        part: z.optional(z.string()),
        startedAt: instant,
        limit,
        dueAt: instant,
        beyondCalendar: z.boolean(),
        rungs: z.array(
          z.object({ share: z.optional(z.number()), actions: z.array(z.string()), at: instant }),
        ),
        steps: z.array(step),
      }),
    ),
  }),
  run: async ({ params, subject, language }, { db, reference }) => {
    const { current } = await readCaseFor(db, reference, subject, params.id);
    const clocks = await Promise.all(
      runningClocks(current).map(async ({ clock, part }) => {
        const calendar = await reference.calendar(clock.calendarVersion);
        const { steps } = explainDeadline(clock.startedAt, clock.limit, calendar);
        return {
          ...clock,
          ...(part !== undefined && { part }),
          rungs: clock.pending,
          steps: steps.map(({ at, text }) => ({ at, text: text[language] })),
        };
      }),
    );
    return { body: { clocks }, version: current.version };
  },
});
