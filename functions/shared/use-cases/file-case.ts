import { mayFile, mayGrade } from '#domain/access.ts';
import { type Actor, unitOf } from '#domain/actor.ts';
import type { Case, Matter, Point } from '#domain/case/case.ts';
import { channelOf } from '#domain/case/channel.ts';
import type { CaseEventBody } from '#domain/case/event.ts';
import { fileCase as begin } from '#domain/case/file.ts';
import type { CaseNumber } from '#domain/case/number.ts';
import { isSampled, refusedOnSpot } from '#domain/case/on-spot.ts';
import { hasCategory, type Severity, severityOf } from '#domain/policy/policy.ts';
import type { Context, Needs } from '#domain/process/context.ts';
import type { Change } from '#domain/process/decide.ts';
import type { FileRef } from '#domain/process/process.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { Instant } from '#domain/time/instant.ts';
import { forbidden, WHO_SETTLES_ON_THE_SPOT } from '#domain/who-may.ts';
import type { FileServices } from '../files/services.ts';
import type { Repeatable } from '../store/remembered.ts';
import { type BroughtFiles, broughtFiles, type GivenFile } from './brought-files.ts';
import { contextOf } from './context.ts';
import { type Given, givenBefore, givenNow } from './given.ts';
import { locatedAmong } from './locate.ts';
import type { Receipt } from './receipt.ts';
import { cases } from './served-process.ts';
import { untilCommitted } from './until-committed.ts';

/** What a person tells of a matter. The place is a point (WGS 84), or a grid where there is no point. */
export interface Account {
  title: string;
  description: string;
  category: string;
  /** For a dispatcher to say, who grades it there and then; otherwise it follows from the category. */
  severity?: Severity;
  place: { point: Point } | { grid: string };
  /** What shows it. */
  files?: readonly GivenFile[];
  /** Set when a grid worker has settled the matter on the spot, some time before it is filed perhaps. */
  settled?: { result: string; at?: Instant };
}

/** What filing needs besides. */
export interface FilingServices extends FileServices {
  newId: () => string;
  newNumber: () => CaseNumber;
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
 * verification: then with the grid workers around the place); the transaction; and two for each file.
 * @throws RejectionError for an unknown category, a place outside the city, a grid worker off their area, a matter that is
 *   not settled on the spot, a file that is not there; KeyReused, FileUsed, FilesUnavailable
 */
export const fileCase = ({ services, account, request }: Filing): Promise<Given<Receipt>> => {
  const { files = [] } = account;
  const brought = broughtFiles(services, { owner: request.subject, given: files, field: 'files' });
  return untilCommitted(services, () => fileOnce({ services, account, request, brought }));
};

const fileOnce = async ({
  services,
  account,
  request,
  brought,
}: Filing & { brought: BroughtFiles }): Promise<Given<Receipt>> => {
  const { store, newId, newNumber } = services;
  const now = services.now();
  const { title, category, place, settled } = account;
  const { actor, answered, at } = await store.arrive({ request, now, place });
  if (answered !== undefined) return givenBefore(answered);

  const located = locatedAmong(at, place);

  if (!located) throw new RejectionError('point' in place ? OUTSIDE_THE_CITY : unknownGrid(place.grid));
  const { policyVersion } = await store.city.current();
  const policy = await store.city.policy(policyVersion);
  if (!hasCategory(policy, category)) throw new RejectionError(unknownCategory(category));
  const type = settled ? 'selfHandle' : 'report';
  if (!mayFile(actor, type, located.grid)) throw new RejectionError(forbidden(WHO_SETTLES_ON_THE_SPOT));
  if (account.severity !== undefined && !mayGrade(actor, located.grid))
    throw new RejectionError(NOT_TO_GRADE);
  const severity = account.severity ?? severityOf(policy, category);
  const point = 'point' in place && { point: place.point };
  const shown = { ...point, files: account.files ?? [] };
  const refused =
    settled && refusedOnSpot(policy, { category, severity, ...shown, ...settledAtOf(settled) }, now);
  if (refused) throw new RejectionError(refused);
  const files = await brought.look();

  const matter: Matter = {
    id: newId(),
    number: newNumber(),
    title,
    category,
    severity,
    channel: channelOf(actor),
    ...located,
    ...point,
    reporter: request.subject,
    policyVersion,
    reportedAt: now,
  };
  const change = await begun({ services, account, matter, files, actor, now });
  const answer = cases.receiptOf(change.next);
  await brought.keep(matter.id);
  await store.commit([{ definition: cases.definition, before: undefined, ...change }], now, {
    request,
    answer,
  });
  return givenNow(answer);
};

interface Beginning {
  services: FilingServices;
  account: Account;
  matter: Matter;
  files: FileRef[];
  actor: Actor;
  now: Instant;
}

const settledAtOf = ({ at }: NonNullable<Account['settled']>) => (at === undefined ? {} : { settledAt: at });

const begun = async (beginning: Beginning): Promise<Change<Case, CaseEventBody>> => {
  const { services, account, matter, files, actor, now } = beginning;
  const { description, settled: onSpot } = account;
  // Only grid workers settle matters, and each of them belongs to a unit: see `mayFile`.
  const own = unitOf(actor);
  if (!onSpot || !own) {
    const context = await contextAt(beginning);
    return begin({ type: 'report', matter, description, files, desk: context.centres.community }, context);
  }
  const { result } = onSpot;
  const settled = {
    type: 'selfHandle' as const,
    matter,
    description,
    files,
    desk: own,
    result,
    ...settledAtOf(onSpot),
  };
  const { city } = services.store;
  const policy = await city.policy(matter.policyVersion);
  if (isSampled(policy, matter, services.draw())) {
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

const NOT_TO_GRADE: Rejection = {
  kind: 'unasked',
  code: 'severity-unasked',
  field: 'severity',
  message: {
    'zh-CN': '等级由类别确定，由本辖区指挥中心的派遣员调整；请去掉 severity，紧急情况请写入说明。',
    en: 'The severity follows from the category until a dispatcher of the place grades the case; leave "severity" out, and say in the description what is urgent.',
  },
};

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
