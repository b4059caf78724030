import * as z from 'zod/mini';
import { giveCommand } from '#shared/cases/give-command.ts';
import { operation } from '#shared/http/operation.ts';
import { caseId, code, narrative, receipt } from '#shared/http/schemas.ts';

export const respond = operation({
  id: 'respond',
  method: 'POST',
  path: '/cases/{id}/parts/{unitId}/respond',
  summary: { 'zh-CN': '报到：协办单位反馈办理情况', en: 'Respond: an assistant unit hands in its part' },
  params: z.object({ id: caseId, unitId: code }),
  body: z.strictObject({ answer: narrative }),
  status: 200,
  answer: receipt,
  run: async ({ params, body, repeatable, seenVersion }, { db, reference, now }) => {
    const given = await giveCommand(
      { db, reference, now: now() },
      params.id,
      { type: 'respond', unit: params.unitId, answer: body.answer },
      repeatable,
      seenVersion,
    );
    return { body: given, version: given.version };
  },
});
