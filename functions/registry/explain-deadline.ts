import * as z from 'zod/mini';
import { explainDeadline as explain } from '#domain/time/explain.ts';
import { LIMIT_UNITS } from '#domain/time/limit.ts';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { givenInstantInQuery, inQuery, instant, limit } from '#shared/http/schemas.ts';
import type { RegistryServices } from './services.ts';

/** Some seconds of the shortest unit; less has no words. */
const LEAST_VALUE = 0.001;

export const explainDeadline = operation({
  id: 'explainDeadline',
  method: 'GET',
  path: '/deadlines/explain',
  summary: {
    'zh-CN': '时限试算：逐步说明何时到期',
    en: 'Calculate when a limit ends, explained step by step',
  },
  whoMay: WHO_IS_SIGNED_IN,
  query: z.object({
    from: givenInstantInQuery,
    value: inQuery(z.number().check(z.gte(LEAST_VALUE), z.lte(3650))),
    unit: z.enum(LIMIT_UNITS),
  }),
  status: 200,
  answer: z.object({
    from: instant,
    limit,
    dueAt: instant,
    beyondCalendar: z.boolean(),
    calendarVersion: z.string(),
    steps: z.array(z.object({ at: instant, text: z.string() })),
  }),
  run: async ({ query: { from, value, unit }, language }, { store }: RegistryServices) => {
    const { calendarVersion } = await store.city.current();
    const explained = explain(from, { value, unit }, await store.city.calendar(calendarVersion));
    return {
      body: {
        ...explained,
        calendarVersion,
        steps: explained.steps.map(({ at, text }) => ({ at, text: text[language] })),
      },
    };
  },
});
