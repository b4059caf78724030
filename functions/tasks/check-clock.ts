import { type PartStanding, type Standing, standingOf } from '#domain/case/standing.ts';
import { applyRule } from '#shared/cases/apply-rule.ts';
import { partStanding } from './open-wait.ts';
import type { TaskOf, TaskServices } from './task.ts';

/** "Check the clock": the second guard. Should the sweep be dead, the waiting execution fires the due rungs itself. */
export const checkClock = async (
  { caseId }: TaskOf<'checkClock'>,
  { db, reference, now }: TaskServices,
): Promise<Standing> =>
  standingOf(await applyRule({ db, reference, now: now() }, caseId, { type: 'advanceClock' }), now());

/** "Check the part's clock", likewise for an assistant unit's part. */
export const checkPartClock = async (
  { caseId, unit }: TaskOf<'checkPartClock'>,
  { db, reference, now }: TaskServices,
): Promise<PartStanding> =>
  partStanding(await applyRule({ db, reference, now: now() }, caseId, { type: 'advanceClock' }), unit, now());
