import * as z from 'zod/mini';
import type { Shown } from '#domain/case/commands/verify.ts';
import { personalCommands } from '#domain/case/commands.ts';
import type { FileServices } from '#shared/files/services.ts';
import { operation } from '#shared/http/operation.ts';
import { evidence } from '#shared/http/places.ts';
import { caseParams, code, reason, receipt } from '#shared/http/schemas.ts';
import { giveWithFiles } from '#shared/use-cases/give-with-files.ts';

const shown = z.exactOptional(evidence);
/** Why a centre verifies in place of the grid worker who was drawn. */
const instead = z.exactOptional(reason);

export const verify = operation({
  id: 'verify',
  method: 'POST',
  path: '/cases/{id}/verify',
  summary: {
    'zh-CN': '核实：由未参与办理的人员核实办理结果',
    en: 'Verify: someone other than the handler checks the work',
  },
  whoMay: personalCommands.verify,
  params: caseParams,
  body: z.discriminatedUnion('passed', [
    z.strictObject({ passed: z.literal(true), note: z.exactOptional(reason), evidence: shown, instead }),
    z.strictObject({ passed: z.literal(false), code, reason, evidence: shown, instead }),
  ]),
  status: 200,
  answer: receipt,
  run: async ({ params: { id }, body, request, seenVersion }, services: FileServices) => {
    const { evidence: given, ...verdict } = body;
    const { files = [], ...seen } = given ?? {};
    const { answer, replayed } = await giveWithFiles({
      services,
      id,
      given: files,
      field: 'evidence.files',
      command: (found) => ({ type: 'verify', ...verdict, ...(given && { evidence: shownIn(seen, found) }) }),
      request,
      seenVersion,
    });
    return { body: answer, version: answer.version, replayed };
  },
});

const shownIn = (seen: Omit<Shown, 'files'>, files: NonNullable<Shown['files']>): Shown => ({
  ...seen,
  ...(files.length > 0 && { files }),
});
