import type { Case } from '#domain/case/case.ts';
import {
  openWaits,
  type PartStanding,
  partStandingOf,
  partWait,
  type Standing,
  stageWait,
  standingOf,
} from '#domain/case/standing.ts';
import { readCase } from '#shared/cases/apply-rule.ts';
import { keepWait, markAnswered } from '#shared/persistence/waits.ts';
import { answerTask } from '#shared/workflow.ts';
import type { TaskOf, TaskServices } from './task.ts';

/** "Wait for …": the execution waits until a person's command or the clock has moved the case on. */
export const openWait = (asked: TaskOf<'openWait'>, services: TaskServices): Promise<void> =>
  open(asked, stageWait(asked.turn), services, standingOf);

/** "Wait for the part", likewise for an assistant unit's part. */
export const openPartWait = (asked: TaskOf<'openPartWait'>, services: TaskServices): Promise<void> =>
  open(asked, partWait(asked.unit, asked.turn), services, (current, now) =>
    partStanding(current, asked.unit, now),
  );

/** @throws Error when the unit has no part in the case: the execution is about something else. */
export const partStanding = (current: Case, unit: string, now: string): PartStanding => {
  const part = current.parts.findLast((p) => p.unit.code === unit);
  if (!part) throw new Error(`unit ${unit} has no part in case ${current.id}`);
  return partStandingOf(part, now);
};

/**
 * First the token is kept, then the case is read: whoever changes the case after that finds the token, and
 * what changed before is seen here. So no change can slip between the two.
 */
const open = async (
  { caseId, taskToken, execution }: { caseId: string; taskToken: string; execution: string },
  wait: string,
  { db, workflow, now }: TaskServices,
  standing: (current: Case, now: string) => Standing | PartStanding,
): Promise<void> => {
  await keepWait(db, caseId, wait, { taskToken, execution }, now());
  const current = await readCase(db, caseId);
  if (openWaits(current).includes(wait)) return;
  await answerTask(workflow, taskToken, standing(current, now()));
  await markAnswered(db, caseId, wait, { taskToken, execution }, now());
};
