import * as z from 'zod/mini';
import { type PersonalCommand, personalCommands } from '#domain/case/commands.ts';
import { commandOperation } from '#shared/http/command-operation.ts';
import { commandPath } from '#shared/http/command-paths.ts';
import { caseId, caseParams, unitCode } from '#shared/http/schemas.ts';
import { cases } from '#shared/use-cases/served-process.ts';
import { COMMANDS, PART_COMMANDS } from './commands.ts';
import { readNotices } from './read-notices.ts';
import { approve, merge } from './two-cases.ts';
import { verify } from './verify.ts';

const partParams = z.object({ id: caseId, unitId: unitCode });

const onCases = Object.entries(COMMANDS).map(([type, { summary, lifts, body }]) =>
  commandOperation({
    id: type,
    to: cases,
    path: commandPath(type as PersonalCommand['type']),
    summary,
    whoMay: personalCommands[type as PersonalCommand['type']],
    ...(lifts && { insists: lifts }),
    params: caseParams,
    body: body as z.ZodMiniType<object>,
    // The table's type says that the body completes its command.
    command: (_params, said) => ({ type, ...said }) as PersonalCommand,
  }),
);

const onParts = Object.entries(PART_COMMANDS).map(([type, { summary, body }]) =>
  commandOperation({
    id: type,
    to: cases,
    path: commandPath(type as PersonalCommand['type']),
    summary,
    whoMay: personalCommands[type as PersonalCommand['type']],
    params: partParams,
    body: body as z.ZodMiniType<object>,
    command: ({ unitId }, said) => ({ type, unit: unitId, ...said }) as PersonalCommand,
  }),
);

export const operations = [...onCases, ...onParts, verify, merge, approve, readNotices];
