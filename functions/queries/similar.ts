import * as z from 'zod/mini';
import { maySee } from '#domain/access.ts';
import { isOpen } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { cellsAround } from '#domain/place/cells.ts';
import { metresBetween } from '#domain/place/distance.ts';
import { areRelated } from '#domain/policy/policy.ts';
import { plusDays } from '#domain/time/instant.ts';
import { operation } from '#shared/http/operation.ts';
import { inWgs84, likelyPlace, placeFields } from '#shared/http/places.ts';
import { code, instant } from '#shared/http/schemas.ts';

/** More suggestions than that nobody compares with what they are about to report. */
const MOST_SUGGESTED = 10;

export const findSimilar = operation({
  id: 'findSimilar',
  method: 'GET',
  path: '/cases/similar',
  summary: {
    'zh-CN': '疑似重复：附近、近期、同类的在办案件，由近及远',
    en: 'Find open cases that may be about the same matter: nearby, recent and of a related category; nearest first',
  },
  query: z.object({ ...placeFields, category: code }).check(likelyPlace),
  status: 200,
  answer: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        category: z.string(),
        stage: z.string(),
        reportedAt: instant,
        metres: z.int(),
        /** Told to whoever may see the case. */
        title: z.optional(z.string()),
      }),
    ),
  }),
  run: async ({ query: { category, ...at }, subject }, { store, now }) => {
    const { policyVersion } = await store.city.current();
    const { metres, days } = (await store.city.policy(policyVersion)).similar;
    const place = inWgs84(at);
    const near = await store.near(cellsAround([place.lon, place.lat], metres), plusDays(now(), -days));
    const suggested = near
      .filter(({ kind }) => kind === caseProcess.kind)
      .map((entry) => ({ ...entry, metres: metresBetween(place, entry.point) }))
      .filter((entry) => entry.metres <= metres && areRelated(entry.category, category))
      .sort((a, b) => a.metres - b.metres)
      .slice(0, MOST_SUGGESTED);
    const ids = suggested.map(({ id }) => id);
    const { actor, found } = await store.loadAll(caseProcess, subject, ids);
    const items = suggested.flatMap(({ id, metres: away }) => {
      const current = found.get(id);
      // Entries follow within moments; a case that has ended meanwhile is no suggestion any more.
      if (!current || !isOpen(current)) return [];
      return {
        id,
        category: current.category,
        stage: current.state.stage,
        reportedAt: current.reportedAt,
        metres: Math.round(away),
        ...(maySee(actor, current) && { title: current.title }),
      };
    });
    return { body: { items } };
  },
});
