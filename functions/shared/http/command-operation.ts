import type * as z from 'zod/mini';
import type { PersonalCommand } from '#domain/case/commands.ts';
import type { Text } from '#domain/text.ts';
import { giveCommand } from '../use-cases/give-command.ts';
import { cases } from '../use-cases/served-process.ts';
import { operation } from './operation.ts';
import { receipt } from './schemas.ts';

/** A command on a case as an operation: it is given in the caller's name, and answered by where the case stands after it. */
export const commandOperation = <P extends z.ZodMiniType<{ id: string }>, B extends z.ZodMiniType>(defined: {
  id: string;
  path: string;
  summary: Text;
  params: P;
  body: B;
  command(params: z.output<P>, body: z.output<B>): PersonalCommand;
}) =>
  operation({
    id: defined.id,
    method: 'POST',
    path: defined.path,
    summary: defined.summary,
    params: defined.params,
    body: defined.body,
    status: 200,
    answer: receipt,
    run: async ({ params, body, request, seenVersion }, services) => {
      const command = defined.command(params, body);
      const given = await giveCommand({ services, to: cases, id: params.id, command, request, seenVersion });
      return { body: given, version: given.version };
    },
  });
