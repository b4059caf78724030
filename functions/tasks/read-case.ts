import { openParts } from '#domain/case/case.ts';
import { type PartStanding, partStandingOf, type Standing, standingOf } from '#domain/case/standing.ts';
import { readCase } from '#shared/cases/apply-rule.ts';
import type { TaskOf, TaskServices } from './task.ts';

/** "Read the case": where it stands, so that an execution, also a second one, goes on from there. */
export const readStanding = async (
  { caseId }: TaskOf<'readCase'>,
  { db, now }: TaskServices,
): Promise<Standing> => standingOf(await readCase(db, caseId), now());

/** "Read the parts": the parts of joint handling that are still open. */
export const readParts = async (
  { caseId }: TaskOf<'readParts'>,
  { db, now }: TaskServices,
): Promise<{ parts: PartStanding[] }> => {
  const at = now();
  return { parts: openParts(await readCase(db, caseId)).map((part) => partStandingOf(part, at)) };
};
