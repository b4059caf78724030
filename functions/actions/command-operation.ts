import type * as z from 'zod/mini';
import type { Text } from '#domain/text.ts';
import type { GivenCommand } from '#shared/cases/give-command.ts';
import { answerCommand } from '#shared/http/answer-command.ts';
import { type Operation, operation } from '#shared/http/operation.ts';
import { caseParams, receipt } from '#shared/http/schemas.ts';

/** A command on a case as an operation: its name is the last part of its path. */
export const commandOperation = <B extends z.ZodMiniType>(defined: {
  id: string;
  summary: Text;
  body: B;
  command: (body: z.output<B>) => GivenCommand;
}): Operation<typeof caseParams, z.ZodMiniType, B, typeof receipt> =>
  operation({
    id: defined.id,
    method: 'POST',
    path: `/cases/{id}/${kebab(defined.id)}`,
    summary: defined.summary,
    params: caseParams,
    body: defined.body,
    status: 200,
    answer: receipt,
    run: (asked, services) => answerCommand(asked, services, asked.params.id, defined.command(asked.body)),
  });

const kebab = (id: string): string => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
