import { mayPropose } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import type { AmendmentKind } from '#domain/amendment.ts';
import { drivenCase } from '#domain/case/driven-case.ts';
import { RejectionError } from '#domain/rejection.ts';
import type { CalendarYear } from '#domain/time/calendar.ts';
import type { Instant } from '#domain/time/instant.ts';
import { forbidden, WHO_OPERATES } from '#domain/who-may.ts';
import type { Proposal } from '#shared/store/amendments.ts';
import type { Repeatable } from '#shared/store/remembered.ts';
import { planEarlierCalendar, planYear } from './amend-calendar.ts';
import { planEarlierEdition } from './amend-edition.ts';
import { planPolicy } from './amend-policy.ts';
import { type Planned, unknownVersion } from './amending.ts';
import type { PlanningServices } from './services.ts';

/** What somebody wants: a new policy, a year of the calendar, or an earlier version back. */
export type Wish =
  | { policy: unknown }
  | { calendarYear: CalendarYear }
  | { earlier: { kind: AmendmentKind; version: string } };

interface Proposing {
  services: Pick<PlanningServices, 'store' | 'floor' | 'newId' | 'now'>;
  wish: Wish;
  reason: string;
  request: Repeatable;
}

/**
 * Proposes an amendment, with what it would do, once however often the request comes. Nothing of it holds before a second
 * person approves.
 * @throws Problem (422) or RejectionError when it could not be put in force now, or the person may not propose
 */
export const propose = async ({
  services,
  wish,
  reason,
  request,
}: Proposing): Promise<{ actor: Actor; proposal: Proposal; replayed: boolean }> => {
  const { store } = services;
  const now = services.now();
  const { actor, answered } = await store.load(drivenCase, { request, now, ids: [] });
  if (answered !== undefined) return { actor, proposal: answered as Proposal, replayed: true };
  if (!mayPropose(actor)) throw new RejectionError(forbidden(WHO_OPERATES));
  const planned = await plan(services, wish, now);
  const proposal: Proposal = { id: services.newId(), by: actor.subject, at: now, reason, ...planned };
  await store.city.propose(proposal, now, { request, answer: proposal });
  return { actor, proposal, replayed: false };
};

const plan = async ({ store, floor }: Proposing['services'], wish: Wish, now: Instant): Promise<Planned> => {
  if ('policy' in wish) return planPolicy(store, wish.policy, floor, now);
  if ('calendarYear' in wish) return planYear(store, wish.calendarYear, now);
  const { kind, version } = wish.earlier;
  switch (kind) {
    case 'policy': {
      const policy = await store.city.findPolicy(version);
      if (!policy) throw new RejectionError(unknownVersion(version));
      return planPolicy(store, policy, floor, now);
    }
    case 'calendar':
      return planEarlierCalendar(store, version, now);
    case 'edition':
      return planEarlierEdition(store, version, now);
  }
};
