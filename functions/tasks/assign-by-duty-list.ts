import { type Standing, standingOf } from '#domain/case/standing.ts';
import { applyRule, readCase } from '#shared/cases/apply-rule.ts';
import type { TaskOf, TaskServices } from './task.ts';

/** "Assign by the duty list": the unit on duty gets the case; when nobody is, the centre must dispatch by hand. */
export const assignByDutyList = async (
  { caseId }: TaskOf<'assignByDutyList'>,
  { db, reference, now }: TaskServices,
): Promise<Standing> => {
  const current = await readCase(db, caseId);
  const standing = standingOf(current, now());
  if (standing.step !== 'assign') return standing;
  const duty = await reference.duty(current.grid, current.category, current.policyVersion);
  if (!duty) return { ...standing, step: 'dispatch' };
  return standingOf(
    await applyRule({ db, reference, now: now() }, caseId, { type: 'assignByDutyList', duty }),
    now(),
  );
};
