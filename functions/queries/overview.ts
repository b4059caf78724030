import * as z from 'zod/mini';
import { mayReadOverview } from '#domain/access.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { RejectionError } from '#domain/rejection.ts';
import type { Language } from '#domain/text.ts';
import { knownDaysFrom, type WorkCalendar } from '#domain/time/calendar.ts';
import type { Instant } from '#domain/time/instant.ts';
import { dayAt } from '#domain/time/shanghai.ts';
import { forbidden, WHO_READS_OVERVIEW } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { areaCode, givenInstantInQuery, instant } from '#shared/http/schemas.ts';
import { unknownArea } from '#shared/http/unknown-area.ts';
import { caseLine, namesOf } from './list-cases.ts';
import { listsOf } from './lists-of.ts';
import { COUNTED, countDays, shiftFrom } from './overview-days.ts';
import { findPressing, tellPressing } from './overview-pressing.ts';
import { findTroubles, tellTroubles } from './overview-troubles.ts';
import { countWaiting } from './overview-waiting.ts';
import type { QueriesServices } from './services.ts';
import { why } from './worklist.ts';

/** Fewer known days than these are worth a word. */
const FEW_DAYS = 60;

const counted = { count: z.int(), atLeast: z.optional(z.literal(true)) };

export const overview = operation({
  id: 'overview',
  method: 'GET',
  path: '/overview',
  summary: {
    'zh-CN': '接班一览：超期、一小时内到期、待办、当日数量、运行异常和日历',
    en: 'What a shift begins with: what is overdue, due soon, waiting and in trouble',
  },
  whoMay: WHO_READS_OVERVIEW,
  query: z.strictObject({ area: z.exactOptional(areaCode), since: z.exactOptional(givenInstantInQuery) }),
  status: 200,
  answer: z.object({
    area: z.string(),
    overdue: z.object({
      ...counted,
      /** By the unit in charge, the most first. */
      units: z.array(z.object({ code: z.string(), name: z.string(), ...counted })),
    }),
    /** Due within the next 60 minutes, and the first few of that. */
    dueSoon: z.object({ ...counted, items: z.array(caseLine) }),
    /** What waits for the caller's unit, and for the caller. */
    waiting: z.object({
      items: z.array(z.object({ why, name: z.string(), count: z.int() })),
      atLeast: z.optional(z.literal(true)),
    }),
    /** The days of the shift; for those who may read the statistics of the area. */
    days: z.optional(
      z.array(
        z.object({
          day: z.string(),
          ...(Object.fromEntries(COUNTED.map((name) => [name, z.int()])) as Record<
            (typeof COUNTED)[number],
            z.ZodMiniInt
          >),
        }),
      ),
    ),
    /** For operators. */
    troubles: z.optional(z.object({ undriven: z.object(counted), unrelayed: z.object(counted) })),
    /** Alarms that ring, those that have rung longest first. For operators. */
    alarms: z.optional(z.array(z.object({ name: z.string(), since: instant }))),
    calendar: z.object({
      /** The last day of which it is known whether offices work. */
      knownUntil: z.string(),
      note: z.optional(z.string()),
    }),
  }),
  run: async ({ query, subject, language }, { store, statistics, alarmNames, now }: QueriesServices) => {
    const at = now();
    const from = shiftFrom(query.since, at);
    // Read with the person, so that it costs no request; who is no operator is not told.
    const { actor, ringing } = await store.actorWithAlarms(subject);
    if (!mayReadOverview(actor, query.area)) throw new RejectionError(forbidden(WHO_READS_OVERVIEW));
    const area = query.area ?? actor.area;

    // An officer's own cases may lie elsewhere, too.
    const whose = { actor, area, narrowed: query.area !== undefined, now: at };
    const { policyVersion, calendarVersion } = await store.city.current();
    const [policy, calendar, found, waiting, days, noted] = await Promise.all([
      store.city.policy(policyVersion),
      store.city.calendar(calendarVersion),
      findPressing(store, whose),
      countWaiting(store, listsOf(actor), { area: query.area, language }),
      countDays(statistics, { actor, area, from, now: at }),
      actor.role === 'operator' ? findTroubles(store) : undefined,
    ]);
    const ids = new Set([...found.toLookAt, ...(noted?.toLookAt ?? [])]);
    if (ids.size === 0 && query.area !== undefined && !(await store.city.area(area)))
      throw new RejectionError(unknownArea(area));
    const records = await store.readAll(caseProcess, [...ids]);

    const { overdue, dueSoon } = tellPressing(found, { ...whose, records });
    const items = dueSoon.items.map((line) => ({ ...line, names: namesOf(line, policy, language) }));
    return {
      body: {
        area,
        overdue,
        dueSoon: { ...dueSoon, items },
        waiting,
        ...(days && { days }),
        ...(noted && {
          troubles: tellTroubles(noted, { area, records }),
          // What an alarm was that the city has no more is left behind, and a city whose folder is called `a-b` has alarms
          // whose names begin as those of `a`.
          alarms: ringing.filter(({ name }) => alarmNames.includes(name)),
        }),
        calendar: tellCalendar(calendar, at, language),
      },
    };
  },
});

const tellCalendar = (calendar: WorkCalendar, at: Instant, language: Language) => {
  const days = knownDaysFrom(calendar, dayAt(Date.parse(at)));
  return {
    knownUntil: calendar.knownUntil,
    ...(days < FEW_DAYS && { note: endsSoon(days)[language] }),
  };
};

const endsSoon = (days: number) => ({
  'zh-CN': `工作日历只剩 ${days} 天；请在国务院办公厅发布放假通知后导入下一年度日历。`,
  en: `The calendar is known for ${days} more days only; bring in the next year once its notice is published.`,
});
