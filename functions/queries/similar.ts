import * as z from 'zod/mini';
import { maySee } from '#domain/access.ts';
import { isOpen } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { isTold, readerOf } from '#domain/case/visible.ts';
import { cellsAround } from '#domain/place/cells.ts';
import { metresBetween } from '#domain/place/distance.ts';
import { areRelated, isSensitive } from '#domain/policy/policy.ts';
import { plusDays } from '#domain/time/instant.ts';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { inWgs84, likelyPlace, placeFields } from '#shared/http/places.ts';
import { code, instant, stage } from '#shared/http/schemas.ts';

/** More suggestions than that nobody compares with what they are about to report. */
const MOST_SUGGESTED = 10;

export const findSimilar = operation({
  id: 'findSimilar',
  method: 'GET',
  path: '/cases/similar',
  summary: {
    'zh-CN': '疑似重复：查找可能是同一事项的在办案件',
    en: 'Find open cases that may be about the same matter',
  },
  whoMay: WHO_IS_SIGNED_IN,
  query: z.object({ ...placeFields, category: code }).check(likelyPlace),
  status: 200,
  answer: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        category: z.string(),
        stage,
        reportedAt: instant,
        metres: z.int(),
        title: z.string(),
      }),
    ),
    /**
     * How many recent cases of a related category are open around the place, in cells of about a kilometre, the caller's own
     * included; sensitive categories are not counted.
     */
    around: z.int(),
  }),
  run: async ({ query: { category, ...at }, subject }, { store, now }) => {
    const { policyVersion } = await store.city.current();
    const policy = await store.city.policy(policyVersion);
    const { metres, days } = policy.similar;
    const place = inWgs84(at);
    const near = await store.near(cellsAround([place.lon, place.lat], metres), plusDays(now(), -days));
    const related = near.filter(
      (entry) => entry.kind === caseProcess.kind && areRelated(entry.category, category),
    );
    const suggested = related
      .map((entry) => ({ ...entry, metres: metresBetween(place, entry.point) }))
      .filter((entry) => entry.metres <= metres)
      .sort((a, b) => a.metres - b.metres)
      .slice(0, MOST_SUGGESTED);
    const ids = suggested.map(({ id }) => id);
    const { actor, found } = await store.loadAll(caseProcess, subject, ids);
    const items = suggested.flatMap(({ id, metres: away }) => {
      const current = found.get(id);
      // Entries follow within moments; a case that has ended meanwhile is no suggestion any more.
      if (!current || !isOpen(current) || !maySee(actor, current)) return [];
      // Metres from place after place would tell the point.
      if (!isTold(readerOf(actor, current), 'point')) return [];
      return {
        id,
        category: current.category,
        stage: current.state.stage,
        reportedAt: current.reportedAt,
        metres: Math.round(away),
        title: current.title,
      };
    });
    const around = related.filter((entry) => !isSensitive(policy, entry.category)).length;
    return { body: { items, around } };
  },
});
