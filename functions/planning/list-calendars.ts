import * as z from 'zod/mini';
import { mayReadPolicy } from '#domain/access.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import { forbidden, WHO_READS_POLICY } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { sentence } from '#shared/http/sentences.ts';
import type { Services } from '#shared/services.ts';
import { inForce } from '#shared/store/edition.ts';
import { calendarYear } from './calendar-year.ts';
import { since } from './since.ts';

const yearsInForce = async ({ store, now }: Services, subject: string) => {
  if (!mayReadPolicy(await store.actor(subject))) throw new RejectionError(forbidden(WHO_READS_POLICY));
  const current = inForce(await store.city.stored(), now());
  return { current, years: await store.city.calendarYears(current.calendarVersion) };
};

export const listCalendars = operation({
  id: 'listCalendars',
  method: 'GET',
  path: '/calendars',
  summary: {
    'zh-CN': '现行工作日历：已录入的年份、依据和截止日期',
    en: 'The calendar in force: its years, their notices, and until when it is known',
  },
  whoMay: WHO_READS_POLICY,
  status: 200,
  answer: z.object({
    calendarVersion: z.string(),
    knownUntil: z.string(),
    since: z.optional(since),
    items: z.array(
      z.object({ year: z.int(), source: z.array(z.string()), knownUntil: z.string(), days: z.int() }),
    ),
  }),
  run: async ({ subject }, services) => {
    const { current, years } = await yearsInForce(services, subject);
    const { calendarVersion } = current;
    return {
      body: {
        calendarVersion,
        knownUntil: (await services.store.city.calendar(calendarVersion)).knownUntil,
        since: current.since?.calendar,
        items: years
          .map(({ year, source, knownUntil, days }) => ({ year, source, knownUntil, days: days.length }))
          .toSorted((a, b) => a.year - b.year),
      },
    };
  },
});

export const getCalendar = operation({
  id: 'getCalendar',
  method: 'GET',
  path: '/calendars/{year}',
  summary: {
    'zh-CN': '现行工作日历中某年的放假调休安排',
    en: 'Read a year of the calendar in force, as its notice gives it',
  },
  whoMay: WHO_READS_POLICY,
  params: z.object({ year: z.string().check(z.regex(/^20\d\d$/, sentence('year'))) }),
  status: 200,
  answer: calendarYear,
  run: async ({ params: { year }, subject }, services) => {
    const { years } = await yearsInForce(services, subject);
    const found = years.find((one) => String(one.year) === year);
    if (!found) throw new RejectionError(unknownYear(year));
    return { body: found };
  },
});

const unknownYear = (year: string): Rejection => ({
  kind: 'unknown',
  code: 'unknown-year',
  message: {
    'zh-CN': `现行工作日历没有 ${year} 年；已录入的年份见 GET /calendars。`,
    en: `The calendar in force has no year ${year}; GET /calendars tells which it has.`,
  },
});
