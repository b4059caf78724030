import { mayReadStatistics } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import { type Day, dayOf, daysAfter, daysBetween, sumOf } from '#domain/statistics/count.ts';
import type { AreaCounter } from '#domain/statistics/counters.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import type { QueriesServices } from './services.ts';
import { rowsWithin } from './statistics.ts';

/** What has happened in an area on the days of a shift. */

export const COUNTED = [
  'filed',
  'filedCritical',
  'closed',
  'escalated',
  'redCards',
] as const satisfies AreaCounter[];

export type DayCounts = { day: Day } & Record<(typeof COUNTED)[number], number>;

const USUAL_HOURS = 8;
const MOST_HOURS = 24;

/**
 * When the shift began: what somebody says, or eight hours ago.
 * @throws RejectionError where that is more than a day ago, or has yet to come
 */
export const shiftFrom = (since: Instant | undefined, now: Instant): Instant => {
  if (since === undefined) return plusSeconds(now, -USUAL_HOURS * 3600);
  if (since > now) throw new RejectionError(YET_TO_COME);
  if (since < plusSeconds(now, -MOST_HOURS * 3600)) throw new RejectionError(TOO_EARLY);
  return since;
};

/**
 * The days of a shift, one by one, for those who are told the statistics of the area: one read. Statistics know whole days
 * only, so that each is told by itself.
 */
export const countDays = async (
  statistics: QueriesServices['statistics'],
  { actor, area, from, now }: { actor: Actor; area: string; from: Instant; now: Instant },
): Promise<DayCounts[] | undefined> => {
  if (!mayReadStatistics(actor, area)) return undefined;
  const span = { from: dayOf(from), to: dayOf(now) };
  const rows = Map.groupBy(await rowsWithin(statistics, area, span), ({ day }) => day);
  return Array.from({ length: daysBetween(span.from, span.to) + 1 }, (_, index) => {
    const day = daysAfter(span.from, index);
    const counters = sumOf(rows.get(day) ?? []);
    return { day, ...Object.fromEntries(COUNTED.map((name) => [name, counters[name] ?? 0])) } as DayCounts;
  });
};

const YET_TO_COME: Rejection = {
  kind: 'invalid',
  code: 'empty-window',
  field: 'since',
  message: {
    'zh-CN': '接班时刻（since）不得晚于现在。',
    en: 'The beginning of the shift (since) must not lie ahead.',
  },
};
const TOO_EARLY: Rejection = {
  kind: 'invalid',
  code: 'period-too-long',
  field: 'since',
  message: {
    'zh-CN': `接班时刻（since）最早为 ${MOST_HOURS} 小时之前；更早的情况请查 GET /areas/{code}/statistics。`,
    en: `The beginning of the shift (since) lies at most ${MOST_HOURS} hours back; for more, see GET /areas/{code}/statistics.`,
  },
};
