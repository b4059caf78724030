import * as z from 'zod/mini';
import type { Actor } from '#domain/actor.ts';
import type { Text } from '#domain/text.ts';
import { WHO_APPROVES, WHO_WITHDRAWS, type WhoMay } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { reason } from '#shared/http/schemas.ts';
import type { Amendment } from '#shared/store/amendments.ts';
import { amendmentParams, amendmentView, readAmendment, viewOf } from './amendment-view.ts';
import { approve, refuse, withdraw } from './approve.ts';
import type { PlanningServices } from './services.ts';

interface Deciding<B extends z.ZodMiniType> {
  command: 'approve' | 'refuse' | 'withdraw';
  summary: Text;
  whoMay: WhoMay;
  body: B;
  decide(
    services: PlanningServices,
    amendment: Amendment,
    actor: Actor,
    body: z.output<B>,
  ): Promise<Amendment>;
}

/** What becomes of a proposal. Whoever did it already is told so again, so that the request may be repeated. */
const deciding = <B extends z.ZodMiniType>({ command, summary, whoMay, body, decide }: Deciding<B>) => {
  const id = `${command}Amendment`;
  return operation({
    id,
    method: 'POST',
    path: `/amendments/{amendmentId}/${command}`,
    summary,
    whoMay,
    params: amendmentParams,
    body,
    status: 200,
    answer: amendmentView,
    run: async ({ params, body: said, subject, language }, services: PlanningServices) => {
      const { actor, amendment } = await readAmendment(services.store, subject, params, whoMay);
      const decided = await decide(services, amendment, actor, said);
      return { body: viewOf(decided, actor, language), replayed: amendment.ending !== undefined };
    },
  });
};

export const approveAmendment = deciding({
  command: 'approve',
  summary: {
    'zh-CN': '同意变更：由提出人以外的人同意',
    en: 'Approve an amendment, as somebody other than whoever proposed it',
  },
  whoMay: WHO_APPROVES,
  body: z.strictObject({}),
  decide: approve,
});

export const refuseAmendment = deciding({
  command: 'refuse',
  summary: { 'zh-CN': '不同意变更', en: 'Refuse an amendment' },
  whoMay: WHO_APPROVES,
  body: z.strictObject({ reason }),
  decide: refuse,
});

export const withdrawAmendment = deciding({
  command: 'withdraw',
  summary: { 'zh-CN': '撤回变更：由提出人撤回', en: 'Withdraw an amendment, as whoever proposed it' },
  whoMay: WHO_WITHDRAWS,
  body: z.strictObject({ reason }),
  decide: withdraw,
});
