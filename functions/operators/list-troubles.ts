import * as z from 'zod/mini';
import { mayOperate } from '#domain/access.ts';
import type { Case } from '#domain/case/case.ts';
import { drivenCase } from '#domain/case/driven-case.ts';
import { standingOf } from '#domain/case/standing.ts';
import { RejectionError } from '#domain/rejection.ts';
import type { Instant } from '#domain/time/instant.ts';
import { forbidden, WHO_OPERATES } from '#domain/who-may.ts';
import { cursorOf, placeOfCursor } from '#shared/http/cursor.ts';
import { operation } from '#shared/http/operation.ts';
import { instant, level, page } from '#shared/http/schemas.ts';
import type { TroubleOf } from '#shared/store/store.ts';
import { TROUBLES } from '#shared/store/troubles.ts';
import { isDelivery, lasts } from '#shared/use-cases/lasts.ts';
import { CASE_STATES, caseState } from './states.ts';

const trouble = z.object({
  caseId: z.string(),
  since: instant,
  cause: z.string(),
  /** How often it was met. */
  times: z.int(),
  /** What was not passed on: its name when it is to be delivered once more. */
  delivery: z.optional(z.string()),
  level,
  grid: z.string(),
  /** The state of the workflow at which the case stands, as its record says. */
  state: caseState,
  parkedBecause: z.optional(z.string()),
});

/** Where a page of troubles ends. */
const word = z.string().check(z.minLength(1), z.maxLength(100));
const place = z.object({ kind: word, id: word, part: z.string().check(z.maxLength(100)), since: instant });

export const listTroubles = operation({
  id: 'listTroubles',
  method: 'GET',
  path: '/operations/troubles',
  summary: { 'zh-CN': '运行异常清单', en: 'List what is wrong with cases' },
  whoMay: WHO_OPERATES,
  query: z.object({ ...page, kind: z.enum(TROUBLES) }),
  status: 200,
  answer: z.object({ items: z.array(trouble), cursor: z.optional(z.string()) }),
  run: async ({ query: { kind, limit, cursor }, subject }, { store, now }) => {
    if (!mayOperate(await store.actor(subject))) throw new RejectionError(forbidden(WHO_OPERATES));
    const { troubles, next } = await store.troubles(kind, {
      limit,
      ...(cursor !== undefined && { after: placeOfCursor(cursor, place) }),
    });
    const cases = await store.readAll(drivenCase, [...new Set(troubles.map(({ id }) => id))]);
    return {
      body: {
        items: troubles.flatMap((one) => {
          const current = cases.get(one.id);
          return current && lasts(one, current) ? [viewOf(one, current, now())] : [];
        }),
        ...(next && { cursor: cursorOf(next) }),
      },
    };
  },
});

const viewOf = ({ trouble, id, part, since, cause, times }: TroubleOf, current: Case, now: Instant) => ({
  caseId: id,
  since,
  cause,
  times,
  ...(isDelivery(trouble) && { delivery: part }),
  level: current.level,
  grid: drivenCase.filing(current).grid,
  state: CASE_STATES[standingOf(current, now).step],
  ...(current.parked && { parkedBecause: current.parked.reason }),
});
