import * as z from 'zod/mini';
import type { PersonalCommand } from '#domain/case/commands.ts';
import { commandOperation } from '#shared/http/command-operation.ts';
import { caseId, caseParams, unitCode } from '#shared/http/schemas.ts';
import { cases } from '#shared/use-cases/served-process.ts';
import { COMMANDS, PART_COMMANDS } from './commands.ts';
import { approve, merge } from './two-cases.ts';

const partParams = z.object({ id: caseId, unitId: unitCode });

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The address says "part" already: `/parts/{unitId}/return`. */
const verbOf = (type: string): string => kebab(type.replace(/Part$/, ''));

const onCases = Object.entries(COMMANDS).map(([type, { summary, lifts, body }]) =>
  commandOperation({
    id: type,
    to: cases,
    path: `/cases/{id}/${kebab(type)}`,
    summary,
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
    path: `/cases/{id}/parts/{unitId}/${verbOf(type)}`,
    summary,
    params: partParams,
    body: body as z.ZodMiniType<object>,
    command: ({ unitId }, said) => ({ type, unit: unitId, ...said }) as PersonalCommand,
  }),
);

export const operations = [...onCases, ...onParts, merge, approve];
