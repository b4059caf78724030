import { forbidden, mayFile } from '#domain/access.ts';
import { type Actor, unitOf } from '#domain/actor.ts';
import type { Case, Channel, Matter, Point } from '#domain/case/case.ts';
import type { CaseEventBody } from '#domain/case/event.ts';
import { fileCase as begin } from '#domain/case/file.ts';
import { isSampled } from '#domain/case/sample.ts';
import { hasCategory, type Severity } from '#domain/policy/policy.ts';
import type { Context, Needs } from '#domain/process/context.ts';
import type { Change } from '#domain/process/decide.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Services } from '../services.ts';
import type { Repeatable } from '../store/store.ts';
import { contextOf } from './context.ts';
import { locatedAmong } from './locate.ts';
import type { Receipt } from './receipt.ts';
import { cases } from './served-process.ts';
import { untilCommitted } from './until-committed.ts';

/** What a person tells of a matter. The place is a point (WGS 84), or a grid where there is no point. */
export interface Account {
  title: string;
  description: string;
  category: string;
  severity: Severity;
  channel: Channel;
  place: { point: Point } | { grid: string };
  /** Set when a grid worker has settled the matter on the spot. */
  result?: string;
}

/** What filing needs besides. */
export interface FilingServices extends Services {
  newId: () => string;
  /** A number from 0 up to 1, as drawn for samples. */
  draw: () => number;
}

interface Filing {
  services: FilingServices;
  account: Account;
  request: Repeatable;
}

/**
 * Files a case, settled on the spot or not, in one transaction. Requests: person, key and place together; the centres of
 * the place, on whose desk it lands (not for one that is settled by a grid worker of that desk, unless it is drawn for
 * verification: then with the grid workers around the place); the transaction.
 * @throws RejectionError for an unknown category, a place outside the city, a grid worker off their area; KeyReused
 */
export const fileCase = (filing: Filing): Promise<Receipt> =>
  untilCommitted(filing.services, () => fileOnce(filing));

const fileOnce = async ({ services, account, request }: Filing): Promise<Receipt> => {
  const { store, newId } = services;
  const now = services.now();
  const { title, category, severity, channel, place } = account;
  const { actor, answered, at } = await store.arrive({ request, now, place });
  if (answered !== undefined) return answered as Receipt;

  const located = locatedAmong(at, place);

  if (!located) throw new RejectionError('point' in place ? OUTSIDE_THE_CITY : unknownGrid(place.grid));
  const { policyVersion } = await store.city.current();
  const policy = await store.city.policy(policyVersion);
  if (!hasCategory(policy, category)) throw new RejectionError(unknownCategory(category));
  const type = account.result === undefined ? 'report' : 'selfHandle';
  if (!mayFile(actor, type, located.grid)) throw new RejectionError(forbidden(type));

  const matter: Matter = {
    id: newId(),
    title,
    category,
    severity,
    channel,
    ...located,
    ...('point' in place && { point: place.point }),
    reporter: request.subject,
    policyVersion,
    reportedAt: now,
  };
  const change = await begun({ services, account, matter, actor, now });
  const answer = cases.receiptOf(change.next);
  await store.commit([{ definition: cases.definition, before: undefined, ...change }], now, {
    request,
    answer,
  });
  return answer;
};

interface Beginning {
  services: FilingServices;
  account: Account;
  matter: Matter;
  actor: Actor;
  now: Instant;
}

const begun = async (beginning: Beginning): Promise<Change<Case, CaseEventBody>> => {
  const { services, account, matter, actor, now } = beginning;
  const { description, result } = account;
  // Only grid workers settle matters, and each of them belongs to a unit: see `mayFile`.
  const own = unitOf(actor);
  if (result === undefined || !own) {
    const context = await contextAt(beginning);
    return begin({ type: 'report', matter, description, desk: context.centres.community }, context);
  }
  const settled = { type: 'selfHandle' as const, matter, description, desk: own, result };
  const { city } = services.store;
  const policy = await city.policy(matter.policyVersion);
  if (isSampled(policy, services.draw())) {
    const context = await contextAt(beginning, { verifiers: true });
    return begin({ ...settled, sample: context }, context);
  }
  const { calendarVersion } = await city.current();
  const calendar = await city.calendar(calendarVersion);
  return begin(settled, { now, actor, seed: services.newSeed(), policy, calendar });
};

const contextAt = (
  { services, matter: { grid, policyVersion }, actor, now }: Beginning,
  needs: Omit<Needs, 'grid'> = {},
): Promise<Context> => contextOf(services, { grid, ...needs }, policyVersion, { now, actor });

const unknownCategory = (category: string): Rejection => ({
  kind: 'invalid',
  code: 'unknown-category',
  field: 'category',
  message: {
    'zh-CN': `办理规则中没有类别“${category}”；请从类别树中选择。`,
    en: `The policy has no category "${category}"; choose one from its category tree.`,
  },
});

const OUTSIDE_THE_CITY: Rejection = {
  kind: 'invalid',
  code: 'outside-city',
  field: 'point',
  message: {
    'zh-CN': '该坐标不在本市任何网格内；请核对经纬度和坐标系（WGS84、CGCS2000 或 GCJ02）。',
    en: 'The point lies in no grid of this city; check longitude, latitude and crs (WGS84, CGCS2000 or GCJ02).',
  },
};

const unknownGrid = (grid: string): Rejection => ({
  kind: 'invalid',
  code: 'unknown-grid',
  field: 'grid',
  message: {
    'zh-CN': `没有编码为“${grid}”的网格；请核对编码（15 位数字）。`,
    en: `There is no grid "${grid}"; check the code (15 digits).`,
  },
});
