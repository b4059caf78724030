import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { maySee } from '#domain/access.ts';
import { isOpen } from '#domain/case/case.ts';
import { cellsAround } from '#domain/place/cells.ts';
import { COORDINATE_SYSTEMS, type Position, toWgs84 } from '#domain/place/coordinates.ts';
import { metresBetween } from '#domain/place/distance.ts';
import { areRelated } from '#domain/policy/policy.ts';
import { type Instant, plusDays } from '#domain/time/instant.ts';
import { operation } from '#shared/http/operation.ts';
import { code, instant, likelyPlace } from '#shared/http/schemas.ts';
import { caseKey, caseOf, NEARBY_INDEX, type NearbyEntry } from '#shared/persistence/cases-table.ts';
import { type Database, nameOf, readTogether } from '#shared/persistence/database.ts';
import { actorFrom, actorKey } from '#shared/persistence/reference.ts';

/** More suggestions than that nobody compares with what he is about to report. */
const MOST_SUGGESTED = 10;

/** Cases that are looked at in one cell, the newest first: a square of half a kilometre seldom has as many in a week. */
const MOST_IN_CELL = 200;

export const findSimilar = operation({
  id: 'findSimilar',
  method: 'GET',
  path: '/cases/similar',
  summary: {
    'zh-CN': '疑似重复：附近、近期、同类的未结案件，最近的在前',
    en: 'Open cases that may tell of the same matter: near by, recent, of a related category, nearest first',
  },
  query: z
    .object({
      lon: z.coerce.number(),
      lat: z.coerce.number(),
      crs: z._default(z.enum(COORDINATE_SYSTEMS), 'WGS84'),
      category: code,
    })
    .check(likelyPlace),
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
  run: async ({ query: { lon, lat, crs, category }, subject }, { db, reference, now }) => {
    const { generation, policyVersion } = await reference.current();
    const { metres, days } = (await reference.policy(policyVersion)).similar;
    const place = toWgs84([lon, lat], crs);
    const near = await readNearby(db, cellsAround(place, metres), plusDays(now(), -days));
    const suggested = near
      .map((entry) => ({ ...entry, metres: metresTo(place, entry.point) }))
      .filter((entry) => entry.metres <= metres && areRelated(entry.category, category))
      .sort((a, b) => a.metres - b.metres)
      .slice(0, MOST_SUGGESTED);
    const found = await readTogether(db, {
      cases: suggested.map(({ id }) => caseKey(id)),
      grids: [actorKey(generation, subject)],
    });
    const actor = actorFrom(found.grids, generation, subject);
    const items = suggested.flatMap(({ id, metres: away }) => {
      const item = found.cases.get(nameOf(caseKey(id)));
      const current = item && caseOf(item);
      // The index follows within moments; a case that has ended meanwhile is no suggestion any more.
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

const metresTo = ([lon, lat]: Position, point: NearbyEntry['point']): number =>
  metresBetween({ lon, lat }, point);

/** The open cases of some cells that were reported since an instant: one query for each cell. */
const readNearby = async (
  { documents, casesTable }: Database,
  cells: readonly string[],
  since: Instant,
): Promise<NearbyEntry[]> => {
  const read = await Promise.all(
    cells.map((cell) =>
      documents.send(
        new QueryCommand({
          TableName: casesTable,
          IndexName: NEARBY_INDEX,
          KeyConditionExpression: 'nearCell = :cell AND reportedAt >= :since',
          ExpressionAttributeValues: { ':cell': cell, ':since': since },
          ScanIndexForward: false,
          Limit: MOST_IN_CELL,
        }),
      ),
    ),
  );
  return read.flatMap(({ Items = [] }) => Items) as unknown as NearbyEntry[];
};
