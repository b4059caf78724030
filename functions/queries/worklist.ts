import * as z from 'zod/mini';
import { unitOf } from '#domain/actor.ts';
import { type Coded, wordsOfCase } from '#domain/case/words.ts';
import { OPERATORS } from '#domain/process/process.ts';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { cursorOf, placeOfCursor } from '#shared/http/cursor.ts';
import { operation } from '#shared/http/operation.ts';
import { instant, level, page, severity, stage } from '#shared/http/schemas.ts';
import { inLanguage } from './in-language.ts';

const entry = z.object({
  id: z.string(),
  title: z.string(),
  category: z.string(),
  severity,
  level,
  grid: z.string(),
  stage,
  dueAt: instant,
  part: z.optional(z.string()),
  reason: z.optional(z.string()),
  /** What its codes mean, in the caller's language, by the policy in force; what that has no name for is absent. */
  names: z.object({
    stage: z.string(),
    category: z.optional(z.string()),
    severity: z.string(),
    level: z.string(),
  }),
});
type Line = z.input<typeof entry>;

/** Where a page of a list ends. Longer texts stand in no key of the store. */
const word = z.string().check(z.minLength(1), z.maxLength(100));
const place = z.object({ kind: word, id: word, name: z.string().check(z.maxLength(100)), dueAt: instant });

export const worklist = operation({
  id: 'worklist',
  method: 'GET',
  path: '/worklist',
  summary: {
    'zh-CN': '待办：本单位当前应办的案件和协办任务，最先到期的在前',
    en: 'The worklist: what the unit must act on now, earliest deadline first',
  },
  whoMay: WHO_IS_SIGNED_IN,
  query: z.object(page),
  status: 200,
  answer: z.object({ items: z.array(entry), cursor: z.optional(z.string()) }),
  run: async ({ query: { limit, cursor }, subject, language }, { store }) => {
    const after = cursor === undefined ? {} : { after: placeOfCursor(cursor, place) };
    const actor = await store.actor(subject);
    const list = actor.role === 'operator' ? OPERATORS : unitOf(actor)?.code;
    if (list === undefined) return { body: { items: [] } };
    const { entries, next } = await store.list(list, {
      limit,
      ...after,
      // A grid worker shares the committee's list, but sees their own grids of it only.
      ...(actor.role === 'gridWorker' && { within: actor.area }),
    });
    // What a line shows is its process's to say; the schema of the answer holds it to that.
    const lines = entries as unknown as Omit<Line, 'names'>[];
    const policy = await store.city.policy((await store.city.current()).policyVersion);
    const items = lines.map((line) => ({
      ...line,
      names: inLanguage(wordsOfCase(line as Coded, policy), language) as Line['names'],
    }));
    return { body: { items, ...(next && { cursor: cursorOf(next) }) } };
  },
});
