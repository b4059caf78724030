import type * as z from 'zod/mini';
import type { Case } from '#domain/case/case.ts';
import type { CaseEventBody } from '#domain/case/event.ts';
import type { Command } from '#domain/process/process.ts';
import type { Text } from '#domain/text.ts';
import type { WhoMay } from '#domain/who-may.ts';
import { giveCommand } from '../use-cases/give-command.ts';
import type { Receipt } from '../use-cases/receipt.ts';
import type { ServedProcess } from '../use-cases/served-process.ts';
import { operation } from './operation.ts';
import { problem } from './problem.ts';
import { receipt } from './schemas.ts';

/** A command on a case as an operation: it is given in the caller's name, and answered by where the case stands after it. */
export const commandOperation = <
  P extends z.ZodMiniType<{ id: string }>,
  B extends z.ZodMiniType,
  C extends Command,
>(defined: {
  id: string;
  to: ServedProcess<Case, CaseEventBody, C, Receipt>;
  path: string;
  summary: Text;
  whoMay: WhoMay;
  insists?: true;
  params: P;
  body: B;
  command(params: z.output<P>, body: z.output<B>): NoInfer<C>;
}) =>
  operation({
    id: defined.id,
    method: 'POST',
    path: defined.path,
    summary: defined.summary,
    whoMay: defined.whoMay,
    params: defined.params,
    body: defined.body,
    ...(defined.insists && { insists: true as const }),
    status: 200,
    answer: receipt,
    run: async ({ params, body, request, seenVersion }, services) => {
      if (defined.insists && seenVersion === undefined) throw MISSING_IF_MATCH;
      const command = defined.command(params, body);
      const { answer, replayed } = await giveCommand({
        services,
        to: defined.to,
        id: params.id,
        command,
        request,
        seenVersion,
      });
      return { body: answer, version: answer.version, replayed };
    },
  });

const MISSING_IF_MATCH = problem(
  'missing-if-match',
  {
    'zh-CN':
      '该操作会使案件上升一级，须在请求头 If-Match 中给出读取案件时返回的 ETag（例如 "7"），以免重复执行。',
    en: 'This command lifts the case; send If-Match with the ETag of the case as you read it, such as "7", so that two of them do not lift it twice.',
  },
  { field: 'If-Match' },
);
