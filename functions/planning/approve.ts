import { mayApprove, mayWithdraw } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import { forbidden, WHO_APPROVES, WHO_WITHDRAWS } from '#domain/who-may.ts';
import type { Amendment, Ending } from '#shared/store/amendments.ts';
import type { Since } from '#shared/store/edition.ts';
import { calendarInForce } from './amend-calendar.ts';
import { editionInForce } from './amend-edition.ts';
import { policyInForce } from './amend-policy.ts';
import { type Amended, sinceOf } from './amending.ts';
import { CITY_CHANGED } from './city-changed.ts';
import type { PlanningServices } from './services.ts';

type Approving = Pick<PlanningServices, 'store' | 'floor' | 'now'>;

/**
 * Puts a proposal in force, with the record of it, in one step. Whoever approved it already is told so again.
 * @throws Problem (422) when it does not fit the city any more; RejectionError when the actor may not, it has ended, the
 *   city was changed meanwhile, or an import is under way
 */
export const approve = async (
  services: Approving,
  amendment: Amendment,
  actor: Actor,
): Promise<Amendment> => {
  if (isDone(amendment, 'inForce', actor)) return amendment;
  if (!mayApprove(actor, amendment)) throw new RejectionError(forbidden(WHO_APPROVES));
  refuseEnded(amendment);
  const at = services.now();
  const since = sinceOf(amendment, actor.subject, at);
  const { stored, after, along, from, to } = await amended(services, amendment, since);
  const ending: Ending = { id: amendment.id, outcome: 'inForce', by: actor.subject, at, from, to };
  const outcome = await services.store.city.publish(stored, after, { ...along, ending });
  if (outcome === 'importUnderWay') throw new RejectionError(IMPORT_UNDER_WAY);
  if (outcome === 'changed') throw new RejectionError(CITY_CHANGED);
  return ended(amendment, ending);
};

const amended = (services: Approving, amendment: Amendment, since: Since): Promise<Amended> => {
  switch (amendment.kind) {
    case 'policy':
      return policyInForce(services.store, amendment, since, services.floor);
    case 'calendar':
      return calendarInForce(services.store, amendment, since);
    case 'edition':
      return editionInForce(services.store, amendment, since, services.floor);
  }
};

type Said = { reason: string };

/** @throws RejectionError when the actor may not, or it has ended otherwise */
export const refuse = (services: Approving, amendment: Amendment, actor: Actor, { reason }: Said) => {
  if (!mayApprove(actor, amendment)) throw new RejectionError(forbidden(WHO_APPROVES));
  return endWithout(services, amendment, actor, { outcome: 'refused', reason });
};

/** @throws RejectionError when the actor may not, or it has ended otherwise */
export const withdraw = (services: Approving, amendment: Amendment, actor: Actor, { reason }: Said) => {
  if (!mayWithdraw(actor, amendment)) throw new RejectionError(forbidden(WHO_WITHDRAWS));
  return endWithout(services, amendment, actor, { outcome: 'withdrawn', reason });
};

/** Ends a proposal of which nothing comes in force. */
const endWithout = async (
  { store, now }: Approving,
  amendment: Amendment,
  actor: Actor,
  end: Pick<Ending, 'outcome'> & Said,
): Promise<Amendment> => {
  if (isDone(amendment, end.outcome, actor)) return amendment;
  refuseEnded(amendment);
  const ending: Ending = { id: amendment.id, ...end, by: actor.subject, at: now() };
  if (!(await store.city.endProposal(ending))) throw new RejectionError(ALREADY_DECIDED);
  return ended(amendment, ending);
};

const ended = (amendment: Amendment, { id: _, ...ending }: Ending): Amendment => ({ ...amendment, ending });

/** The answer to a request that comes again, after its first was lost. */
const isDone = ({ ending }: Amendment, outcome: Ending['outcome'], actor: Actor): boolean =>
  ending?.outcome === outcome && ending.by === actor.subject;

const refuseEnded = ({ ending }: Amendment): void => {
  if (ending) throw new RejectionError(ALREADY_DECIDED);
};

const ALREADY_DECIDED: Rejection = {
  kind: 'conflict',
  code: 'already-decided',
  message: {
    'zh-CN': '该变更已办结；请重新读取（GET /amendments/{amendmentId}）。',
    en: 'The amendment has been decided already; read it again (GET /amendments/{amendmentId}).',
  },
};

const IMPORT_UNDER_WAY: Rejection = {
  kind: 'conflict',
  code: 'import-under-way',
  message: {
    'zh-CN': '本市基础数据正在导入，或导入已中断；请先完成导入（npm run import），再重试。',
    en: 'An import of the city is running or was interrupted; finish it (npm run import), then try again.',
  },
};
