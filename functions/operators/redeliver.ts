import * as z from 'zod/mini';
import { mayOperate } from '#domain/access.ts';
import { drivenCase } from '#domain/case/driven-case.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import { forbidden, WHO_OPERATES } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { caseId, instant, reason } from '#shared/http/schemas.ts';

/** As the list of troubles names what was not passed on. */
const delivery = z
  .string()
  .check(z.regex(/^(workflow-\d{1,6}-\d{1,6}|event-\d{1,6}|webhook-[0-9A-HJKMNP-TV-Z]{26}-\d{1,6})$/));

export const redeliver = operation({
  id: 'redeliver',
  method: 'POST',
  path: '/operations/cases/{id}/deliveries/{delivery}/redeliver',
  summary: {
    'zh-CN': '重新传递：将未能传递的变更再传递一次',
    en: 'Deliver once more what could not be passed on',
  },
  whoMay: WHO_OPERATES,
  params: z.object({ id: caseId, delivery }),
  body: z.strictObject({ reason }),
  status: 200,
  answer: z.object({ caseId: z.string(), delivery: z.string(), askedAt: instant }),
  run: async ({ params, body, request }, services) => {
    const { store } = services;
    const now = services.now();
    const { actor, answered } = await store.load(drivenCase, { request, now, ids: [] });
    const answer = { caseId: params.id, delivery: params.delivery, askedAt: now };
    if (answered !== undefined) return { body: answered as typeof answer, replayed: true };
    if (!mayOperate(actor)) throw new RejectionError(forbidden(WHO_OPERATES));
    const process = { kind: drivenCase.kind, id: params.id };
    const part = params.delivery;
    const trouble = part.startsWith('webhook-') ? 'undelivered' : 'unrelayed';
    if (!(await store.findTrouble(process, { trouble, part })))
      throw new RejectionError(nothingToDeliver(params));
    const asked = { process, part, by: actor.subject, reason: body.reason };
    await store.askRedelivery(asked, now, { request, answer });
    return { body: answer };
  },
});

const nothingToDeliver = (asked: { id: string; delivery: string }): Rejection => ({
  kind: 'unknown',
  code: 'unknown-delivery',
  message: {
    'zh-CN': `案件“${asked.id}”没有待重新传递的变更“${asked.delivery}”，可能已传递；请查看运行异常清单（kind=unrelayed 或 undelivered）。`,
    en: `Nothing named "${asked.delivery}" waits to be delivered of case "${asked.id}"; it may have been delivered. See the list of troubles (kind=unrelayed or undelivered).`,
  },
});
