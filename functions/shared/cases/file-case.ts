import { forbidden, mayFile } from '#domain/access.ts';
import { type Actor, unitOf } from '#domain/actor.ts';
import type { Channel, Point } from '#domain/case/case.ts';
import { file } from '#domain/case/decide.ts';
import type { Unit } from '#domain/place/unit.ts';
import { hasCategory, type Severity } from '#domain/policy/policy.ts';
import { RejectionError } from '#domain/rejection.ts';
import { commit } from '../persistence/commit.ts';
import { type Database, readGrids, readTogether } from '../persistence/database.ts';
import { answerGiven, keyItem, keyOf, type Repeatable } from '../persistence/idempotency.ts';
import {
  actorFrom,
  actorKey,
  centreKeys,
  centresFrom,
  type Reference,
  verifiersFrom,
  verifiersKey,
} from '../persistence/reference.ts';
import { type Receipt, receiptOf } from './receipt.ts';
import { untilCommitted } from './until-committed.ts';

/** What a person tells of a matter. The place is a point or a grid. */
export interface Told {
  title: string;
  description: string;
  category: string;
  severity: Severity;
  channel: Channel;
  place: { point: Point } | { grid: string };
  /** Set when a grid worker has settled the matter on the spot. */
  result?: string;
}

interface Filing {
  db: Database;
  reference: Reference;
  now: string;
  newId: () => string;
  /** A number from 0 up to 1; the policy's share of self-handled cases lies below it. */
  draw: () => number;
}

/**
 * Files a case, settled on the spot or not, in one transaction. Requests: staff and key together, the place,
 * the centre whose desk it lands on (not for one settled by a grid worker of that desk), the transaction. One that
 * is settled and drawn for verification also reads the centres and grid workers around the place.
 * @throws RejectionError for an unknown category, a place outside the city, a grid worker off his area.
 */
export const fileCase = (filing: Filing, told: Told, request: Repeatable): Promise<Receipt> =>
  untilCommitted(() => fileOnce(filing, told, request));

const fileOnce = async (
  { db, reference, now, newId, draw }: Filing,
  told: Told,
  request: Repeatable,
): Promise<Receipt> => {
  const { generation, policyVersion, calendarVersion } = await reference.current();
  const found = await readTogether(db, {
    cases: [keyOf(request)],
    grids: [actorKey(generation, request.subject)],
  });
  const given = answerGiven<Receipt>(found, request, now);
  if (given) return given;

  const actor = actorFrom(found.grids, generation, request.subject);
  const [policy, calendar, place] = await Promise.all([
    reference.policy(policyVersion),
    reference.calendar(calendarVersion),
    placeOf(reference, told.place),
  ]);
  if (!hasCategory(policy, told.category)) throw new RejectionError(unknownCategory(told.category));
  const type = told.result === undefined ? 'report' : 'selfHandle';
  if (!mayFile(actor, type, place.grid)) throw new RejectionError(forbidden(type));

  const { title, description, category, severity, channel, result } = told;
  const filing = {
    matter: {
      id: newId(),
      title,
      category,
      severity,
      channel,
      ...place,
      reporter: request.subject,
      policyVersion,
      reportedAt: now,
    },
    description,
    desk: await deskFor(db, generation, actor, place.grid, type),
  };
  const change = file(
    result === undefined
      ? { type: 'report', ...filing }
      : {
          type: 'selfHandle',
          ...filing,
          result,
          ...(draw() < policy.selfHandledSample && { sample: await sampleFor(db, generation, place.grid) }),
        },
    { now, actor, policy, calendar },
  );
  const receipt = receiptOf(change.next);
  await commit(db, undefined, change, keyItem(request, receipt, now), now);
  return receipt;
};

const placeOf = async (reference: Reference, place: Told['place']) => {
  if ('point' in place) {
    const located = await reference.locate(place.point);
    if (!located) throw new RejectionError(outsideTheCity);
    return { ...located, point: place.point };
  }
  const area = await reference.area(place.grid);
  if (area?.level !== 'grid') throw new RejectionError(unknownGrid(place.grid));
  return { grid: place.grid, borderVersion: (await reference.current()).generation };
};

/** A grid worker who has settled the matter belongs to the committee of the place; others' reports land on its desk. */
const deskFor = async (
  db: Database,
  generation: string,
  actor: Actor,
  grid: string,
  type: 'report' | 'selfHandle',
): Promise<Unit> => {
  const own = unitOf(actor);
  if (type === 'selfHandle' && own) return own;
  const found = await readGrids(db, centreKeys(generation, grid));
  return centresFrom(found, generation, grid).community;
};

/** Who could look at a case that was settled on the spot: one of the grid workers, or a centre. */
const sampleFor = async (db: Database, generation: string, grid: string) => {
  const found = await readGrids(db, [...centreKeys(generation, grid), verifiersKey(generation, grid)]);
  return {
    centres: centresFrom(found, generation, grid),
    verifiers: verifiersFrom(found, generation, grid),
  };
};

const unknownCategory = (category: string) => ({
  kind: 'invalid' as const,
  code: 'unknown-category',
  field: 'category',
  message: {
    'zh-CN': `政策中没有“${category}”这一类别；请从类别树中选择。`,
    en: `The policy has no category "${category}"; choose one of the category tree.`,
  },
});

const outsideTheCity = {
  kind: 'invalid' as const,
  code: 'outside-city',
  field: 'point',
  message: {
    'zh-CN': '该坐标不在本市任何网格内；请核对经纬度和坐标系（WGS84、CGCS2000 或 GCJ02）。',
    en: 'The point lies in no grid of this city; check longitude, latitude and crs (WGS84, CGCS2000 or GCJ02).',
  },
};

const unknownGrid = (grid: string) => ({
  kind: 'invalid' as const,
  code: 'unknown-grid',
  field: 'grid',
  message: {
    'zh-CN': `没有编码为“${grid}”的网格；网格编码为 15 位数字。`,
    en: `There is no grid "${grid}"; a grid code has 15 digits.`,
  },
});
