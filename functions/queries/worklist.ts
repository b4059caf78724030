import * as z from 'zod/mini';
import { unitOf } from '#domain/actor.ts';
import { WHY_NAMES, type Why } from '#domain/case/entries.ts';
import { type Coded, wordsOfCase } from '#domain/case/words.ts';
import type { WorkCalendar } from '#domain/time/calendar.ts';
import type { Instant } from '#domain/time/instant.ts';
import { officeTimeBetween } from '#domain/time/office-time.ts';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { cursorOf, placeOfCursor } from '#shared/http/cursor.ts';
import { likenessTag } from '#shared/http/entity-tag.ts';
import { operation } from '#shared/http/operation.ts';
import { instant, level, page, severity, stage } from '#shared/http/schemas.ts';
import { inLanguage } from './in-language.ts';
import { listsOf } from './lists-of.ts';
import { pageOfLists, placesIn } from './merged-lists.ts';

export const why = z.enum(Object.keys(WHY_NAMES) as [Why, ...Why[]]);

const entry = z.object({
  id: z.string(),
  /** By which people name the case. */
  number: z.optional(z.string()),
  title: z.string(),
  category: z.string(),
  severity,
  level,
  grid: z.string(),
  stage,
  /** Why it stands on the list. */
  why,
  /** The unit in charge of the case, by code and name. */
  unit: z.string(),
  unitName: z.string(),
  /** The deadline of what the line is about; of a suspended case the end of that. */
  dueAt: instant,
  /** Whole minutes of office hours until then; negative once it has passed. */
  officeMinutesLeft: z.int(),
  /** The unit of the part that the line is about. */
  part: z.optional(z.string()),
  reason: z.optional(z.string()),
  /** What its codes mean, in the caller's language, by the policy in force; what that has no name for is absent. */
  names: z.object({
    stage: z.string(),
    category: z.optional(z.string()),
    severity: z.string(),
    level: z.string(),
    why: z.string(),
  }),
});
type Line = Omit<z.input<typeof entry>, 'names' | 'officeMinutesLeft' | 'unit' | 'unitName'> & {
  unit?: string;
  unitName?: string;
};

export const worklist = operation({
  id: 'worklist',
  method: 'GET',
  path: '/worklist',
  summary: {
    'zh-CN': '待办：等待本单位处理的全部事项及其原因，最先到期的在前',
    en: 'The worklist: all that waits for the unit and why, earliest deadline first',
  },
  whoMay: WHO_IS_SIGNED_IN,
  query: z.object({ ...page, why: z.optional(why) }),
  status: 200,
  answer: z.object({ items: z.array(entry), cursor: z.optional(z.string()) }),
  run: async ({ query: { limit, cursor, why: only }, subject, language }, { store, now }) => {
    const after = cursor === undefined ? undefined : placeOfCursor(cursor, placesIn).lists;
    const actor = await store.actor(subject);
    const { entries, next } = await pageOfLists(store, listsOf(actor), { limit, after });
    const { policyVersion, calendarVersion } = await store.city.current();
    const policy = await store.city.policy(policyVersion);
    const calendar = await store.city.calendar(calendarVersion);
    // What a line shows is its process's to say; the schema of the answer holds it to that.
    const lines = entries.map(({ place, ...line }) => line) as unknown as Line[];
    const items = lines
      .filter((line) => only === undefined || line.why === only)
      .map((line) => ({
        // A line that names nobody is that of the reader's own unit.
        unit: unitOf(actor)?.code ?? '',
        unitName: unitOf(actor)?.name ?? '',
        ...line,
        officeMinutesLeft: officeMinutesBetween(now(), line.dueAt as Instant, calendar),
        names: {
          ...(inLanguage(wordsOfCase(line as Coded, policy), language) as z.input<typeof entry>['names']),
          why: WHY_NAMES[line.why][language],
        },
      }));
    const body = { items, ...(next && { cursor: cursorOf({ lists: next }) }) };
    return {
      body,
      etag: likenessTag(JSON.stringify([language, { ...body, items: items.map(withWholeHours) }])),
    };
  },
});

/** The list counts as changed when a line does, or has another whole hour left: not with every minute. */
const withWholeHours = <L extends { officeMinutesLeft: number }>({ officeMinutesLeft, ...line }: L) => ({
  ...line,
  officeHoursLeft: Math.floor(officeMinutesLeft / 60),
});

const MINUTE = 60_000;

const officeMinutesBetween = (now: Instant, dueAt: Instant, calendar: WorkCalendar): number => {
  const [from, to] = [Date.parse(now), Date.parse(dueAt)];
  return to >= from
    ? Math.floor(officeTimeBetween(from, to, calendar) / MINUTE)
    : -Math.floor(officeTimeBetween(to, from, calendar) / MINUTE);
};
