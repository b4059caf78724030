import * as z from 'zod/mini';
import { forbidden, mayDryRun } from '#domain/access.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { centresAmong, compare, type Rules } from '#domain/dry-run.ts';
import { areasNamed, layOutDuties, rosterOf } from '#domain/policy/duties.ts';
import { RejectionError } from '#domain/rejection.ts';
import { readActor } from '#shared/cases/read-case.ts';
import { operation } from '#shared/http/operation.ts';
import { instant, limit, unitName } from '#shared/http/schemas.ts';
import type { Database } from '#shared/persistence/database.ts';
import type { Reference } from '#shared/persistence/reference.ts';
import { readCurrent, readKnownAreas } from './city-now.ts';
import { eachOf, filedIn, historyOf, type Window } from './past-cases.ts';
import { type Plan, readPlan } from './read-plan.ts';

const due = z.object({ limit, dueAt: instant, beyondCalendar: z.boolean() });

export const dryRunPolicy = operation({
  id: 'dryRunPolicy',
  method: 'POST',
  path: '/policy/dry-run',
  summary: {
    'zh-CN': '政策试算：若按此政策，以往案件的分派、时限和升级会有何不同；不作任何改动',
    en: 'Try a policy on past cases: what would have been routed, due and escalated differently. Nothing is changed',
  },
  body: z.strictObject({
    policy: z.record(z.string(), z.unknown()),
    area: z
      .string()
      .check(
        z.regex(
          /^\d{6}(\d{3})?$/,
          '区县或乡镇街道编码为 6 或 9 位数字 / the code of a county or township has 6 or 9 digits',
        ),
      ),
    from: instant,
    to: instant,
    limit: z._default(z.int().check(z.gte(1), z.lte(200)), 100),
  }),
  status: 200,
  answer: z.object({
    policyVersion: z.string(),
    examined: z.int(),
    differing: z.int(),
    /** Whether the window holds no more cases than were examined. */
    complete: z.boolean(),
    cases: z.array(
      z.object({
        id: z.string(),
        unknownCategory: z.optional(z.literal(true)),
        routed: z.optional(z.object({ before: z.optional(unitName), after: z.optional(unitName) })),
        due: z.optional(z.object({ before: due, after: due })),
        escalations: z.optional(z.object({ happened: z.int(), before: z.int(), after: z.int() })),
      }),
    ),
  }),
  run: async ({ body, subject }, { db, reference, now }) => {
    if (!mayDryRun(await readActor(db, reference, subject), body.area))
      throw new RejectionError(forbidden('dryRunPolicy'));
    if (body.from >= body.to) throw new RejectionError(emptyWindow);
    const current = await readCurrent(db, now());
    const [plan, past, calendar] = await Promise.all([
      readPlan(db, current.generation, body.policy),
      casesOf(db, reference, body.area, body, body.limit),
      reference.calendar(current.calendarVersion),
    ]);
    const after: Rules = { policy: plan.policy, roster: rosterOf(plan.duties) };
    const before = await rulesOf(db, reference, current.generation, plan, past.histories);
    const centres = centresAmong(plan.units.values());
    const cases = past.histories.flatMap((history) => {
      const { grid, policyVersion } = matterOf(history);
      const rules = before.get(policyVersion)!;
      const parted = compare(history, rules, after, { calendar, centres: centres(grid), until: now() });
      return parted ? [parted] : [];
    });
    return {
      body: {
        policyVersion: plan.policy.version,
        examined: past.histories.length,
        differing: cases.length,
        complete: past.complete,
        cases,
      },
    };
  },
});

const emptyWindow = {
  kind: 'invalid' as const,
  code: 'empty-window',
  field: 'to',
  message: {
    'zh-CN': '时间窗的结束（to）须晚于开始（from）。',
    en: 'The window ends (to) before it begins (from); give a later end.',
  },
};

/** The oldest cases of the window, with their histories: one request a township of the area, and one a case. */
const casesOf = async (
  db: Database,
  reference: Reference,
  area: string,
  window: Window,
  limit: number,
): Promise<{ histories: CaseEvent[][]; complete: boolean }> => {
  const townships =
    area.length === COUNTY_DIGITS
      ? (await reference.children(area, { limit: MOST_TOWNSHIPS })).areas.map(({ code }) => code)
      : [area];
  // One more than asked for tells whether there are more.
  const found = await eachOf(townships, (township) => filedIn(db, township, window, limit + 1));
  const filed = found.flat().sort((a, b) => (a.filedSort < b.filedSort ? -1 : 1));
  return {
    histories: await eachOf(filed.slice(0, limit), ({ id }) => historyOf(db, id)),
    complete: filed.length <= limit,
  };
};

const COUNTY_DIGITS = 6;
/** China's largest counties have some sixty townships. */
const MOST_TOWNSHIPS = 100;

/** The policies under which the cases were filed, each laid out for the units of today. */
const rulesOf = async (
  db: Database,
  reference: Reference,
  generation: string,
  { units }: Plan,
  histories: readonly CaseEvent[][],
): Promise<ReadonlyMap<string, Rules>> => {
  const versions = [...new Set(histories.map((history) => matterOf(history).policyVersion))];
  return new Map(
    await eachOf(versions, async (version): Promise<[string, Rules]> => {
      const policy = await reference.policy(version);
      const areas = await readKnownAreas(db, generation, areasNamed(policy));
      // A rule whose unit or area is gone has nobody on duty any more.
      return [version, { policy, roster: rosterOf(layOutDuties(policy, areas, units).duties) }];
    }),
  );
};

const matterOf = ([first]: readonly CaseEvent[]) => {
  if (first?.type !== 'reported') throw new Error('a history begins with "reported"');
  return first.matter;
};
