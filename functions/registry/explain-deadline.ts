import * as z from 'zod/mini';
import { explainDeadline as explain } from '#domain/time/explain.ts';
import { instantAt } from '#domain/time/instant.ts';
import { LIMIT_UNITS } from '#domain/time/limit.ts';
import { operation } from '#shared/http/operation.ts';
import { instant, limit } from '#shared/http/schemas.ts';
import { sentence } from '#shared/http/sentences.ts';
import type { RegistryServices } from './services.ts';

/** Far from any calendar a deadline means nothing, and beyond the year 9999 there is no way to write it. */
const inOurTime = z.refine<string>((text) => text >= '2000' && text < '2100', sentence('ourTime'));

export const explainDeadline = operation({
  id: 'explainDeadline',
  method: 'GET',
  path: '/deadlines/explain',
  summary: {
    'zh-CN': '时限试算：从某一时刻起何时到期，逐步说明',
    en: 'Calculate when a limit that starts at a given instant ends, explained step by step',
  },
  query: z.object({
    from: z.pipe(
      z.iso.datetime({ offset: true }).check(inOurTime),
      z.transform((text: string) => instantAt(Date.parse(text))),
    ),
    value: z.coerce.number().check(z.positive(), z.lte(3650)),
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
