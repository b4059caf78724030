import * as z from 'zod/mini';
import type { Text } from '#domain/text.ts';
import type { GivenCommand } from '#shared/cases/give-command.ts';
import { answerCommand } from '#shared/http/answer-command.ts';
import { type Operation, operation } from '#shared/http/operation.ts';
import { caseId, code, receipt } from '#shared/http/schemas.ts';

const partParams = z.object({ id: caseId, unitId: code });

/** A command on one part of joint handling: `/cases/{id}/parts/{unitId}/<verb>`. */
export const partOperation = <B extends z.ZodMiniType>(defined: {
  id: string;
  verb: string;
  summary: Text;
  body: B;
  command: (unit: string, body: z.output<B>) => GivenCommand;
}): Operation<typeof partParams, z.ZodMiniType, B, typeof receipt> =>
  operation({
    id: defined.id,
    method: 'POST',
    path: `/cases/{id}/parts/{unitId}/${defined.verb}`,
    summary: defined.summary,
    params: partParams,
    body: defined.body,
    status: 200,
    answer: receipt,
    run: (asked, services) =>
      answerCommand(asked, services, asked.params.id, defined.command(asked.params.unitId, asked.body)),
  });
