import * as z from 'zod/mini';
import { clocksOf } from '#domain/case/case.ts';
import { isPaused } from '#domain/case/clock.ts';
import { explainClock } from '#domain/case/explain-clock.ts';
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
        /** The clock of the reply to a level above. */
        supervision: z.optional(z.boolean()),
        startedAt: instant,
        limit,
        /** How often the limit was granted once more. */
        extensions: z.int(),
        /** The clock stands still; the deadline is that of the moment when it was stopped. */
        paused: z.boolean(),
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
      clocksOf(current).map(async ({ clock, part, supervision }) => {
        const calendar = await reference.calendar(clock.calendarVersion);
        return {
          ...clock,
          limit: clock.limits[0],
          extensions: clock.limits.length - 1,
          paused: isPaused(clock),
          ...(part !== undefined && { part }),
          ...(supervision && { supervision }),
          rungs: clock.pending,
          steps: explainClock(clock, calendar).map(({ at, text }) => ({ at, text: text[language] })),
        };
      }),
    );
    return { body: { clocks }, version: current.version };
  },
});
